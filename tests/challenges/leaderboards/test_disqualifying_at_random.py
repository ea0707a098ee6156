"""Whatever is handed in, disqualified, lifted, frozen and evaluated again, in whatever order: the boards show what they
would if what is disqualified had never been, and every preview said what came."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from challenges.editions.models import Phase
from challenges.leaderboards.actions import close_leaderboard, rebuild
from challenges.leaderboards.disqualifying import consequences, disqualify, lift
from challenges.leaderboards.freezing import freeze
from challenges.leaderboards.lines import entry_of
from challenges.leaderboards.models import BestScore, FrozenScore, Leaderboard, Standing
from challenges.leaderboards.rejudging import apply_rejudge, ask_rejudge
from challenges.leaderboards.rules import rank
from challenges.submissions.models import Submission
from tests.factories import CLOSES_AT, NOW, finish_rejudge, make_submission, score_submission

pytestmark = pytest.mark.database

SECOND = timedelta(seconds=1)
WHY = {"fr": "Hors règlement"}
scores = st.integers(1, 4)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("hand_in"), st.integers(0, 1), scores),
        st.tuples(st.just("turn"), st.integers(0, 9)),
        st.tuples(st.just("rejudge"), scores),
        st.tuples(st.just("freeze")),
        st.tuples(st.just("rebuild")),
    ),
    min_size=2,
    max_size=9,
)


@dataclass
class Entered:
    row: Submission
    score: float
    is_out: bool = False


@dataclass
class Story:
    """What was done, and what follows from it by the simplest reckoning."""

    teams: list[Any]
    phase: Phase
    entered: list[Entered] = field(default_factory=list)
    now: datetime = NOW
    frozen_at: datetime | None = None

    def board(self) -> Leaderboard:
        return Leaderboard.objects.select_related("phase__challenge__edition").get(phase=self.phase)

    def hand_in(self, team: int, score: int) -> None:
        row = make_submission(self.teams[team], self.phase, now=self.now)
        score_submission(row, public=float(score), private=10.0 - score, now=self.now)
        self.entered.append(Entered(row, float(score)))

    def turn(self, place: int) -> None:
        if not self.entered:
            return
        one = self.entered[place % len(self.entered)]
        seen, before = consequences(one.row), (ranks(BestScore), ranks(FrozenScore))
        if one.is_out:
            lift(one.row.disqualification, by=None, now=self.now)
        else:
            disqualify(one.row, reason=WHY, by=None, now=self.now)
        one.is_out = not one.is_out
        assert said(seen.moves) == changes(before[0], ranks(BestScore))
        assert said(seen.frozen_moves or []) == changes(before[1], ranks(FrozenScore))

    def rejudge(self, score: int) -> None:
        if not self.entered:
            return
        one = self.entered[0]
        asked = ask_rejudge(self.phase, reason=WHY, by=None, now=self.now, submission=one.row)
        finish_rejudge(asked, {one.row: {"public": float(score), "private": 10.0 - score}}, now=self.now)
        apply_rejudge(asked, by=None, now=self.now)
        one.score = float(score)

    def freeze(self) -> None:
        if self.frozen_at is None:
            self.frozen_at = self.now
            Phase.objects.filter(pk=self.phase.pk).update(freezes_at=self.now)
            freeze(self.board(), now=self.now)

    def rebuild(self) -> None:
        rebuild(self.board(), now=self.now)

    def expected(self, until: datetime | None = None) -> dict[Any, tuple[float, Any, int]]:
        """Of each team the best score that counts, its row, and how many count."""
        found = defaultdict(list)
        for one in self.entered:
            if not one.is_out and (until is None or one.row.received_at <= until):
                found[one.row.team_id].append(one)
        bests = {team: min(ones, key=lambda one: (one.score, one.row.received_at)) for team, ones in found.items()}
        return {team: (best.score, best.row.pk, len(found[team])) for team, best in bests.items()}


def ranks(model) -> dict[Any, tuple[int | None, float]]:
    return {
        place.entry.team: (place.rank, place.entry.sort_value) for place in rank([*map(entry_of, model.objects.all())])
    }


def said(moves) -> dict[Any, Any]:
    return {move.team_id: ((move.old_rank, move.old_score), (move.new_rank, move.new_score)) for move in moves}


def changes(before, after) -> dict[Any, Any]:
    none = (None, None)
    pairs = {team: (before.get(team, none), after.get(team, none)) for team in {*before, *after}}
    return {team: pair for team, pair in pairs.items() if pair[0] != pair[1]}


def shown(model) -> dict[Any, tuple[float, Any, int]]:
    return {
        line.team_id: (line.sort_value, line.evaluation.submission_id, line.scored_count)
        for line in model.objects.select_related("evaluation")
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=steps)
def test_boards_show_what_is_not_disqualified(alices_team, mallorys_team, leaderboard, steps):
    with transaction.atomic():
        story = Story([alices_team, mallorys_team], Phase.objects.get(pk=leaderboard.phase_id))
        for name, *given_with in steps:
            story.now += SECOND
            getattr(story, name)(*given_with)
            assert shown(BestScore) == story.expected()
            assert shown(FrozenScore) == (story.expected(story.frozen_at) if story.frozen_at else {})
        close_leaderboard(story.board(), by=None, now=CLOSES_AT + SECOND)
        standings = Standing.objects.values_list("team_id", "evaluation__submission_id", "private_values")
        final = {team: (10.0 - values["mae"], key) for team, key, values in standings}
        assert final == {team: best[:2] for team, best in story.expected().items()}
        transaction.set_rollback(True)
