"""Whoever presides ends a round."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.jury.models import Round
from challenges.panels.models import Panel, Stage
from tests.factories.hearing import GRADES, make_hearing
from tests.factories.jury import assign
from tests.smartport.jury.conftest import browser_of

LACKING = {**GRADES, "W3ZN": (2, 2, 1, 3, None)}


@pytest.fixture
def hearing(challenge):
    found = make_hearing(challenge, stage=Stage.SCREENING, in_round=Round.SCREENING, grades=LACKING)
    assign(found.jurors["joris"], found.candidates["W3ZN"])
    return found


def door(hearing):
    return f"/jury/{hearing.panel.pk}/president/close/"


def test_page_says_what_is_missing_and_closes(hearing):
    client = browser_of(hearing.president.user)
    assert door(hearing) in client.get(f"/jury/{hearing.panel.pk}/president/").content.decode()
    assert "1 ballot of 20 is missing." in client.get(door(hearing)).content.decode()
    assert client.post(door(hearing), {"round": "screening"}).url == f"/jury/{hearing.panel.pk}/president/finalists/"
    assert Panel.objects.get().stage == Stage.SELECTION
    assert JournalEntry.objects.get(deed="panel.screening_closed").details["missing"] == 1


def test_second_yes_closes_nothing_else(hearing):
    client = browser_of(hearing.president.user)
    client.post(door(hearing), {"round": "screening"})
    Panel.objects.update(stage=Stage.FINAL)
    assert client.post(door(hearing), {"round": "screening"}).url == f"/jury/{hearing.panel.pk}/president/"
    assert Panel.objects.get().stage == Stage.FINAL


def test_final_is_closed_too(challenge):
    hearing = make_hearing(challenge, stage=Stage.FINAL)
    client = browser_of(hearing.president.user)
    assert "Every ballot is cast." in client.get(door(hearing)).content.decode()
    client.post(door(hearing), {"round": "final"})
    assert Panel.objects.get().stage == Stage.DELIBERATION


@pytest.mark.parametrize("name", ["deborah", "joris"])
def test_nobody_else_does(hearing, name):
    answer = browser_of(hearing.jurors[name].user).post(door(hearing), {"round": "screening"})
    assert answer.status_code == (403 if name == "deborah" else 404)
    assert Panel.objects.get().stage == Stage.SCREENING
