"""The hours of a phase are moved while its board is open."""

from datetime import timedelta

import pytest

from challenges.editions.models import Phase
from challenges.journal.models import JournalEntry
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import live_page
from challenges.lifecycle.hours import close_phase, freeze_board, shift_opening, unfreeze_board
from challenges.lifecycle.rules import (
    AlreadyFrozen,
    BoardFinal,
    HourOutside,
    HourPast,
    NotFrozen,
    OpensAfterEnd,
    PhaseBegun,
    PhaseOver,
)
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_submission, score_submission

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def changes_of(deed: str) -> dict[str, list[str]]:
    return JournalEntry.objects.get(deed=deed).details["changes"]


def test_phase_is_closed_once(phase, dora):
    Phase.objects.update(freezes_at=NOW + HOUR)
    assert close_phase(phase, by=dora, now=NOW).closes_at == NOW
    found = Phase.objects.get()
    assert (found.closes_at, found.freezes_at) == (NOW, None)
    with pytest.raises(PhaseOver):
        close_phase(phase, by=dora, now=NOW + HOUR)
    assert list(changes_of("phase.closed")) == ["closes_at", "freezes_at"]


@pytest.mark.parametrize("deed", [close_phase, unfreeze_board])
def test_board_that_is_closed_for_ever_is_not_touched(leaderboard, dora, deed):
    Leaderboard.objects.update(closed_at=NOW)
    with pytest.raises(BoardFinal):
        deed(leaderboard.phase, by=dora, now=NOW)


def test_opening_moves_until_it_has_been(phase, dora):
    before = OPENS_AT - 2 * HOUR
    assert shift_opening(phase, opens_at=OPENS_AT + HOUR, by=dora, now=before).opens_at == OPENS_AT + HOUR
    with pytest.raises(HourPast):
        shift_opening(phase, opens_at=before, by=dora, now=before)
    with pytest.raises(OpensAfterEnd):
        shift_opening(phase, opens_at=CLOSES_AT, by=dora, now=before)
    assert shift_opening(phase, opens_at=None, by=dora, now=before).opens_at == before
    with pytest.raises(PhaseBegun):
        shift_opening(phase, opens_at=OPENS_AT, by=dora, now=before + HOUR)


def test_board_stands_still_from_now_and_shows_what_was_hidden_when_it_moves(leaderboard, alices_team, alice, dora):
    phase = leaderboard.phase
    score_submission(make_submission(alices_team, phase, by=alice), public=3.0)
    freeze_board(phase, at=None, by=dora, now=NOW + HOUR)
    later = make_submission(alices_team, phase, by=alice, now=NOW + 2 * HOUR)
    score_submission(later, public=1.0, now=NOW + 2 * HOUR)
    leaderboard.refresh_from_db()
    assert leaderboard.frozen_at == NOW + HOUR
    assert [row.values["mae"] for row in live_page(leaderboard)[0]] == [3.0]
    with pytest.raises(AlreadyFrozen):
        freeze_board(phase, at=NOW + 4 * HOUR, by=dora, now=NOW + 3 * HOUR)
    unfreeze_board(phase, by=dora, now=NOW + 3 * HOUR)
    leaderboard.refresh_from_db()
    assert leaderboard.frozen_at is None
    assert [row.values["mae"] for row in live_page(leaderboard)[0]] == [1.0]
    with pytest.raises(NotFrozen):
        unfreeze_board(phase, by=dora, now=NOW + 3 * HOUR)


def test_hour_of_the_freeze_may_be_changed_and_taken_away_before_it_comes(phase, dora):
    freeze_board(phase, at=NOW + HOUR, by=dora, now=NOW)
    assert freeze_board(phase, at=NOW + 2 * HOUR, by=dora, now=NOW).freezes_at == NOW + 2 * HOUR
    for hour, refusal in ((NOW, HourPast), (CLOSES_AT, HourOutside)):
        with pytest.raises(refusal):
            freeze_board(phase, at=hour, by=dora, now=NOW)
    assert unfreeze_board(phase, by=dora, now=NOW).freezes_at is None
