"""The page of an evening, and its hour and place."""

import pytest

from challenges.ceremony.models import State
from challenges.ceremony.queries import ceremony_of
from tests.factories import make_person
from tests.factories.evening import arm, begin
from tests.factories.stage import make_award
from tests.smartport.console.desks import at_the_desk, form_of

pytestmark = pytest.mark.django_db
PAGE = "/console/ceremony/"


def test_an_edition_without_an_evening_says_what_is_missing(hour, organizer, edition):
    page = organizer.get(PAGE).content.decode()
    assert "There is no award yet." in page
    assert "No award yet." in page


def test_everything_there_two_people_arm(organizer, evening):
    page = organizer.get(PAGE).content.decode()
    assert "Two people arm the script." in page
    assert "must be done" not in page


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.ARMED, "The script is armed."),
        (State.ABORTED, "The evening was broken off."),
        (State.DONE, "The evening is done."),
    ],
)
def test_each_state_says_what_comes_next(organizer, evening, state, said):
    type(evening).objects.update(state=state)
    assert said in organizer.get(PAGE).content.decode()


def test_a_show_that_runs_leads_to_the_control(organizer, evening, edition, dora, driss):
    begin(edition, first=dora, second=driss)
    page = organizer.get(PAGE).content.decode()
    assert "The evening is live." in page
    assert "/stage/control/?edition=demo" in page


def test_hour_and_place_are_saved_once_seen(organizer, colleague, evening):
    address = f"{PAGE}demo/evening/"
    sent = form_of(organizer, address)
    other = form_of(colleague, address)
    assert organizer.post(address, {**sent, "place_fr": "Agadir"}).status_code == 302
    assert ceremony_of(evening.edition).place["fr"] == "Agadir"
    answer = colleague.post(address, {**other, "place_fr": "Tanger"})
    assert (answer.status_code, "Somebody else saved this page" in answer.content.decode()) == (409, True)


def test_hour_of_an_edition_that_nobody_has_touched(hour, organizer, edition):
    address = f"{PAGE}demo/evening/"
    sent = {**form_of(organizer, address), "begins_at": "2026-12-05T19:00", "place_fr": "Casablanca"}
    assert organizer.post(address, sent).status_code == 302
    assert ceremony_of(edition).begins_at is not None


def test_only_organizers_of_the_whole_edition_enter(hour, evening, alice):
    named = at_the_desk(make_person("otto", is_staff=True, organizes_named_only=True))
    for client in (named, at_the_desk(alice)):
        assert client.get(PAGE).status_code == 404
        assert client.get("/stage/control/").status_code == 404
        assert "ceremony" not in client.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 6])
def test_as_many_queries_for_many_awards(organizer, evening, edition, django_assert_num_queries, count):
    for number in range(count):
        make_award(edition, title=f"A{number}")
    with django_assert_num_queries(12):
        organizer.get(PAGE)


def test_armed_there_is_nothing_to_move(organizer, evening, edition, dora, driss):
    arm(edition, first=dora, second=driss)
    assert 'name="up"' not in organizer.get(PAGE).content.decode()
