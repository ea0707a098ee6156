"""An hour is counted from the rows, and counted anew where they may have changed."""

from datetime import timedelta

import pytest

from challenges.evaluations.models import Evaluation, State
from challenges.leaderboards.rejudging import apply_rejudge, ask_rejudge
from challenges.tallies.actions import count_download, count_hours
from challenges.tallies.models import Downloaded, DownloadTally, HourTally
from challenges.tallies.queries import downloads_of, tallies_of
from challenges.tallies.rules import hour_of, waits_of
from tests.factories import NOW, finish_rejudge, make_evaluation, make_submission, score_submission

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HOUR = timedelta(hours=1)


def told(tally: HourTally) -> tuple[int, ...]:
    return (tally.received, tally.scored, tally.failed, tally.broken, tally.cancelled, tally.waiting)


def test_hours_without_anything_have_no_tally(leaderboard, alices_team, alice):
    for hours in (50, 50, 3):
        score_submission(make_submission(alices_team, leaderboard.phase, by=alice, now=NOW - hours * HOUR))
    assert count_hours(leaderboard.phase, now=NOW) == 2
    assert [(tally.hour, tally.received) for tally in tallies_of([leaderboard.phase])] == [
        (hour_of(NOW - 50 * HOUR), 2),
        (hour_of(NOW - 3 * HOUR), 1),
    ]


def test_outcomes_and_waiting(leaderboard, alices_team, alice):
    phase = leaderboard.phase
    states = (State.SCORED, State.FAILED, State.BROKEN, State.CANCELLED, State.QUEUED, State.SENT)
    for state in states:
        begun = NOW + timedelta(seconds=20) if state != State.QUEUED else None
        make_evaluation(make_submission(alices_team, phase, by=alice, now=NOW), state=state, started_at=begun)
    make_submission(alices_team, phase, by=alice, now=NOW)
    count_hours(phase, now=NOW)
    tally = HourTally.objects.get()
    assert told(tally) == (7, 1, 1, 1, 1, 3)
    assert tally.waits == waits_of([timedelta(seconds=20)] * 5)


def test_what_had_no_result_yet_is_counted_anew(leaderboard, alices_team, alice):
    phase = leaderboard.phase
    early = make_submission(alices_team, phase, by=alice, now=NOW - 5 * HOUR)
    score_submission(make_submission(alices_team, phase, by=alice, now=NOW))
    count_hours(phase, now=NOW)
    score_submission(early)
    assert count_hours(phase, now=NOW + HOUR) == 2
    assert [told(tally) for tally in tallies_of([phase])] == [(1, 1, 0, 0, 0, 0)] * 2
    assert count_hours(phase, now=NOW + HOUR) == 1


def test_applied_rejudge_is_counted(leaderboard, alices_team, alice, dora):
    phase = leaderboard.phase
    score_submission(make_submission(alices_team, phase, by=alice, now=NOW - 5 * HOUR))
    score_submission(make_submission(alices_team, phase, by=alice, now=NOW - 2 * HOUR))
    count_hours(phase, now=NOW)
    rejudge = ask_rejudge(phase, reason={"fr": "Un essai"}, by=dora, now=NOW)
    finish_rejudge(rejudge, {})
    Evaluation.objects.filter(rejudge=rejudge).update(state=State.FAILED)
    assert count_hours(phase, now=NOW) == 1
    apply_rejudge(rejudge, by=dora, now=NOW + HOUR)
    count_hours(phase, now=NOW + 2 * HOUR)
    assert [told(tally) for tally in tallies_of([phase])] == [(1, 0, 1, 0, 0, 0)] * 2


def test_a_round_counts_no_more_than_it_may(leaderboard, alices_team, alice):
    for hours in (9, 7, 5):
        score_submission(make_submission(alices_team, leaderboard.phase, by=alice, now=NOW - hours * HOUR))
    assert [count_hours(leaderboard.phase, now=NOW, most=2) for _ in range(3)] == [2, 2, 1]
    assert sum(tally.received for tally in tallies_of([leaderboard.phase])) == 3


def test_hours_that_wait_for_long_hold_up_no_others(leaderboard, alices_team, alice):
    phase = leaderboard.phase
    for hours in (9, 8, 7, 5, 3):
        make_submission(alices_team, phase, by=alice, now=NOW - hours * HOUR)
    for minutes in range(4):
        assert count_hours(phase, now=NOW + timedelta(minutes=minutes), most=2) == 2
    assert sum(tally.received for tally in tallies_of([phase])) == 5
    for minutes in range(4, 8):
        count_hours(phase, now=NOW + timedelta(minutes=minutes), most=2)
    assert min(tally.counted_at for tally in tallies_of([phase])) >= NOW + timedelta(minutes=4)


def test_downloads_are_counted_by_day(challenge):
    for days in (0, 0, 1):
        count_download(challenge, kind=Downloaded.DATA, now=NOW + timedelta(days=days))
    count_download(challenge, kind=Downloaded.KIT, now=NOW)
    assert [(tally.kind, tally.count) for tally in downloads_of([challenge])] == [("data", 2), ("kit", 1), ("data", 1)]
    assert DownloadTally.objects.count() == 3
