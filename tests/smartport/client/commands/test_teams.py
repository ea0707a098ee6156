"""A team from the terminal: who comes, who leads, who leaves."""

import csv
import io

import pytest

from challenges.teams.models import Membership, Team
from tests.factories import make_person


@pytest.fixture
def mates(alices_team, bob):
    """Alice leads, Bob is her mate."""
    Membership.objects.get_or_create(
        team=alices_team, edition=alices_team.edition, user=bob, defaults={"joined_at": alices_team.created_at}
    )
    return alices_team


def members(said):
    return {line["member"]: line["role"] for line in csv.DictReader(io.StringIO(said.out))}


def test_members_are_told_to_programs(logged_in, alice, mates):
    assert members(logged_in(alice)("team", "-v")) == {"Alice": "captain", "Bob": "member"}


def test_mate_is_made_captain_by_name(logged_in, alice, mates):
    said = logged_in(alice)("team", "captain", "Bob")
    assert (said.status, mates.memberships.get(is_captain=True).user.display_name) == (0, "Bob")


def test_mate_is_removed_after_a_question(logged_in, alice, mates):
    smartport = logged_in(alice)
    assert smartport("team", "remove", "Bob", typed="n\n").status == 1
    assert smartport("team", "remove", "Bob", typed="y\n").status == 0
    assert mates.memberships.count() == 1


def test_nobody_of_that_name_is_one_line(logged_in, alice, mates):
    said = logged_in(alice)("team", "remove", "Zoe", "-y")
    assert said.err.startswith("smartport: Zoe is not one member of your team.")


def test_member_leaves(logged_in, bob, mates):
    assert logged_in(bob)("team", "leave", "-y").out == "You left the team.\n"
    assert mates.memberships.count() == 1


def test_team_that_looks_for_members_is_found_and_asked(logged_in, alice, mates):
    smartport = logged_in(alice)
    assert smartport("team", "change", "--about", "Tides and trees", "--recruiting").status == 0
    assert Team.objects.get(pk=mates.pk).is_recruiting
    zoe = logged_in(make_person("zoe"))
    [found] = csv.DictReader(io.StringIO(zoe("team", "find", "trees", "-v").out))
    assert found["teamName"] == mates.name
    assert zoe("team", "ask", found["ref"], "-m", "I know tides").status == 0
    [asked] = csv.DictReader(io.StringIO(logged_in(alice)("team", "requests", "-v").out))
    assert asked["message"] == "I know tides"
    assert smartport("team", "requests", "--accept", asked["ref"]).out == "Accepted.\n"
    assert mates.memberships.filter(user__display_name="Zoe").exists()


def test_two_teams_become_one(logged_in, alice, mallory, mates, mallorys_team):
    smartport = logged_in(mallory)
    said = smartport("team", "merge", "--into", mates.name)
    assert (said.status, said.err) == (0, "")
    [mine] = csv.DictReader(io.StringIO(smartport("team", "merge", "-v").out))
    assert "Your own offer" in smartport("team", "merge", "--preview", mine["ref"]).out
    smartport = logged_in(alice)
    [proposed] = csv.DictReader(io.StringIO(smartport("team", "merge", "-v").out))
    assert smartport("team", "merge", "--accept", proposed["ref"]).status == 0
    assert mates.memberships.filter(user=mallory).exists()
