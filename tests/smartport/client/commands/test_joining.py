"""How people and teams find one another, from the terminal, at the real site."""

import csv
import io

from tests.factories import make_person


def rows(said):
    assert (said.status, said.err) == (0, "")
    return list(csv.DictReader(io.StringIO(said.out)))


def test_person_of_the_board_is_invited_and_comes(logged_in, alice, alices_team):
    zoe = make_person("zoe")
    smartport = logged_in(zoe)
    assert smartport("team", "seek", "I know tides").status == 0
    [own] = rows(smartport("team", "seek", "-v"))
    assert (own["name"], own["about"]) == ("Zoe", "I know tides")
    [found] = rows(logged_in(alice)("team", "people", "tides", "-v"))
    assert found["ref"] == own["ref"]
    assert smartport("team", "people", "--invite", found["ref"]).status == 0
    [offer] = rows(logged_in(zoe)("team", "offers", "-v"))
    assert offer["teamName"] == alices_team.name
    assert smartport("team", "offers", "--accept", offer["ref"]).out == f"You are in the team {alices_team.name}.\n"
    assert alices_team.memberships.filter(user=zoe).exists()


def test_person_leaves_the_board(logged_in, carol, edition):
    smartport = logged_in(carol)
    smartport("team", "seek", "I know tides")
    assert smartport("team", "seek", "--stop").out == "You are off the board.\n"
    said = smartport("team", "seek")
    assert (said.status, said.out) == (1, "")
    assert said.err == 'smartport: You are not on the board. Put yourself on it: smartport team seek "WHO YOU ARE"\n'


def test_invitation_is_withdrawn(logged_in, alice, alices_team):
    smartport = logged_in(alice)
    smartport("team", "invite")
    [invitation] = rows(smartport("team", "invitations", "-v"))
    assert invitation["for"] == "whoever has the link"
    assert smartport("team", "invitations", "--withdraw", invitation["ref"]).status == 0
    assert rows(smartport("team", "invitations", "-v")) == []


def test_request_is_withdrawn(logged_in, alice, carol, alices_team):
    logged_in(alice)("team", "change", "--about", "Tides", "--recruiting")
    smartport = logged_in(carol)
    [found] = rows(smartport("team", "find", "-v"))
    smartport("team", "ask", found["ref"])
    [asked] = rows(smartport("team", "asked", "-v"))
    assert (asked["teamName"], asked["status"]) == (alices_team.name, "waiting")
    assert smartport("team", "asked", "--withdraw", asked["ref"]).out == "Withdrawn.\n"
    assert alices_team.join_requests.filter(answered_at=None).count() == 0
