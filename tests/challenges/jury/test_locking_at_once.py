"""Signatures given in several windows at the same instant: one decision, locked once."""

import pytest

from challenges.errors import Refusal
from challenges.journal.models import JournalEntry
from challenges.jury.gathering import sitting
from challenges.jury.locking import digest_in_view, sign_first, sign_second, withdraw_signature
from challenges.jury.models import Decision, Round
from challenges.panels.models import Panel, Stage
from tests.factories import NOW
from tests.factories.hearing import make_hearing
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
MANY = 4


@pytest.fixture
def hearing(challenge, dora):
    challenge.organizers.add(dora)
    return make_hearing(challenge)


def first(hearing):
    given = {"seen": digest_in_view(sitting(hearing.panel, Round.FINAL)), "by": hearing.president.user, "now": NOW}
    return sign_first(Panel.objects.get(), name="Petra President", deliberation="", **given)


def second(hearing, proposed):
    given = {"name": "Deborah Deputy", "seen": proposed.sha256, "by": hearing.deputy.user, "now": NOW}
    return sign_second(Panel.objects.get(), **given)


def test_first_signature_is_one(hearing):
    answers = at_once(MANY, lambda _: first(hearing).pk)
    assert set(answers) == {Decision.objects.get().pk}
    assert JournalEntry.objects.filter(deed="jury.signed_first").count() == 1


def test_decision_is_locked_once(hearing):
    proposed = first(hearing)
    answers = at_once(MANY, lambda _: second(hearing, proposed))
    assert {type(answer) for answer in answers if not isinstance(answer, Refusal)} == {Decision}
    assert Panel.objects.get().stage == Stage.LOCKED
    assert JournalEntry.objects.filter(deed="jury.locked").count() == 1


def test_withdrawing_and_locking_end_in_one_of_two(hearing):
    proposed = first(hearing)
    deeds = (
        lambda: second(hearing, proposed),
        lambda: withdraw_signature(Panel.objects.get(), by=hearing.president.user, now=NOW),
    )
    answers = at_once(2, lambda number: deeds[number]())
    assert sum(isinstance(answer, Refusal) for answer in answers) == 1
    found = Decision.objects.get()
    assert (found.locked_at is None) != (found.withdrawn_at is None)
    assert (Panel.objects.get().stage == Stage.LOCKED) == (found.locked_at is not None)
