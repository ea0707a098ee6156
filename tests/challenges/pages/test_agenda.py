"""The agenda by day."""

from datetime import timedelta

import pytest

from challenges.pages.agenda import days, lines_of
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_challenge, make_item, make_phase

SECRET = "TIDEMARK"


def shown(visitor, path="/agenda/") -> str:
    return visitor.get(path).content.decode()


def test_agenda_weaves_hours_and_items_into_days(edition, phase):
    item = make_item(edition, starts_at=CLOSES_AT - timedelta(hours=3))
    lines = lines_of(edition, [phase.challenge], [item], now=NOW)
    found = [(day.day.isoformat(), len(day.lines), day.is_past) for day in days(edition, lines, NOW)]
    assert found == [("2026-11-01", 2, True), ("2027-01-15", 2, False), ("2027-01-22", 1, False)]


def test_day_is_that_of_the_editions_zone(edition):
    edition.zone = "Pacific/Auckland"
    lines = lines_of(edition, [], [make_item(edition, starts_at=NOW.replace(hour=23))], now=NOW)
    assert "2026-11-21" in [day.day.isoformat() for day in days(edition, lines, NOW)]


def test_what_goes_on_is_marked_and_its_day_is_not_folded(visitor, edition, at):
    make_item(edition, starts_at=NOW - timedelta(hours=13), ends_at=NOW + timedelta(hours=1), link="https://v.example/")
    page = shown(visitor)
    assert 'class="agenda-line is-now"' in page
    assert 'href="https://v.example/"' in page
    at(NOW + timedelta(days=2))
    page = shown(visitor)
    assert "https://v.example/" not in page
    assert "2 days that are over" in page


def test_drafts_and_unpublished_challenges_are_in_no_agenda(visitor, edition, phase):
    draft = make_challenge(edition, slug="draft", title={"en": SECRET}, is_published=False)
    make_phase(draft)
    make_item(edition, title=SECRET, challenge=draft)
    make_item(edition, title=SECRET, is_public=False)
    for path in ("/agenda/", "/", "/calendar.ics", "/challenges/rade/calendar.ics"):
        assert SECRET not in shown(visitor, path)


def test_calendar_of_a_challenge_leaves_out_what_is_about_another(visitor, edition, phase):
    make_item(edition, title="About all")
    make_item(edition, title="About another", challenge=make_challenge(edition, slug="air"))
    told = shown(visitor, "/challenges/rade/calendar.ics?lang=en")
    assert ("About all" in told, "About another" in told) == (True, False)


def test_home_shows_what_comes_next(visitor, edition, phase):
    make_item(edition, title="Bygone", starts_at=NOW - timedelta(days=1))
    make_item(edition, title="Soon")
    page = shown(visitor, "/")
    assert ("Soon" in page, "Bygone" in page) == (True, False)


def test_text_of_organizers_is_no_markup(visitor, edition):
    make_item(edition, about={"fr": "<script>alert(1)</script> **gras**"})
    page = shown(visitor)
    assert ("<script>alert(1)" in page, "<strong>gras</strong>" in page) == (False, True)


def test_empty_agenda_is_only_that_of_the_edition(visitor, edition):
    page = shown(visitor)
    assert f"{OPENS_AT:%Y-%m-%d}" in page


def test_agenda_without_an_edition_is_not_found(visitor):
    assert visitor.get("/agenda/").status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_agenda_asks_as_many_queries_for_five_as_for_one(visitor, edition, phase, django_assert_num_queries, count):
    for number in range(count):
        make_item(edition, challenge=phase.challenge, title=f"Item {number}")
    with django_assert_num_queries(4):
        visitor.get("/agenda/")
