"""The board: who looks for whom, and how they ask."""

import pytest

from challenges.teams.models import Invitation, JoinRequest, Seeker, Team
from challenges.teams.seeking import seek_team
from tests.factories import NOW, make_person, make_team


@pytest.fixture
def recruiting(alices_team) -> Team:
    Team.objects.filter(pk=alices_team.pk).update(is_recruiting=True, about="Marées <i>d'Agadir</i>")
    return alices_team


def test_everybody_reads_who_looks_for_members(visitor, recruiting):
    page = visitor.get("/teams/").content.decode()
    assert "<bdi>Les Alizés</bdi>" in page
    assert "Marées &lt;i&gt;d&#x27;Agadir&lt;/i&gt;" in page
    assert "2 of 5 members" in page


def test_people_are_for_those_who_are_logged_in(visitor, carols, edition, carol):
    seek_team(edition, user=make_person("nadia"), about="Tides", now=NOW)
    assert visitor.get("/teams/people/").url == "/accounts/login/?next=/teams/people/"
    page = carols.get("/teams/people/").content.decode()
    assert "<bdi>Nadia</bdi>" in page
    assert "nadia@" not in page


@pytest.mark.parametrize(("search", "found"), [("maree", True), ("AGADIR alizes", True), ("rabat", False)])
def test_search_folds(visitor, recruiting, search, found):
    page = visitor.get("/teams/", {"q": search}).content.decode()
    assert ("<bdi>Les Alizés</bdi>" in page) is found


@pytest.mark.parametrize("search", ["\0", "\ud800", "x" * 1_000_000, "\u202e", "%"], ids=lambda text: ascii(text[:6]))
def test_odd_search_breaks_nothing(carols, recruiting, search):
    query = {"q": search.encode("utf-8", "surrogatepass")}
    for address in ("/teams/", "/teams/people/"):
        assert carols.get(address, query).status_code == 200


def test_asking_leaves_a_request_that_stands_on_ones_page(carols, carol, recruiting):
    address = f"/teams/{recruiting.pk}/ask/"
    assert "Ask to join <bdi>Les Alizés</bdi>" in carols.get(address).content.decode()
    assert carols.post(address, {"message": "Hello"}).url == "/team/"
    assert (JoinRequest.objects.get().user, JoinRequest.objects.get().message) == (carol, "Hello")
    assert "Waits for an answer" in carols.get("/team/").content.decode()
    assert "You have asked" in carols.get("/teams/").content.decode()


def test_refused_request_keeps_the_words(carols, recruiting):
    answer = carols.post(f"/teams/{recruiting.pk}/ask/", {"message": "y" * 601})
    assert answer.status_code == 422
    assert "y" * 601 in answer.content.decode()


def test_team_that_does_not_look_for_members_is_not_found(carols, alices_team):
    assert carols.get(f"/teams/{alices_team.pk}/ask/").status_code == 404


def test_person_writes_changes_and_takes_back_their_line(carols, carol, edition):
    assert carols.post("/teams/people/me/", {"about": "Tides"}).url == "/teams/people/"
    assert carols.post("/teams/people/me/", {"about": ""}).status_code == 422
    assert Seeker.objects.get().about == "Tides"
    assert "You are on the board." in carols.get("/teams/people/").content.decode()
    assert carols.post("/teams/people/me/stop/").url == "/teams/people/"
    assert not Seeker.objects.exists()


def test_captain_invites_a_person_once(alices, bobs, carol, alices_team):
    seeker = seek_team(alices_team.edition, user=carol, about="Tides", now=NOW)
    address = f"/teams/people/{seeker.pk}/invite/"
    assert bobs.post(address).status_code == 404
    assert alices.post(address).url == "/teams/people/"
    assert Invitation.objects.get().to == carol
    assert alices.post(address).status_code == 409
    assert alices.post(f"/teams/people/{10**30}/invite/").status_code == 404
    assert "Invited" in alices.get("/teams/people/").content.decode()


def test_boards_ask_as_many_queries_for_three_rows_as_for_one(alices, recruiting, edition, django_assert_num_queries):
    def fill(number: int) -> None:
        team = make_team(edition, name=f"Team {number}", captain=make_person(f"captain{number}"))
        Team.objects.filter(pk=team.pk).update(is_recruiting=True)
        seek_team(edition, user=make_person(f"seeker{number}"), about="Tides", now=NOW)

    fill(0)
    for _ in range(2):
        with django_assert_num_queries(8):
            alices.get("/teams/")
        with django_assert_num_queries(9):
            alices.get("/teams/people/")
        for number in (1, 2):
            fill(number + 10 * Team.objects.count())
