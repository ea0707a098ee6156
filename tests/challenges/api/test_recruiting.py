"""The board, requests and people who look for a team."""

import pytest

from challenges.teams.models import JoinRequest, Team
from challenges.teams.queries import team_of
from challenges.teams.seeking import seek_team
from tests.factories import NOW, make_person, make_team

pytestmark = pytest.mark.database


@pytest.fixture
def recruiting(alices_team) -> Team:
    Team.objects.filter(pk=alices_team.pk).update(is_recruiting=True, about="Marées")
    return alices_team


def test_visitor_reads_the_teams_that_look_for_members(visitor, recruiting, mallorys_team):
    told = visitor.get("/api/v1/teams?q=maree").json()
    assert told["results"] == [
        {"id": str(recruiting.pk), "name": "Les Alizés", "about": "Marées", "size": 2, "size_limit": 5}
    ]
    assert visitor.get("/api/v1/teams?q=rabat").json()["count"] == 0
    assert visitor.post("/api/v1/teams", {"name": "x"}).status_code == 401


def test_request_is_made_read_and_accepted(as_, alice, carol, recruiting):
    asked = as_(carol).post(f"/api/v1/teams/{recruiting.pk}/requests", {"message": "Hello"}, format="json")
    assert (asked.status_code, asked.json()["team"], asked.json()["is_accepted"]) == (201, "Les Alizés", None)
    (waiting,) = as_(alice).get("/api/v1/teams/mine/requests").json()["results"]
    assert (waiting["name"], waiting["message"]) == ("Carol", "Hello")
    assert as_(alice).post(f"/api/v1/teams/mine/requests/{waiting['id']}/accept").status_code == 200
    assert team_of(carol, recruiting.edition) == recruiting
    assert as_(carol).get("/api/v1/teams/requests").json()["results"][0]["is_accepted"] is True


def test_request_is_declined_and_not_repeated(as_, alice, bob, carol, recruiting):
    as_(carol).post(f"/api/v1/teams/{recruiting.pk}/requests")
    address = f"/api/v1/teams/mine/requests/{JoinRequest.objects.get().pk}/decline"
    assert as_(bob).post(address).json()["code"] == "not_the_captain"
    assert as_(bob).get("/api/v1/teams/mine/requests").json()["code"] == "not_the_captain"
    assert [as_(alice).post(address).status_code for _ in range(2)] == [204, 404]
    answer = as_(carol).post(f"/api/v1/teams/{recruiting.pk}/requests")
    assert (answer.status_code, answer.json()["code"]) == (429, "asked_lately")


def test_request_is_withdrawn_by_who_made_it(as_, carol, mallory, recruiting):
    as_(carol).post(f"/api/v1/teams/{recruiting.pk}/requests")
    address = f"/api/v1/teams/requests/{JoinRequest.objects.get().pk}"
    assert as_(mallory).delete(address).status_code == 404
    assert as_(carol).delete(address).status_code == 204
    assert as_(carol).delete(address).json()["code"] == "already_answered"


def test_team_that_does_not_look_for_members_is_not_found(as_, carol, alices_team):
    assert as_(carol).post(f"/api/v1/teams/{alices_team.pk}/requests").status_code == 404


def test_seeker_is_found_by_those_who_are_logged_in(as_, visitor, alice, carol, alices_team):
    mine = as_(carol).put("/api/v1/teams/seekers/me", {"about": "Prévision"}, format="json")
    assert (mine.status_code, mine.json()["name"]) == (200, "Carol")
    assert visitor.get("/api/v1/teams/seekers").status_code == 401
    assert as_(alice).get("/api/v1/teams/seekers?q=prevision").json()["results"] == [mine.json()]
    assert [as_(carol).delete("/api/v1/teams/seekers/me").status_code for _ in range(2)] == [204, 204]
    assert as_(carol).get("/api/v1/teams/seekers/me").status_code == 404


def test_who_has_a_team_does_not_seek(as_, alice, alices_team):
    answer = as_(alice).put("/api/v1/teams/seekers/me", {"about": "More"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "already_in_a_team")


def test_lists_ask_as_many_queries_for_three_rows_as_for_one(
    as_, alice, recruiting, edition, django_assert_num_queries
):
    client = as_(alice)

    def fill(number: int) -> None:
        team = make_team(edition, name=f"Team {number}", captain=make_person(f"captain{number}"))
        Team.objects.filter(pk=team.pk).update(is_recruiting=True)
        seek_team(edition, user=make_person(f"seeker{number}"), about="Tides", now=NOW)

    fill(0)
    for number in (1, 2):
        with django_assert_num_queries(4):
            client.get("/api/v1/teams")
        with django_assert_num_queries(4):
            client.get("/api/v1/teams/seekers")
        fill(number)
