"""Organizers offer mentors' hours; they and the mentor change and withdraw them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from challenges import clock
from challenges.mentoring.actions import book
from challenges.mentoring.models import MentorSlot
from challenges.mentoring.queries import living_booking
from tests.challenges.pages.conftest import browser_of
from tests.factories import NOW, make_person, make_slot

pytestmark = pytest.mark.django_db
BELOW = "/console/event/demo/mentors/"
SERIES = {
    "mentor": "Hicham",
    "topic_fr": "Quai",
    "first": "2026-12-01",
    "begins": "17:00",
    "ends": "19:00",
    "minutes": "20",
    "weeks": "2",
}


@pytest.fixture(autouse=True)
def calm(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def doras(dora):
    return browser_of(dora)


def test_series_is_offered_once(doras, edition, carol):
    sent = {**SERIES, "key": str(uuid4()), "account_email": carol.email.upper()}
    assert [doras.post(f"{BELOW}new/", sent).status_code for _ in range(2)] == [302, 302]
    assert MentorSlot.objects.count() == 12
    assert {slot.account for slot in MentorSlot.objects.all()} == {carol}
    assert MentorSlot.objects.first().starts_at.astimezone(edition.timezone).hour == 17


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"account_email": "nobody@smartport.test"}, "No account has this address."),
        ({"ends": "16:00"}, "No slot fits between these hours."),
        ({"weeks": "52", "minutes": "5"}, "These would be more than 200 slots."),
        ({"first": "x"}, "Nothing is saved yet"),
    ],
)
def test_unusable_series_is_refused(doras, edition, more, sentence):
    answer = doras.post(f"{BELOW}new/", {**SERIES, "key": str(uuid4()), **more})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not MentorSlot.objects.exists()


def test_series_outside_the_edition_is_warned_of(doras, edition):
    sent = {**SERIES, "key": str(uuid4()), "first": "2025-12-01"}
    assert "Is the year right?" in doras.post(f"{BELOW}new/", sent, follow=True).content.decode()


def test_organizer_sees_who_booked_and_moves_the_hour(doras, edition, alices_team, alice):
    slot = make_slot(edition)
    book(slot, team=alices_team, by=alice, now=NOW)
    assert "Les Alizés" in doras.get(BELOW).content.decode()
    path = f"{BELOW}{slot.pk}/"
    page = doras.get(path)
    sent = {
        "mentor": slot.mentor,
        "topic_fr": "Quai",
        "place": slot.place,
        "link": slot.link,
        "starts_at": "2026-11-25T10:00",
        "ends_at": "2026-11-25T10:20",
        "seen": page.context["taken"].seen,
    }
    assert doras.post(path, sent).status_code == 302
    slot.refresh_from_db()
    assert slot.starts_at.astimezone(edition.timezone).day == 25
    assert living_booking(slot).team == alices_team


def test_withdrawing_says_whose_hour_it_is(doras, edition, alices_team, alice):
    slot = make_slot(edition)
    book(slot, team=alices_team, by=alice, now=NOW)
    path = f"{BELOW}{slot.pk}/withdraw/"
    assert "Les Alizés" in doras.get(path).content.decode()
    assert doras.post(path).status_code == 302
    assert living_booking(slot) is None
    assert doras.post(path).status_code == 404


def test_hour_that_began_is_not_withdrawn(doras, edition):
    slot = make_slot(edition, starts_at=NOW - timedelta(minutes=1), ends_at=NOW + timedelta(minutes=9))
    assert doras.post(f"{BELOW}{slot.pk}/withdraw/").status_code == 409


def test_mentor_keeps_their_own_and_no_others(edition, carol, mallory):
    own, other = make_slot(edition, account=carol), make_slot(edition, account=mallory)
    carols = browser_of(carol)
    assert carols.get(f"{BELOW}{own.pk}/").status_code == 200
    assert carols.get(f"{BELOW}{other.pk}/").status_code == 404
    assert carols.get(BELOW).status_code == 404
    assert carols.post(f"{BELOW}{own.pk}/withdraw/").headers["Location"] == "/mentors/mine/"


def test_slot_of_anothers_challenge_is_not_here(challenge, dora):
    challenge.organizers.add(dora)
    slot = make_slot(challenge.edition, challenge=challenge)
    ottos = browser_of(make_person("otto", is_staff=True))
    assert ottos.get(f"{BELOW}{slot.pk}/").status_code == 404
    assert "Hicham" not in ottos.get(BELOW).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_many_queries_for_three_as_for_one(doras, challenge, django_assert_num_queries, count):
    for number in range(count):
        make_slot(challenge.edition, challenge=challenge, starts_at=NOW + timedelta(days=number + 1))
    with django_assert_num_queries(6):
        doras.get(BELOW)
