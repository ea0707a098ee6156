"""The team changes: words, members, captain."""

import json

import pytest

from challenges.teams.models import Team
from challenges.teams.queries import captain_of

pytestmark = pytest.mark.database
MINE = "/api/v1/teams/mine"


def place_of(client, name: str) -> int:
    return next(one["id"] for one in client.get(MINE).json()["members"] if one["name"] == name)


def test_captain_changes_the_team(as_, alice, alices_team):
    answer = as_(alice).patch(MINE, {"about": "We sail.", "is_recruiting": True}, format="json")
    told = answer.json()
    assert (answer.status_code, told["name"], told["about"], told["is_recruiting"]) == (
        200,
        "Les Alizés",
        "We sail.",
        True,
    )


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"about": "x" * 601}, 422, "text_too_long", "about"),
        ({"about": "x" * 5001}, 400, "invalid_input", "about"),
        ({"about": None}, 400, "invalid_input", "about"),
        ({"about": "a\0b"}, 400, "invalid_input", "about"),
        ({"name": "contre-courant"}, 409, "team_name_taken", "name"),
        ({"name": ""}, 400, "invalid_input", "name"),
        ({"is_recruiting": "perhaps"}, 400, "invalid_input", "is_recruiting"),
    ],
)
def test_odd_change_is_refused_by_its_field(as_, alice, alices_team, mallorys_team, change, status, code, field):
    answer = as_(alice).patch(MINE, json.dumps(change), content_type="application/json")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (status, code, field)


def test_mate_changes_nothing(as_, bob, alices_team):
    answer = as_(bob).patch(MINE, {"about": "Mine"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_the_captain")


def test_captain_hands_over_and_leaves(as_, alice, bob, alices_team):
    captain = as_(alice)
    assert captain.post(f"{MINE}/leave").json()["code"] == "captain_has_mates"
    answer = captain.patch(f"{MINE}/members/{place_of(captain, 'Bob')}", {"is_captain": True}, format="json")
    assert (answer.status_code, captain_of(alices_team)) == (200, bob)
    assert captain.post(f"{MINE}/leave").json() == {"team_stays": True}
    assert as_(bob).post(f"{MINE}/leave").json() == {"team_stays": False}
    assert not Team.objects.exists()


def test_captain_removes_a_mate_but_not_themselves(as_, alice, bob, alices_team):
    captain = as_(alice)
    mate, own = place_of(captain, "Bob"), place_of(captain, "Alice")
    assert as_(bob).delete(f"{MINE}/members/{own}").json()["code"] == "not_the_captain"
    assert captain.delete(f"{MINE}/members/{own}").json()["code"] == "yourself_cannot_be_removed"
    assert [captain.delete(f"{MINE}/members/{mate}").status_code for _ in range(2)] == [204, 404]
    assert [one["name"] for one in captain.get(f"{MINE}/members").json()["results"]] == ["Alice"]


@pytest.mark.parametrize("key", [0, 10**30])
def test_unknown_member_is_not_found(as_, alice, alices_team, key):
    assert as_(alice).delete(f"{MINE}/members/{key}").status_code == 404


def test_member_of_another_team_is_not_found(as_, alice, alices_team, mallorys_team):
    key = mallorys_team.memberships.get().pk
    assert as_(alice).delete(f"{MINE}/members/{key}").status_code == 404
    assert as_(alice).patch(f"{MINE}/members/{key}", {"is_captain": True}, format="json").status_code == 404
