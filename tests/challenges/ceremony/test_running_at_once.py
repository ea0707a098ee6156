"""Many at one show in the same instant: it moves once, and one of them begins it."""

import pytest

from challenges.ceremony.models import Show
from challenges.ceremony.rules import Key, KeyTooLate, ShowRunning
from challenges.ceremony.running import press, rehearse
from challenges.journal.models import JournalEntry
from tests.factories import NOW
from tests.factories.evening import make_awards, make_evening
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
MANY = 4


@pytest.fixture
def prepared(edition, alices_team, mallorys_team):
    make_awards(edition, alices_team, mallorys_team)
    make_evening(edition)
    return edition


def test_one_version_pressed_many_times_at_once_moves_once(prepared, dora):
    show = rehearse(prepared, seed=1, by=dora, now=NOW)
    given = {"seen_version": 0, "controller_key": show.controller_key, "by": dora, "now": NOW}
    answers = at_once(MANY, lambda number: press(Show.objects.get(), Key.NEXT, **given))
    assert sum(isinstance(answer, KeyTooLate) for answer in answers) == MANY - 1
    assert (Show.objects.get().version, Show.objects.get().shown["version"]) == (1, 1)
    assert JournalEntry.objects.filter(deed="ceremony.key_pressed").count() == 1


def test_one_of_many_begins(prepared, dora):
    answers = at_once(MANY, lambda number: rehearse(prepared, seed=number, by=dora, now=NOW))
    assert sum(isinstance(answer, ShowRunning) for answer in answers) == MANY - 1
    assert Show.objects.count() == 1
