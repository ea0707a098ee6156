"""Motions: who votes, what carries, and when one no longer counts."""

from datetime import timedelta

import pytest

from challenges.jury.finalists import held_at
from challenges.jury.gathering import sitting
from challenges.jury.models import Motion, Recusal, Round
from challenges.jury.motions import MotionStale, MotionUnusable
from challenges.jury.moving import in_force, record_motion, voters_on
from challenges.jury.presiding import NotPresiding, ReasonNeeded, Vote, VotesMissing
from challenges.panels.models import Relation, Stage
from challenges.panels.rules import PanelLocked
from tests.factories import NOW
from tests.factories.hearing import make_hearing
from tests.factories.jury import at_stage

OLD, NEW = ["K7M2", "B4XQ", "T9HD", "W3ZN"], ["B4XQ", "K7M2", "T9HD", "W3ZN"]


@pytest.fixture
def hearing(challenge):
    return make_hearing(challenge)


def votes(hearing, *, against=(), abstained=(), without=()):
    said = {**dict.fromkeys(against, Vote.AGAINST), **dict.fromkeys(abstained, Vote.ABSTAINED)}
    return {juror.pk: said.get(name, Vote.FOR) for name, juror in hearing.jurors.items() if name not in without}


def move(hearing, *, old=OLD, new=NEW, reason="It can be in use this year.", by=None, given=None, now=NOW):
    given = votes(hearing) if given is None else given
    asked = {"old": old, "new": new, "reason": reason, "votes": given, "by": by or hearing.president.user, "now": now}
    return record_motion(hearing.panel, **asked)


def order(hearing):
    return list(in_force(sitting(hearing.panel, Round.FINAL)).order)


def test_carried_motion_is_the_order_from_then_on(hearing):
    motion = move(hearing, given=votes(hearing, against=["jamal"], abstained=["joris"]))
    assert motion.is_carried
    assert motion.votes_against == [hearing.jurors["jamal"].pk]
    assert order(hearing) == NEW
    move(hearing, old=NEW, new=OLD, reason="On second thoughts.", now=NOW + timedelta(minutes=1))
    assert order(hearing) == OLD


def test_draw_carries_nothing_and_is_recorded(hearing):
    motion = move(hearing, given=votes(hearing, against=["jamal", "judith"], abstained=["joris"]))
    assert not motion.is_carried
    assert Motion.objects.get() == motion
    assert order(hearing) == OLD


def test_who_is_recused_from_a_moved_project_does_not_vote(hearing):
    given = {"juror": hearing.jurors["joris"], "relation": Relation.FAMILY, "at": NOW}
    Recusal.objects.create(candidate=hearing.candidates["B4XQ"], **given)
    with pytest.raises(VotesMissing):
        move(hearing)
    assert move(hearing, given=votes(hearing, without=["joris"])).recused == [hearing.jurors["joris"].pk]
    moved_apart = ["K7M2", "B4XQ", "W3ZN", "T9HD"]
    assert voters_on(hearing.panel, old=OLD, new=moved_apart).recused == ()


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"reason": "  "}, ReasonNeeded),
        ({"new": OLD}, MotionUnusable),
        ({"new": ["B4XQ"]}, MotionUnusable),
        ({"old": NEW, "new": OLD}, MotionStale),
        ({"given": {}}, VotesMissing),
    ],
)
def test_unfit_motion_is_refused(hearing, asked, refusal):
    with pytest.raises(refusal):
        move(hearing, **asked)


def test_motion_does_not_outlive_the_numbers_it_started_from(hearing):
    move(hearing)
    hearing.candidates["W3ZN"].withdrawn_at = NOW
    hearing.candidates["W3ZN"].save()
    found = in_force(sitting(hearing.panel, Round.FINAL))
    assert list(found.order) == ["K7M2", "B4XQ", "T9HD"]
    assert len(found.stale) == 1


def test_only_who_presides_moves_and_nobody_after_the_lock(hearing):
    with pytest.raises(NotPresiding):
        move(hearing, by=hearing.deputy.user)
    at_stage(hearing.panel, Stage.LOCKED)
    with pytest.raises(PanelLocked):
        move(hearing)
    with pytest.raises(PanelLocked):
        held_at(hearing.panel, Stage.LOCKED, now=NOW)
