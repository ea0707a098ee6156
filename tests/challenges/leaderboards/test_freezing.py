"""The frozen hour: what was received before it is shown, whenever it is scored, and nothing else, until the close."""

from datetime import timedelta

import pytest

from challenges.editions.models import Phase
from challenges.journal.models import JournalEntry
from challenges.leaderboards.actions import close_leaderboard, rebuild, retake
from challenges.leaderboards.freezing import freeze
from challenges.leaderboards.models import FrozenScore, Leaderboard
from challenges.leaderboards.queries import count_rows, frozen_since, live_page, out_of_step, row_of, standings
from tests.factories import CLOSES_AT, NOW, make_submission, score_submission

pytestmark = pytest.mark.database

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
FREEZE = NOW + HOUR
LATER = FREEZE + HOUR
AFTER = CLOSES_AT + SECOND


@pytest.fixture
def freezing(leaderboard) -> Leaderboard:
    """The board of a phase whose hour comes at FREEZE."""
    set_hour(leaderboard, FREEZE)
    return leaderboard


def set_hour(leaderboard, hour) -> None:
    Phase.objects.filter(pk=leaderboard.phase.pk).update(freezes_at=hour)


def hand_in(team, leaderboard, *, at, public, scored_at=None):
    submission = make_submission(team, leaderboard.phase, now=at)
    return score_submission(submission, public=public, now=scored_at or at)


def shown(leaderboard) -> list[tuple[int | None, str, float, int, int]]:
    """Rank, team, score, number of scored ones and of steps, as everybody sees them."""
    board = Leaderboard.objects.select_related("phase__challenge__edition").get(pk=leaderboard.pk)
    rows = standings(board)
    assert count_rows(board) == len(rows)
    return [(row.rank, row.team_name, row.values["mae"], row.scored_count, len(row.history)) for row in rows]


def test_what_is_received_after_the_hour_is_not_shown_though_no_sweep_has_been(alices_team, mallorys_team, freezing):
    hand_in(alices_team, freezing, at=NOW, public=2.0)
    hand_in(mallorys_team, freezing, at=NOW + SECOND, public=3.0)
    before = shown(freezing)
    assert before == [(1, "Les Alizés", 2.0, 1, 1), (2, "Contre-courant", 3.0, 1, 1)]
    hand_in(mallorys_team, freezing, at=FREEZE + SECOND, public=0.5)
    assert shown(freezing) == before
    assert Leaderboard.objects.get().frozen_at == FREEZE


def test_what_was_received_in_time_is_shown_whenever_it_is_scored(alices_team, mallorys_team, freezing):
    hand_in(alices_team, freezing, at=NOW, public=2.0)
    freeze(freezing, now=FREEZE)
    hand_in(mallorys_team, freezing, at=FREEZE, scored_at=LATER, public=0.5)
    hand_in(mallorys_team, freezing, at=FREEZE + SECOND, scored_at=LATER, public=0.25)
    assert shown(freezing) == [(1, "Contre-courant", 0.5, 1, 1), (2, "Les Alizés", 2.0, 1, 1)]


def test_sweep_and_first_score_write_the_same_snapshot(alices_team, mallorys_team, freezing):
    for at, public in enumerate([3.0, 2.0]):
        hand_in(alices_team, freezing, at=NOW + at * SECOND, public=public)
    freeze(freezing, now=FREEZE)
    fields = ("team", "evaluation", "sort_value", "values", "received_at", "scored_count", "history")
    by_sweep = list(FrozenScore.objects.values_list(*fields))
    Leaderboard.objects.update(frozen_at=None)
    FrozenScore.objects.all().delete()
    hand_in(alices_team, freezing, at=FREEZE + SECOND, public=1.0)
    assert list(FrozenScore.objects.values_list(*fields)) == by_sweep


def test_stamp_moves_with_what_is_shown_only(alices_team, mallorys_team, freezing):
    hand_in(alices_team, freezing, at=NOW, public=2.0)
    freeze(freezing, now=FREEZE)
    stamped = Leaderboard.objects.values_list("stamp", "changed_at").get()
    hand_in(alices_team, freezing, at=FREEZE + SECOND, public=0.5)
    assert Leaderboard.objects.values_list("stamp", "changed_at").get() == stamped
    hand_in(mallorys_team, freezing, at=FREEZE, scored_at=LATER, public=9.0)
    assert Leaderboard.objects.values_list("stamp", "changed_at").get() != stamped


def test_clock_that_is_behind_gives_nothing_away(alices_team, freezing):
    """The machine that received it knew that the hour had come; the one that keeps the score does not yet."""
    hand_in(alices_team, freezing, at=NOW, public=2.0)
    hand_in(alices_team, freezing, at=FREEZE + SECOND, scored_at=FREEZE - SECOND, public=0.5)
    assert out_of_step(now=FREEZE - SECOND) == []
    assert shown(freezing) == [(1, "Les Alizés", 2.0, 1, 1)]


def test_hour_that_is_put_off_lets_the_board_move_again(alices_team, freezing):
    hand_in(alices_team, freezing, at=NOW, public=2.0)
    hand_in(alices_team, freezing, at=FREEZE + SECOND, public=0.5)
    for hour in (LATER, None):
        set_hour(freezing, hour)
        for board in out_of_step(now=FREEZE + 2 * SECOND):
            freeze(board, now=FREEZE + 2 * SECOND)
        assert shown(freezing) == [(1, "Les Alizés", 0.5, 2, 2)]
    assert not FrozenScore.objects.exists()
    assert [entry.deed for entry in JournalEntry.objects.filter(deed__startswith="leaderboard.")] == [
        "leaderboard.frozen",
        "leaderboard.thawed",
    ]


def test_hour_that_is_put_forward_works_the_snapshot_out_anew(alices_team, mallorys_team, freezing):
    hand_in(alices_team, freezing, at=NOW, public=2.0)
    hand_in(alices_team, freezing, at=NOW + 60 * SECOND, public=1.0)
    hand_in(mallorys_team, freezing, at=NOW + 60 * SECOND, public=0.5)
    freeze(freezing, now=FREEZE)
    set_hour(freezing, NOW + 30 * SECOND)
    [board] = out_of_step(now=FREEZE)
    freeze(board, now=FREEZE)
    assert shown(freezing) == [(1, "Les Alizés", 2.0, 1, 1)]
    assert out_of_step(now=FREEZE) == []


def test_freeze_twice_writes_once(alices_team, freezing):
    hand_in(alices_team, freezing, at=NOW, public=2.0)
    for _ in range(2):
        freeze(freezing, now=FREEZE)
    entry = JournalEntry.objects.get(deed="leaderboard.frozen")
    assert set(entry.details) == {"frozen_at", "standings_sha256"}


def test_freeze_before_its_hour_does_nothing(alices_team, freezing):
    assert freeze(freezing, now=FREEZE - SECOND).frozen_at is None
    assert out_of_step(now=FREEZE - SECOND) == []


def test_close_ends_the_frozen_hour(alices_team, freezing):
    hand_in(alices_team, freezing, at=NOW, public=2.0)
    hand_in(alices_team, freezing, at=FREEZE + SECOND, public=0.5)
    closed = close_leaderboard(freezing, by=None, now=AFTER)
    assert shown(freezing) == [(1, "Les Alizés", 0.5, 2, 2)]
    assert frozen_since(closed, now=AFTER) is None
    assert out_of_step(now=AFTER) == []


def test_rebuild_and_retake_keep_to_the_hour(alices_team, mallorys_team, freezing):
    hand_in(alices_team, freezing, at=NOW, public=2.0)
    hand_in(mallorys_team, freezing, at=NOW, public=3.0)
    for team in (alices_team, mallorys_team):
        hand_in(team, freezing, at=FREEZE + SECOND, public=0.5)
    before = shown(freezing)
    rebuild(freezing, now=LATER)
    assert shown(freezing) == before
    retake(freezing.phase, team_ids=[alices_team.pk, mallorys_team.pk], now=LATER)
    assert shown(freezing) == before
    assert {line.sort_value for line in freezing.best_scores.all()} == {0.5}


def test_own_line_is_the_frozen_one_too(alices_team, freezing):
    hand_in(alices_team, freezing, at=NOW, public=2.0)
    hand_in(alices_team, freezing, at=FREEZE + SECOND, public=0.5)
    board = Leaderboard.objects.get()
    assert row_of(board, alices_team) == live_page(board)[0][0]
    assert row_of(board, alices_team).values["mae"] == 2.0


def test_hour_counts_before_anything_is_written(freezing):
    freezing.phase.freezes_at = FREEZE
    assert frozen_since(freezing, now=FREEZE - SECOND) is None
    assert frozen_since(freezing, now=FREEZE) == FREEZE
