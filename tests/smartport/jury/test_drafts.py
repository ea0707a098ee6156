"""What a page sends by itself: kept within its seconds, told apart where two windows write."""

from datetime import timedelta

import pytest
from django.test import Client

from challenges import clock
from challenges.jury.models import Ballot
from challenges.panels.models import Panel
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(assignment):
    return f"/jury/{assignment.juror.panel_id}/projects/{assignment.candidate.code}/draft/"


def test_draft_is_kept_and_its_version_told(carols, address):
    answer = carols.post(address, {"version": 0, "seconds": 40, "to_jury": "Hm", "grade-rigour": "3"})
    assert answer.json() == {"version": 1, "saved_at": "12:00:00"}
    kept = Ballot.objects.get()
    assert (kept.grades, kept.to_jury, kept.seconds) == ({"rigour": 3}, "Hm", 40)


def test_same_words_twice_are_saved_once(carols, address):
    for _ in range(2):
        assert carols.post(address, {"version": 0, "to_jury": "Hm"}).json()["version"] == 1


def test_older_window_is_told_both_texts(carols, address):
    carols.post(address, {"version": 0, "to_jury": "First", "grade-rigour": "3"})
    answer = carols.post(address, {"version": 0, "to_jury": "Second"})
    told = answer.json()
    assert (answer.status_code, told["code"], told["kept_version"]) == (409, "draft_changed_elsewhere", 1)
    assert told["kept"] == {"grade-rigour": "3", "to_team": "", "to_jury": "First"}
    assert ("First" in told["clash"], "Second" in told["clash"]) == (True, True)
    assert Ballot.objects.get().to_jury == "First"


@pytest.mark.parametrize(("told", "kept"), [("99999", 1800), ("-5", 0), ("x", 0), ("", 0), ("30", 30)])
def test_seconds_are_bounded(carols, address, told, kept):
    carols.post(address, {"version": 0, "seconds": told, "to_jury": "Hm"})
    assert Ballot.objects.get().seconds == kept


def test_no_more_seconds_are_counted_than_have_passed(carols, address, monkeypatch):
    carols.post(address, {"version": 0, "seconds": 10, "to_jury": "Hm"})
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=5))
    carols.post(address, {"version": 1, "seconds": 600, "to_jury": "Hm!"})
    assert Ballot.objects.get().seconds == 15


def test_refusals_are_told_in_words(carols, address):
    Panel.objects.update(screening_closes_at=NOW - timedelta(minutes=1))
    answer = carols.post(address, {"version": 0, "to_jury": "late"})
    assert (answer.status_code, answer.json()["code"]) == (403, "jury_round_closed")
    assert not Ballot.objects.exists()


def test_session_that_is_over_leads_to_the_door_and_keeps_nothing(address):
    assert Client().post(address, {"version": 0}).url.startswith("/accounts/login/")
    assert not Ballot.objects.exists()


def test_it_takes_few_queries(carols, address, django_assert_max_num_queries):
    carols.post(address, {"version": 0, "to_jury": "Hm"})
    with django_assert_max_num_queries(18):
        carols.post(address, {"version": 1, "to_jury": "Hm, well"})
