"""What is left to do, by panel and by project."""

import pytest

from challenges.panels.models import Panel, Seat, Stage
from tests.factories import make_person, make_team
from tests.factories.jury import CRITERIA, assign, at_stage, make_ballot, make_candidate
from tests.factories.projects import make_project
from tests.smartport.jury.conftest import browser_of

pytestmark = pytest.mark.django_db
GOOD = dict.fromkeys(CRITERIA, 4)


def add_project(juror, number):
    captain = make_person(f"captain-{number}")
    team = make_team(juror.panel.edition, name=f"Team number {number}", captain=captain)
    project = make_project(team, juror.panel.challenge, by=captain, title=f"Idea {number}")
    return assign(juror, make_candidate(juror.panel, project))


def test_desk_shows_the_own_order_and_the_progress(carols, juror):
    first, second, third = (add_project(juror, number) for number in range(3))
    second.order, third.order = 9, 1
    second.save(), third.save()
    make_ballot(juror, first.candidate, GOOD)
    make_ballot(juror, third.candidate, {"rigour": 2}, is_cast=False)
    page = carols.get(f"/jury/{juror.panel_id}/").content.decode()
    assert "Ballots cast: 1 of 3" in page
    assert "Begun: 1 of 4" in page
    assert page.index("Idea 2") < page.index("Idea 1") < page.index("Idea 0")


@pytest.mark.parametrize("count", [1, 5])
def test_it_takes_as_many_queries_for_five_as_for_one(carols, juror, count, django_assert_num_queries):
    for number in range(count):
        add_project(juror, number)
    with django_assert_num_queries(8):
        carols.get(f"/jury/{juror.panel_id}/")


def test_reserve_is_shown_no_project(carols, juror, assignment):
    juror.seat = Seat.RESERVE
    juror.save()
    page = carols.get(f"/jury/{juror.panel_id}/").content.decode()
    assert ("You are a reserve" in page, assignment.candidate.code in page) == (True, False)
    assert carols.get(f"/jury/{juror.panel_id}/projects/{assignment.candidate.code}/").status_code == 404


def test_draft_panel_shows_no_project(carols, juror, assignment, panel):
    at_stage(panel, Stage.DRAFT)
    page = carols.get(f"/jury/{juror.panel_id}/").content.decode()
    assert ("being prepared" in page, assignment.candidate.code in page) == (True, False)
    assert carols.get(f"/jury/{juror.panel_id}/projects/{assignment.candidate.code}/").status_code == 404


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_page(carols, juror, assignment, panel, stage):
    at_stage(panel, stage)
    assert carols.get("/jury/").status_code == 200
    assert carols.get(f"/jury/{panel.pk}/").status_code == 200


def test_withdrawn_project_is_gone_and_a_deleted_page_is_told(carols, juror, assignment):
    address = f"/jury/{juror.panel_id}/"
    assignment.candidate.project.delete()
    assert "Page deleted" in carols.get(address).content.decode()
    assert "has deleted this page" in carols.get(f"{address}projects/{assignment.candidate.code}/").content.decode()
    assignment.candidate.refresh_from_db()
    assignment.candidate.withdrawn_at = assignment.assigned_at
    assignment.candidate.save()
    assert assignment.candidate.code not in carols.get(address).content.decode()


def test_who_left_finds_nothing(carols, juror, assignment):
    juror.left_at = juror.joined_at
    juror.save()
    assert carols.get("/jury/").status_code == 404
    assert carols.get(f"/jury/{juror.panel_id}/").status_code == 404


def test_stranger_is_led_to_the_door_and_others_find_nothing(client, juror, alice, dora):
    assert client.get("/jury/").url.startswith("/accounts/login/")
    assert client.get(f"/jury/{juror.panel_id}/").url.startswith("/accounts/login/")
    for user in (alice, dora):
        assert browser_of(user).get("/jury/").status_code == 404
        assert browser_of(user).get(f"/jury/{juror.panel_id}/").status_code == 404
    assert Panel.objects.exists()
