"""Calendar files by their addresses."""

import pytest
from icalendar import Calendar

from tests.factories import make_challenge, make_phase

SECRET = "TIDEMARK"


@pytest.fixture
def several(edition, phase):
    make_phase(make_challenge(edition, slug="air", title={"en": "Air", "fr": "Air"}))
    make_phase(make_challenge(edition, slug="draft", title={"en": SECRET}, is_published=False))


def said(answer) -> list[str]:
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_calendar_of_the_edition_has_what_is_published(visitor, several):
    answer = visitor.get("/calendar.ics?lang=en")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'inline; filename="smartport-demo.ics"'
    assert said(answer) == [
        "Smart Port Challenge opens",
        "Air: submissions open",
        "Waiting at anchorage: submissions open",
        "Air: last submissions",
        "Waiting at anchorage: last submissions",
        "Smart Port Challenge ends",
    ]
    assert SECRET.encode() not in answer.content


def test_calendar_of_a_challenge_has_its_own_hours(visitor, several):
    assert len(said(visitor.get("/challenges/air/calendar.ics"))) == 4


@pytest.mark.parametrize("slug", ["draft", "none"])
def test_calendar_of_what_is_not_published_is_not_found(visitor, several, slug):
    assert visitor.get(f"/challenges/{slug}/calendar.ics").status_code == 404


def test_calendar_without_an_edition_is_not_found(visitor):
    assert visitor.get("/calendar.ics").status_code == 404


@pytest.mark.parametrize(
    ("query", "language"), [("", "en"), ("?lang=fr", "fr"), ("?lang=ar", "ar"), ("?lang=xx", "en"), ("?lang=%00", "en")]
)
def test_calendar_speaks_the_language_asked_for(visitor, several, query, language):
    answer = visitor.get(f"/calendar.ics{query}")
    words = {"en": "last submissions", "fr": "dernières soumissions", "ar": "آخر أجل للتسليم"}
    assert words[language] in " ".join(said(answer))
    assert answer["Content-Language"] == language


def test_calendar_asks_as_many_queries_for_three_challenges_as_for_one(
    visitor, edition, phase, django_assert_num_queries
):
    with django_assert_num_queries(5):
        visitor.get("/calendar.ics")
    for slug in ("two", "three"):
        make_phase(make_challenge(edition, slug=slug))
    with django_assert_num_queries(5):
        visitor.get("/calendar.ics")
