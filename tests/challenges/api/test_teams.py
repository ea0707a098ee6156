"""One's own team: create, invite, withdraw, join."""

import json
from datetime import timedelta

import pytest

from challenges.editions.models import Edition
from challenges.teams.models import Invitation, Team
from tests.factories import NOW, make_person

pytestmark = pytest.mark.database


def test_team_is_created_with_its_captain(as_, carol, edition):
    answer = as_(carol).post("/api/v1/teams", {"name": " Les  Vigies "}, format="json")
    assert answer.status_code == 201
    told = answer.json()
    assert told["name"] == "Les Vigies"
    place = carol.memberships.get().pk
    assert told["members"] == [{"id": place, "name": "Carol", "is_captain": True, "joined_at": "2026-11-20T12:00:00Z"}]
    assert (told["about"], told["is_recruiting"], told["size_limit"]) == ("", False, 5)
    assert as_(carol).get("/api/v1/teams/mine").json() == told


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("LES ALIZES", 409, "team_name_taken"),
        ("x", 422, "team_name_unusable"),
        ("a\u202eb", 422, "team_name_unusable"),
        ("z" * 500, 422, "team_name_unusable"),
        ("z" * 501, 400, "invalid_input"),
        ("a\0b", 400, "invalid_input"),
        ("\ud800", 400, "invalid_input"),
        ("", 400, "invalid_input"),
        (None, 400, "invalid_input"),
        (["x"], 400, "invalid_input"),
        ({"a": 1}, 400, "invalid_input"),
    ],
)
def test_unusable_name_is_refused(as_, carol, alices_team, name, status, code):
    answer = as_(carol).post("/api/v1/teams", json.dumps({"name": name}), content_type="application/json")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (status, code, "name")
    assert Team.objects.count() == 1


def test_member_of_a_team_cannot_create_another(as_, alice, alices_team):
    answer = as_(alice).post("/api/v1/teams", {"name": "Encore"}, format="json", headers={"accept-language": "en"})
    assert (answer.status_code, answer.json()["code"]) == (409, "already_in_a_team")
    assert "Les Alizés" in answer.json()["message"]


def test_no_team_yet(as_, carol, edition):
    for address in ("mine", "mine/members", "mine/invitations", "mine/requests", "mine/merges"):
        answer = as_(carol).get(f"/api/v1/teams/{address}?lang=en")
        assert (answer.status_code, answer.json()["code"]) == (403, "no_team")
        assert answer.json()["hint"] == "Create a team, or ask a captain for the link of theirs."


def test_captain_invites_and_a_friend_joins(as_, alice, alices_team, db):
    invited = as_(alice).post("/api/v1/teams/mine/invitations")
    assert invited.status_code == 201
    friend = as_(make_person("nadia"))
    joined = friend.post("/api/v1/teams/join", {"secret": invited.json()["secret"]}, format="json")
    assert joined.status_code == 200
    assert [member["name"] for member in joined.json()["members"]] == ["Alice", "Bob", "Nadia"]


def test_secret_is_shown_once(as_, alice, alices_team):
    secret = as_(alice).post("/api/v1/teams/mine/invitations").json()["secret"]
    listed = as_(alice).get("/api/v1/teams/mine/invitations")
    assert listed.json()["count"] == 1
    assert secret not in listed.content.decode()


def test_only_the_captain_invites(as_, bob, alices_team):
    answer = as_(bob).post("/api/v1/teams/mine/invitations")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_the_captain")


def test_withdrawn_invitation_lets_nobody_in(as_, alice, carol, alices_team):
    invited = as_(alice).post("/api/v1/teams/mine/invitations").json()
    assert as_(alice).delete(f"/api/v1/teams/mine/invitations/{invited['id']}").status_code == 204
    assert as_(alice).delete(f"/api/v1/teams/mine/invitations/{invited['id']}").status_code == 404
    answer = as_(carol).post("/api/v1/teams/join", {"secret": invited["secret"]}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (404, "invitation_unknown")


def test_another_teams_invitation_is_not_there(as_, alice, mallory, alices_team, mallorys_team):
    as_(alice).post("/api/v1/teams/mine/invitations")
    hers = Invitation.objects.get()
    assert as_(mallory).delete(f"/api/v1/teams/mine/invitations/{hers.pk}").status_code == 404
    hers.refresh_from_db()
    assert hers.revoked_at is None


def test_joining_ends_with_the_edition(as_, alice, carol, alices_team, at):
    secret = as_(alice).post("/api/v1/teams/mine/invitations").json()["secret"]
    Edition.objects.update(closes_at=NOW)
    at(NOW + timedelta(seconds=1))
    answer = as_(carol).post("/api/v1/teams/join", {"secret": secret}, format="json")
    assert answer.json()["code"] == "teams_closed"


@pytest.mark.parametrize("secret", ["x", "\ud800", "a\0b", 10**400, "é" * 200])
def test_odd_secret_is_refused_and_never_an_error_of_ours(as_, carol, edition, secret):
    body = json.dumps({"secret": secret})
    answer = as_(carol).post("/api/v1/teams/join", body, content_type="application/json")
    assert answer.status_code in {400, 404}
