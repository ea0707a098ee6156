"""Mentors' hours on the site."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from challenges.mentoring.actions import book
from challenges.mentoring.models import MentorBooking
from challenges.mentoring.queries import living_booking
from tests.challenges.pages.conftest import browser_of
from tests.factories import NOW, make_challenge, make_slot
from tests.factories.editions import texts


@pytest.fixture
def slot(edition, challenge):
    return make_slot(edition)


@pytest.fixture
def booked(slot, alices_team, alice):
    return book(slot, team=alices_team, about="SWELL", by=alice, now=NOW)


def shown(client, path="/mentors/") -> str:
    return client.get(path).content.decode()


def test_visitor_sees_what_is_free_and_what_is_taken_and_not_by_whom(visitor, mallorys, booked, alices_team):
    make_slot(booked.slot.edition, starts_at=NOW + timedelta(days=1))
    for client in (visitor, mallorys):
        page = shown(client)
        assert (page.count("taken</span>"), page.count(">Book<")) == (1, 1)
        for secret in (alices_team.name, "salle B", "video.example", "SWELL"):
            assert secret not in page


def test_team_sees_where_its_hour_is_held(alices, booked):
    for path in ("/mentors/", "/team/"):
        page = shown(alices, path)
        assert "Quai 3, salle B" in page
        assert "https://video.example/quai3" in page


def test_member_books_for_the_team(bobs, slot, alices_team):
    assert "What would you like to talk about?" in shown(bobs, f"/mentors/{slot.pk}/book/")
    answer = bobs.post(f"/mentors/{slot.pk}/book/", {"about": "our approach"})
    assert answer.headers["Location"] == "/mentors/"
    assert living_booking(slot).team == alices_team


def test_who_comes_second_is_told(mallorys, booked):
    answer = mallorys.post(f"/mentors/{booked.slot_id}/book/")
    assert answer.status_code == 409
    assert "Another team has just booked this hour." in answer.content.decode()


def test_who_has_no_team_is_led_to_one(carols, slot):
    assert "Create or join a team" in shown(carols, f"/mentors/{slot.pk}/book/")
    assert carols.post(f"/mentors/{slot.pk}/book/").status_code == 403


def test_stranger_is_led_to_the_door(visitor, slot):
    assert visitor.get(f"/mentors/{slot.pk}/book/").headers["Location"].startswith("/accounts/login/")


def test_team_cancels_and_another_cannot(alices, mallorys, booked):
    path = f"/mentors/{booked.slot_id}/cancel/"
    assert mallorys.post(path).status_code == 404
    assert "Cancel this hour?" in shown(alices, path)
    assert alices.post(path).status_code == 302
    assert living_booking(booked.slot) is None


def test_too_late_is_said(alices, booked, at):
    at(booked.slot.starts_at - timedelta(minutes=30))
    answer = alices.post(f"/mentors/{booked.slot_id}/cancel/")
    assert answer.status_code == 409
    assert MentorBooking.objects.get().cancelled_at is None


def test_calendar_has_the_teams_own_hours(alices, mallorys, booked):
    (event,) = Calendar.from_ical(alices.get("/mentors/calendar.ics?lang=en").content).walk("VEVENT")
    assert str(event["summary"]) == "Hicham Berrada · Life of a quay"
    assert str(event["location"]) == "Quai 3, salle B"
    assert Calendar.from_ical(mallorys.get("/mentors/calendar.ics").content).walk("VEVENT") == []


def test_mentor_sees_who_comes_and_nobody_else_does(slot, booked, carol, alices):
    assert alices.get("/mentors/mine/").status_code == 404
    slot.account = carol
    slot.save()
    carols = browser_of(carol)
    assert "Les Alizés" in shown(carols, "/mentors/mine/")
    assert "/mentors/mine/" in shown(carols)


@pytest.mark.parametrize("is_published", [True, False])
def test_slot_of_an_unpublished_challenge_is_not_there(alices, edition, is_published):
    found = make_slot(edition, challenge=make_challenge(edition, slug="draft", is_published=is_published))
    assert alices.get(f"/mentors/{found.pk}/book/").status_code == (200 if is_published else 404)


@pytest.mark.parametrize("count", [1, 4])
def test_list_asks_as_many_queries_for_four_as_for_one(alices, edition, challenge, django_assert_num_queries, count):
    for number in range(count):
        make_slot(edition, challenge=challenge, starts_at=NOW + timedelta(days=number + 1))
    with django_assert_num_queries(9):
        alices.get("/mentors/?mentor=Hicham+Berrada&challenge=rade&free=true")


@pytest.fixture
def three_hours(booked, edition, challenge):
    make_slot(edition, mentor="Salma Idrissi", topic=texts("Leakage"), challenge=challenge)
    make_slot(edition, mentor="Salma Idrissi", topic=texts("Features"))


@pytest.mark.parametrize(
    ("asked", "topics"),
    [
        ("", {"Life of a quay", "Leakage", "Features"}),
        ("mentor=Salma+Idrissi", {"Leakage", "Features"}),
        ("challenge=rade", {"Leakage"}),
        ("free=true", {"Leakage", "Features"}),
        ("mentor=Hicham+Berrada&free=true", set()),
        ("mentor=nobody%00&challenge=nothing&free=1", {"Life of a quay", "Leakage", "Features"}),
    ],
)
def test_list_is_narrowed(visitor, three_hours, asked, topics):
    page = shown(visitor, f"/mentors/?{asked}")
    assert {topic for topic in ("Life of a quay", "Leakage", "Features") if f"<bdi>{topic}</bdi>" in page} == topics
    assert ("No mentor's hour is like that." in page) == (not topics)


def test_choice_holds_what_was_chosen_and_a_way_to_all(visitor, three_hours):
    page = shown(visitor, "/mentors/?mentor=Salma+Idrissi&challenge=rade&free=true")
    for chosen in ('value="Salma Idrissi" selected', 'value="rade" selected', 'value="true" checked'):
        assert chosen in page
    assert '<a class="button button-plain button-small" href="/mentors/">Show all</a>' in page


def test_nothing_to_choose_from_is_no_form(visitor, edition, challenge):
    assert 'name="free"' not in shown(visitor)
