"""Out of a team, and on to the next captain: asked first, then done."""

import pytest

from challenges.teams.models import Membership, Team
from challenges.teams.queries import captain_of


@pytest.fixture
def bobs_place(alices_team, bob) -> Membership:
    return alices_team.memberships.get(user=bob)


def test_leaving_asks_first(bobs, bob, alices_team):
    assert "Leave this team?" in bobs.get("/team/leave/").content.decode()
    assert bobs.post("/team/leave/").url == "/team/"
    assert not alices_team.memberships.filter(user=bob).exists()
    assert "You have left the team" in bobs.get("/team/").content.decode()


def test_going_back_to_leaving_after_having_left_is_answered_on_the_page_of_the_team(bobs, alices_team):
    bobs.post("/team/leave/")
    for ask in (bobs.get, bobs.post):
        page = ask("/team/leave/", follow=True)
        assert [at for at, _ in page.redirect_chain] == ["/team/"]
        assert "You are in no team of this edition." in page.content.decode()


def test_captain_with_mates_is_told_what_to_do(alices, alice, alices_team):
    page = alices.get("/team/leave/").content.decode()
    assert "Make one of your mates captain first" in page
    assert '<form method="post" class="buttons">' not in page
    assert alices.post("/team/leave/").status_code == 409
    assert captain_of(alices_team) == alice


def test_last_member_is_told_that_the_team_goes(mallorys):
    assert "the team is deleted" in mallorys.get("/team/leave/").content.decode()
    mallorys.post("/team/leave/")
    assert not Team.objects.exists()


def test_removing_asks_first_and_says_how_to_undo(alices, bob, bobs_place, alices_team):
    address = f"/team/members/{bobs_place.pk}/remove/"
    assert "<bdi>Bob</bdi>" in alices.get(address).content.decode()
    assert alices.post(address).url == "/team/"
    assert not alices_team.memberships.filter(user=bob).exists()
    assert "invite them again with a link" in alices.get("/team/").content.decode()
    assert alices.post(address).status_code == 404


def test_captain_hands_over(alices, bob, bobs_place, alices_team):
    address = f"/team/members/{bobs_place.pk}/captain/"
    assert alices.get(address).status_code == 200
    assert alices.post(address).url == "/team/"
    assert captain_of(alices_team) == bob
    assert alices.post(address).status_code == 404


@pytest.mark.parametrize("deed", ["remove", "captain"])
def test_members_are_the_captains_and_of_the_own_team(bobs, mallorys, alices, alice, alices_team, bobs_place, deed):
    address = f"/team/members/{bobs_place.pk}/{deed}/"
    own = f"/team/members/{alices_team.memberships.get(user=alice).pk}/{deed}/"
    for client, asked in (
        (bobs, address),
        (mallorys, address),
        (alices, own),
        (alices, f"/team/members/{10**30}/{deed}/"),
    ):
        assert client.post(asked).status_code == 404
    assert alices_team.memberships.count() == 2


def test_after_the_deadline_nobody_is_removed(alices, bobs_place, edition, at):
    at(edition.closes_at.replace(year=2028))
    answer = alices.post(f"/team/members/{bobs_place.pk}/remove/")
    assert answer.status_code == 403
    assert "Teams could change until" in answer.content.decode()
