"""Invitations by e-mail, and those that are for me."""

import pytest

from challenges.post.models import Letter
from challenges.teams.models import Invitation
from challenges.teams.queries import team_of
from challenges.teams.seeking import seek_team
from tests.factories import NOW

pytestmark = pytest.mark.database
INVITATIONS = "/api/v1/teams/mine/invitations"


def test_invitation_by_e_mail_tells_no_secret(as_, alice, alices_team):
    answer = as_(alice).post(INVITATIONS, {"email": "friend@example.org"}, format="json")
    assert (answer.status_code, answer.json()["email"], answer.json()["secret"]) == (201, "friend@example.org", None)
    assert Letter.objects.get().address == "friend@example.org"
    assert as_(alice).get(INVITATIONS).json()["results"][0]["email"] == "friend@example.org"


def test_answer_is_the_same_for_an_address_with_an_account(as_, alice, carol, alices_team):
    one, other = (
        as_(alice).post(INVITATIONS, {"email": address}, format="json").json()
        for address in (carol.email, "nobody@example.org")
    )
    volatile = ("id", "email")
    assert {name: one[name] for name in one if name not in volatile} == {
        name: other[name] for name in other if name not in volatile
    }


@pytest.mark.parametrize(
    ("email", "status", "code"), [("nobody", 422, "address_unusable"), ("x" * 1001, 400, "invalid_input")]
)
def test_bad_address_is_refused(as_, alice, alices_team, email, status, code):
    answer = as_(alice).post(INVITATIONS, {"email": email}, format="json")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (status, code, "email")


def test_mates_do_not_read_addresses(as_, alice, bob, alices_team):
    as_(alice).post(INVITATIONS, {"email": "friend@example.org"}, format="json")
    answer = as_(bob).get(INVITATIONS)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_the_captain")


def test_resend_is_for_letters(as_, alice, alices_team):
    link = as_(alice).post(INVITATIONS).json()["id"]
    sent = as_(alice).post(INVITATIONS, {"email": "friend@example.org"}, format="json").json()["id"]
    assert as_(alice).post(f"{INVITATIONS}/{link}/resend").status_code == 404
    again = as_(alice).post(f"{INVITATIONS}/{sent}/resend")
    assert again.status_code == 201
    assert again.json()["id"] != sent
    assert as_(alice).post(f"{INVITATIONS}/{sent}/resend").status_code == 404


def test_captain_invites_a_seeker_who_accepts(as_, alice, carol, alices_team):
    seeker = seek_team(alices_team.edition, user=carol, about="Tides", now=NOW)
    made = as_(alice).post(f"/api/v1/teams/seekers/{seeker.pk}/invitation")
    assert (made.status_code, made.json()["to"], made.json()["email"]) == (201, "Carol", "")
    assert carol.email not in made.content.decode()
    (offer,) = as_(carol).get("/api/v1/teams/offers").json()["results"]
    assert (offer["team"], offer["by"]) == ("Les Alizés", "Alice")
    assert as_(carol).post(f"/api/v1/teams/offers/{offer['id']}").status_code == 200
    assert team_of(carol, alices_team.edition) == alices_team


def test_seeker_declines_and_others_do_not_find_it(as_, alice, carol, mallory, alices_team):
    seeker = seek_team(alices_team.edition, user=carol, about="Tides", now=NOW)
    as_(alice).post(f"/api/v1/teams/seekers/{seeker.pk}/invitation")
    address = f"/api/v1/teams/offers/{Invitation.objects.get().pk}"
    assert [as_(mallory).post(address).status_code, as_(mallory).delete(address).status_code] == [404, 404]
    assert [as_(carol).delete(address).status_code for _ in range(2)] == [204, 404]


def test_conditions_are_asked_for_by_name(as_, alice, carol, alices_team, edition):
    edition.eligibility = {"en": "Students."}
    edition.save()
    secret = as_(alice).post(INVITATIONS).json()["secret"]
    join = lambda: as_(carol).post("/api/v1/teams/join", {"secret": secret}, format="json")  # noqa: E731
    assert (join().status_code, join().json()["code"]) == (403, "eligibility_not_declared")
    assert as_(carol).get("/api/v1/edition").json()["eligibility_accepted"] is False
    assert as_(carol).get("/api/v1/edition/eligibility-acceptance").status_code == 404
    given = as_(carol).put("/api/v1/edition/eligibility-acceptance")
    assert given.json() == {"version": 1, "accepted_at": "2026-11-20T12:00:00Z"}
    assert as_(carol).get("/api/v1/edition").json()["eligibility_accepted"] is True
    assert join().status_code == 200


def test_without_conditions_there_is_nothing_to_accept(as_, carol, visitor, edition):
    assert as_(carol).put("/api/v1/edition/eligibility-acceptance").status_code == 404
    assert as_(carol).get("/api/v1/edition").json()["eligibility_accepted"] is True
    assert visitor.get("/api/v1/edition").json()["eligibility_accepted"] is None
