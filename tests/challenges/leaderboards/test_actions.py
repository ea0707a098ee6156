"""The best line is kept whatever the order of results; the close is once and for ever."""

import hashlib
import itertools
from datetime import timedelta

import pytest

from challenges.editions.models import Edition, Phase
from challenges.evaluations.models import Score, State
from challenges.evaluations.publishing import publish_bundle
from challenges.journal.models import JournalEntry
from challenges.leaderboards.actions import close_leaderboard, open_missing, rebuild, take_score, tell_standings
from challenges.leaderboards.models import BestScore, FrozenScore, Leaderboard, Standing
from challenges.leaderboards.queries import count_rows, final_page, live_page, shown_page
from challenges.leaderboards.rules import NotClosableYet
from evaluator.report import canonical
from tests.factories import (
    BUNDLE,
    CLOSES_AT,
    NOW,
    bundle_folder,
    make_evaluation,
    make_person,
    make_submission,
    make_team,
    score_submission,
)

pytestmark = pytest.mark.database

SECOND = timedelta(seconds=1)
AFTER = CLOSES_AT + SECOND


def hand_in_and_score(team, leaderboard, *, at=0, public=1.0, private=None):
    submission = make_submission(team, leaderboard.phase, now=NOW + at * SECOND)
    return score_submission(submission, public=public, private=private)


def best(team) -> tuple[float, int]:
    return BestScore.objects.values_list("sort_value", "scored_count").get(team=team)


def test_open_missing_makes_one_board_with_the_bundles_columns(bundle):
    assert [open_missing() for _ in range(2)] == [1, 0]
    assert Leaderboard.objects.get().columns == bundle.manifest["scores"]


def test_take_score_keeps_the_best_and_counts_all(alices_team, leaderboard):
    for at, public in enumerate([2.0, 1.0, 3.0]):
        hand_in_and_score(alices_team, leaderboard, at=at, public=public)
    assert best(alices_team) == (1.0, 3)


def test_take_score_twice_changes_nothing(alices_team, leaderboard):
    evaluation = hand_in_and_score(alices_team, leaderboard)
    before = BestScore.objects.values().get()
    take_score(evaluation, now=AFTER)
    assert BestScore.objects.values().get() == before


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_order_of_results_does_not_matter(alices_team, leaderboard, order):
    submissions = [make_submission(alices_team, leaderboard.phase, now=NOW + at * SECOND) for at in range(3)]
    publics = [2.0, 1.0, 1.0]
    for number in order:
        score_submission(submissions[number], public=publics[number])
    kept = BestScore.objects.get(team=alices_team)
    assert (kept.evaluation.submission, kept.received_at) == (submissions[1], submissions[1].received_at)


def test_rebuild_gives_the_same_lines(alices_team, mallorys_team, leaderboard):
    for team in (alices_team, mallorys_team):
        for at, public in enumerate([2.0, 1.5]):
            hand_in_and_score(team, leaderboard, at=at, public=public)
    fields = ("team", "evaluation", "sort_value", "values", "received_at", "is_baseline", "scored_count", "history")
    before = list(BestScore.objects.order_by("team").values_list(*fields))
    BestScore.objects.update(sort_value=0)
    assert rebuild(leaderboard, now=NOW) == 2
    assert list(BestScore.objects.order_by("team").values_list(*fields)) == before


def test_line_goes_when_its_scores_go(alices_team, leaderboard):
    evaluation = hand_in_and_score(alices_team, leaderboard)
    evaluation.state = State.BROKEN
    evaluation.save()
    take_score(evaluation, now=NOW)
    assert not BestScore.objects.exists()


def test_close_ranks_the_publicly_best_by_its_private_part(alices_team, mallorys_team, leaderboard):
    hand_in_and_score(alices_team, leaderboard, public=1.0, private=5.0)
    hand_in_and_score(alices_team, leaderboard, at=1, public=2.0, private=0.0)
    hand_in_and_score(mallorys_team, leaderboard, public=1.5, private=3.0)
    close_leaderboard(leaderboard, by=None, now=AFTER)
    rows = [(row.team_name, row.rank, row.public_rank, row.values["mae"]) for row in final_page(leaderboard)[0]]
    assert rows == [("Contre-courant", 1, 2, 3.0), ("Les Alizés", 2, 1, 5.0)]


def test_close_gives_baselines_no_rank(alices_team, leaderboard, challenge):
    baseline = make_team(challenge.edition, name="Référence", captain=make_person("robot"), is_baseline=True)
    hand_in_and_score(baseline, leaderboard, public=1.0)
    hand_in_and_score(alices_team, leaderboard, public=2.0)
    close_leaderboard(leaderboard, by=None, now=AFTER)
    found = [(row.team_name, row.rank, row.public_rank) for row in final_page(leaderboard)[0]]
    assert found == [("Référence", None, None), ("Les Alizés", 1, 1)]


def test_closed_board_never_changes(alices_team, mallorys_team, leaderboard):
    hand_in_and_score(alices_team, leaderboard, public=2.0)
    close_leaderboard(leaderboard, by=None, now=AFTER)
    before = list(Standing.objects.values())
    late = hand_in_and_score(mallorys_team, leaderboard, public=0.1)
    Score.objects.update(value=0.0)
    take_score(late, now=AFTER)
    rebuild(leaderboard, now=AFTER)
    close_leaderboard(leaderboard, by=None, now=AFTER + SECOND)
    assert list(Standing.objects.values()) == before
    assert JournalEntry.objects.filter(deed="leaderboard.closed").count() == 1


def test_close_is_refused_while_the_phase_runs(alices_team, leaderboard):
    hand_in_and_score(alices_team, leaderboard)
    with pytest.raises(NotClosableYet):
        close_leaderboard(leaderboard, by=None, now=CLOSES_AT)


@pytest.mark.parametrize("state", [State.QUEUED, State.SENT, None])
def test_close_is_refused_while_a_result_is_missing(alices_team, leaderboard, state):
    submission = make_submission(alices_team, leaderboard.phase)
    if state:
        make_evaluation(submission, state=state)
    with pytest.raises(NotClosableYet):
        close_leaderboard(leaderboard, by=None, now=AFTER)
    assert not Standing.objects.exists()


def test_close_does_not_wait_for_what_we_gave_up(alices_team, leaderboard):
    make_evaluation(make_submission(alices_team, leaderboard.phase), state=State.BROKEN)
    close_leaderboard(leaderboard, by=None, now=AFTER)
    assert final_page(leaderboard)[0] == []


def test_journal_tells_the_close_without_scores(alices_team, leaderboard, dora):
    hand_in_and_score(alices_team, leaderboard, private=0.123456)
    close_leaderboard(leaderboard, by=dora, now=AFTER)
    entry = JournalEntry.objects.get(deed="leaderboard.closed")
    assert (entry.by, set(entry.details)) == (dora, {"standings_sha256", "teams"})


def test_nothing_private_is_in_a_live_row(alices_team, leaderboard):
    hand_in_and_score(alices_team, leaderboard, public=1.0, private=0.987654)
    assert "0.987654" not in repr(live_page(leaderboard)[0])
    assert "0.987654" not in repr(list(BestScore.objects.values()))
    assert final_page(leaderboard)[0] == []


def test_new_bundle_with_other_columns_begins_the_board_anew(mallorys_team, leaderboard, tmp_path):
    described = BUNDLE["challenge.yaml"].replace("key: mae", "key: rmse")
    files = {**BUNDLE, "challenge.yaml": described}
    publish_bundle(leaderboard.phase, bundle_folder(tmp_path / "newer", files=files), now=NOW)
    scores = {f"{part}_{key}": 4.0 for part in ("public", "private") for key in ("rmse", "bias")}
    score_submission(make_submission(mallorys_team, leaderboard.phase), scores=scores)
    leaderboard.refresh_from_db()
    assert [column["key"] for column in leaderboard.columns] == ["rmse", "bias"]
    assert [(row.team_name, row.values["rmse"]) for row in live_page(leaderboard)[0]] == [("Contre-courant", 4.0)]


def held_board(leaderboard):
    """The same board; the results of its edition are told on the stage."""
    Edition.objects.update(is_told_on_stage=True)
    return Leaderboard.objects.get(pk=leaderboard.pk)


def test_close_under_hold_writes_the_standings_and_tells_nothing(alices_team, mallorys_team, leaderboard):
    hand_in_and_score(alices_team, leaderboard, public=1.0, private=5.0)
    hand_in_and_score(mallorys_team, leaderboard, public=2.0, private=0.987654)
    before = live_page(leaderboard)
    board = close_leaderboard(held_board(leaderboard), by=None, now=AFTER)
    assert (board.closed_at, board.told_at, board.standings.count()) == (AFTER, None, 2)
    assert shown_page(board) == before
    assert count_rows(board) == 2
    assert "0.987654" not in repr(JournalEntry.objects.values_list("details", flat=True))


def test_close_under_hold_of_a_board_whose_frozen_hour_no_clock_has_seen_shows_nothing_later(
    alices_team, mallorys_team, leaderboard
):
    hand_in_and_score(alices_team, leaderboard, public=2.0)
    Phase.objects.update(freezes_at=NOW + 10 * SECOND)
    late = make_submission(mallorys_team, leaderboard.phase, now=NOW + 20 * SECOND)
    Leaderboard.objects.update(frozen_at=None)
    score_submission(late, public=1.0)
    FrozenScore.objects.all().delete()
    Leaderboard.objects.update(frozen_at=None)
    board = close_leaderboard(held_board(leaderboard), by=None, now=AFTER)
    assert [row.team_name for row in shown_page(board)[0]] == ["Les Alizés"]


def test_digest_of_standings_that_are_held_is_sealed_until_they_are_told(alices_team, leaderboard, dora):
    hand_in_and_score(alices_team, leaderboard, private=2.0)
    board = close_leaderboard(held_board(leaderboard), by=None, now=AFTER)
    sealed = JournalEntry.objects.get(deed="leaderboard.closed").details
    assert set(sealed) == {"sealed_sha256"}
    told = [[row.position, str(row.team_id), row.rank, row.private_values] for row in board.standings.all()]
    plain = hashlib.sha256(canonical({"standings": told}).encode()).hexdigest()
    assert sealed["sealed_sha256"] != plain
    assert [tell_standings(board, by=dora, now=AFTER) for _ in range(2)] == [True, False]
    opened = JournalEntry.objects.get(deed="leaderboard.told").details
    assert opened["standings_sha256"] == sealed["sealed_sha256"]
    again = canonical({"standings": told, "salt": opened["salt"]}).encode()
    assert hashlib.sha256(again).hexdigest() == sealed["sealed_sha256"]


def test_standings_are_told_once_and_show_then(alices_team, leaderboard, dora):
    hand_in_and_score(alices_team, leaderboard, public=1.0, private=5.0)
    board = close_leaderboard(held_board(leaderboard), by=None, now=AFTER)
    tell_standings(board, by=dora, now=AFTER + SECOND)
    board.refresh_from_db()
    assert (board.told_at, board.changed_at) == (AFTER + SECOND, AFTER + SECOND)
    assert [row.values["mae"] for row in shown_page(board)[0]] == [5.0]


def test_open_board_has_nothing_to_tell(alices_team, leaderboard, dora):
    assert tell_standings(leaderboard, by=dora, now=AFTER) is False


def test_close_after_the_publication_tells_at_once(alices_team, leaderboard):
    """Also where whoever closes it had read the edition before."""
    hand_in_and_score(alices_team, leaderboard, private=5.0)
    board = held_board(leaderboard)
    assert board.phase.challenge.edition.holds_results
    Edition.objects.update(results_published_at=AFTER)
    assert close_leaderboard(board, by=None, now=AFTER + SECOND).told_at == AFTER + SECOND
