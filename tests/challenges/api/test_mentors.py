"""Mentors' hours by API."""

import pytest
from rest_framework.test import APIClient

from challenges.mentoring.actions import book
from challenges.mentoring.queries import living_booking
from tests.factories import NOW, make_challenge, make_slot, make_token

PATH = "/api/v1/mentors"


@pytest.fixture
def slot(edition, challenge):
    return make_slot(edition)


def test_slots_say_whether_they_are_free_and_not_who_took_them(as_, visitor, slot, alices_team, alice, bob):
    book(slot, team=alices_team, by=alice, now=NOW)
    (told,) = visitor.get(f"{PATH}?lang=en").json()["results"]
    assert told == {
        "id": str(slot.pk),
        "mentor": "Hicham Berrada",
        "topic": "Life of a quay",
        "challenge": None,
        "starts_at": "2026-11-24T12:00:00Z",
        "ends_at": "2026-11-24T12:20:00Z",
        "is_taken": True,
        "is_mine": False,
    }
    assert as_(bob).get(PATH).json()["results"][0]["is_mine"] is True
    assert visitor.get(f"{PATH}?free=true").json()["count"] == 0


def test_member_books_sees_the_place_and_cancels(as_, slot, alices_team, alice, bob):
    client = as_(bob)
    answer = client.put(f"{PATH}/{slot.pk}/booking", {"about": "our approach"}, format="json")
    assert answer.status_code == 200
    assert (answer.json()["place"], answer.json()["about"]) == ("Quai 3, salle B", "our approach")
    assert [one["slot"] for one in as_(alice).get(f"{PATH}/bookings").json()["results"]] == [str(slot.pk)]
    assert client.delete(f"{PATH}/{slot.pk}/booking").status_code == 204
    assert living_booking(slot) is None


def test_second_team_is_refused_by_name(as_, slot, alices_team, mallorys_team, alice, mallory):
    book(slot, team=alices_team, by=alice, now=NOW)
    client = as_(mallory)
    assert client.put(f"{PATH}/{slot.pk}/booking").json()["code"] == "slot_taken"
    assert client.delete(f"{PATH}/{slot.pk}/booking").json()["code"] == "booking_unknown"
    assert client.get(f"{PATH}/bookings").json()["results"] == []


def test_who_is_in_no_team_is_told_so(as_, slot, carol):
    assert as_(carol).put(f"{PATH}/{slot.pk}/booking").json()["code"] == "no_team"


def test_token_that_only_reads_books_nothing(slot, alices_team, alice):
    client = APIClient(headers={"authorization": f"Token {make_token(alice, scopes=['read'])}"})
    answer = client.put(f"{PATH}/{slot.pk}/booking")
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    assert living_booking(slot) is None


def test_slot_of_an_unpublished_challenge_is_not_there(as_, alice, alices_team, edition):
    found = make_slot(edition, challenge=make_challenge(edition, slug="draft", is_published=False))
    assert as_(alice).put(f"{PATH}/{found.pk}/booking").status_code == 404


def test_list_asks_as_many_queries_for_three_as_for_one(visitor, edition, challenge, django_assert_num_queries):
    make_slot(edition, challenge=challenge)
    with django_assert_num_queries(3):
        visitor.get(PATH)
    for number in range(2):
        make_slot(edition, challenge=challenge, mentor=f"Mentor {number}")
    with django_assert_num_queries(3):
        visitor.get(PATH)
