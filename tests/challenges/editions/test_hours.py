"""The calendar file, as a calendar reads it."""

from datetime import timedelta

import pytest
from django.utils import translation
from icalendar import Calendar

from challenges.editions.hours import calendar_of, hours_of
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_challenge, make_phase

FREEZES_AT = CLOSES_AT - timedelta(hours=2)


@pytest.fixture
def read(edition, challenge):
    """The events by what is said of them."""

    def parse(language="en", challenges=None):
        with translation.override(language):
            content = calendar_of(edition, hours_of(edition, challenges or [challenge]), name="Port", now=NOW)
        calendar = Calendar.from_ical(content)
        return calendar, {str(event["summary"]): event for event in calendar.walk("VEVENT")}

    return parse


def test_calendar_has_every_hour_in_utc(read, challenge, edition):
    make_phase(challenge, freezes_at=FREEZES_AT)
    edition.teams_close_at = CLOSES_AT - timedelta(days=9)
    calendar, events = read()
    hours = {said: event["dtstart"].dt for said, event in events.items()}
    assert hours == {
        "Smart Port Challenge opens": OPENS_AT,
        "Waiting at anchorage: submissions open": OPENS_AT,
        "Smart Port Challenge: teams are final": CLOSES_AT - timedelta(days=9),
        "Waiting at anchorage: the leaderboard is frozen": FREEZES_AT,
        "Waiting at anchorage: last submissions": CLOSES_AT,
        "Smart Port Challenge ends": CLOSES_AT + timedelta(days=7),
    }
    assert all(event["dtstart"].to_ical().endswith(b"Z") for event in events.values())
    assert [str(calendar[name]) for name in ("version", "method", "x-wr-calname")] == ["2.0", "PUBLISH", "Port"]


def test_hour_keeps_its_name_when_it_moves_and_in_every_language(read, challenge):
    phase = make_phase(challenge)
    names = lambda events: sorted(str(event["uid"]) for event in events.values())  # noqa: E731
    before = names(read("en")[1])
    phase.closes_at += timedelta(days=1)
    phase.save()
    assert names(read("ar")[1]) == before
    assert len(set(before)) == len(before) == 4
    assert all(name.endswith("@testserver") for name in before)


def test_hours_are_told_in_the_readers_language_and_lead_to_the_page(read, challenge):
    make_phase(challenge)
    event = next(event for said, event in read("fr")[1].items() if "dernières soumissions" in said)
    assert str(event["url"]) == "http://testserver/challenges/rade/"
    assert str(event["description"]).startswith("15 janvier 2027 à 18:00 (Casablanca)\n")


def test_phases_of_one_challenge_are_told_apart(read, challenge):
    make_phase(challenge)
    make_phase(challenge, slug="finale", title={"en": "Finals"})
    assert "Waiting at anchorage (Finals): last submissions" in read()[1]


def test_last_hours_have_a_warning_a_day_before(read, challenge):
    make_phase(challenge)
    warned = [said for said, event in read()[1].items() if event.walk("VALARM")]
    assert warned == ["Waiting at anchorage: last submissions"]


def test_title_cannot_write_a_line_of_the_file(read, edition):
    title = "Port\r\nEND:VCALENDAR\r\nX-EVIL:1; a, b \\ c"
    evil = make_challenge(edition, slug="evil", title={"en": title})
    make_phase(evil)
    calendar, events = read(challenges=[evil])
    assert "x-evil" not in calendar
    assert len(events) == 4
