"""What the minutes say, and of which decision."""

import pytest
from django.utils import translation

from challenges.jury.gathering import sitting
from challenges.jury.locking import digest_in_view, sign_first, sign_second
from challenges.jury.models import Decision, Recusal, Round
from challenges.jury.moving import record_motion
from challenges.jury.presiding import Vote
from challenges.panels.models import Relation
from smartport.jury.president.minutes_told import tell
from tests.factories import NOW
from tests.factories.hearing import make_hearing

ORDER, MOVED = ["K7M2", "B4XQ", "T9HD", "W3ZN"], ["B4XQ", "K7M2", "T9HD", "W3ZN"]


@pytest.fixture
def hearing(challenge):
    hearing = make_hearing(challenge)
    given = {"juror": hearing.jurors["joris"], "candidate": hearing.candidates["W3ZN"], "reason": "A cousin."}
    Recusal.objects.create(**given, relation=Relation.FAMILY, at=NOW)
    return hearing


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def lock(hearing):
    seen = digest_in_view(sitting(hearing.panel, Round.FINAL))
    given = {"deliberation": "We took the harbour first.", "seen": seen}
    sign_first(hearing.panel, name="Petra P.", **given, by=hearing.president.user, now=NOW)
    digest = Decision.objects.get().sha256
    return sign_second(hearing.panel, name="Deborah D.", seen=digest, by=hearing.deputy.user, now=NOW)


def test_draft_has_codes_kinds_and_no_reasons(hearing):
    told = tell(hearing.panel)
    assert [one.code for one in told.ranking] == ORDER
    assert {one.team for one in told.ranking} == {""}
    assert told.recusals == ("W3ZN: Joris (Family)",)
    assert [one.name for one in told.signatures] == ["", ""]
    assert told.digest == ""


def test_locked_minutes_are_those_of_the_snapshot(hearing):
    votes = {juror.pk: Vote.FOR for juror in hearing.jurors.values()}
    given = {"old": ORDER, "new": MOVED, "reason": "In use this year.", "votes": votes}
    record_motion(hearing.panel, **given, by=hearing.president.user, now=NOW)
    decision = lock(hearing)
    hearing.panel.refresh_from_db()
    before = tell(hearing.panel)
    assert [(one.place, one.code) for one in before.ranking] == list(enumerate(MOVED, start=1))
    assert before.ranking[0].team == "Hidden crew 2"
    assert before.is_moved
    assert before.motions[0].votes == ("For: Petra, Deborah, Jamal, Judith, Joris",)
    assert before.deliberation == "We took the harbour first."
    assert before.digest == decision.sha256
    hearing.jurors["judith"].assignments.all().delete()
    assert tell(hearing.panel).ranking == before.ranking
