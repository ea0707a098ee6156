"""What counts at the close: what a team chose, or its best by the public part; of these the best private score."""

from datetime import timedelta

import pytest

from challenges.editions.models import Phase
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.models import Standing
from challenges.leaderboards.queries import final_page
from challenges.submissions.models import Selection
from tests.factories import CLOSES_AT, NOW, make_evaluation, make_person, make_submission, make_team, score_submission

pytestmark = pytest.mark.database

SECOND = timedelta(seconds=1)
AFTER = CLOSES_AT + SECOND


@pytest.fixture
def three(alices_team, leaderboard):
    """Alice's: the best by the public part, the best by the private part, and one that is neither."""
    made = []
    for at, (public, private) in enumerate([(1.0, 9.0), (2.0, 4.0), (3.0, 6.0)]):
        made.append(make_submission(alices_team, leaderboard.phase, now=NOW + at * SECOND))
        score_submission(made[-1], public=public, private=private)
    return made


def choose(*submissions) -> None:
    for submission in submissions:
        Selection.objects.create(
            phase=submission.phase, team=submission.team, submission=submission, chosen_at=NOW + 9 * SECOND
        )


def allow(leaderboard, selections: int) -> None:
    Phase.objects.filter(pk=leaderboard.phase.pk).update(selections=selections)
    leaderboard.phase.refresh_from_db()


def final(leaderboard) -> list[tuple[str, int | None, float]]:
    close_leaderboard(leaderboard, by=None, now=AFTER)
    return [(row.team_name, row.rank, row.values["mae"]) for row in final_page(leaderboard)[0]]


def test_best_by_the_public_part_counts_where_nothing_was_chosen(three, leaderboard):
    assert final(leaderboard) == [("Les Alizés", 1, 9.0)]


def test_chosen_one_counts(three, leaderboard):
    choose(three[2])
    assert final(leaderboard) == [("Les Alizés", 1, 6.0)]
    standing = Standing.objects.get()
    assert (standing.evaluation.submission, standing.received_at) == (three[2], three[2].received_at)
    assert standing.public_values["mae"] == 3.0  # of the one that counts


@pytest.mark.parametrize(
    ("selections", "chosen", "counted"), [(2, [], 4.0), (2, [2], 6.0), (3, [2], 4.0), (2, [1, 2], 4.0)]
)
def test_of_several_the_best_private_score_counts(three, leaderboard, selections, chosen, counted):
    allow(leaderboard, selections)
    choose(*(three[at] for at in chosen))
    assert final(leaderboard) == [("Les Alizés", 1, counted)]


def test_at_equal_private_scores_the_earliest_counts(alices_team, leaderboard):
    allow(leaderboard, 2)
    for at, public in enumerate([2.0, 1.0]):
        score_submission(
            make_submission(alices_team, leaderboard.phase, now=NOW + at * SECOND), public=public, private=5.0
        )
    close_leaderboard(leaderboard, by=None, now=AFTER)
    assert Standing.objects.get().received_at == NOW


def test_chosen_one_without_a_score_leaves_the_best(three, alices_team, leaderboard):
    failed = make_submission(alices_team, leaderboard.phase, now=NOW)
    make_evaluation(failed, state="failed", outcome="crashed")
    choose(failed)
    assert final(leaderboard) == [("Les Alizés", 1, 9.0)]


def test_choice_of_one_team_is_not_that_of_another(three, mallorys_team, leaderboard):
    for public, private in ((1.5, 5.0), (2.5, 1.0)):
        score_submission(make_submission(mallorys_team, leaderboard.phase), public=public, private=private)
    choose(three[1])
    assert final(leaderboard) == [("Les Alizés", 1, 4.0), ("Contre-courant", 2, 5.0)]


def test_baseline_counts_likewise_and_takes_no_rank(three, challenge, leaderboard):
    baseline = make_team(challenge.edition, name="Référence", captain=make_person("robot"), is_baseline=True)
    entries = [make_submission(baseline, leaderboard.phase, now=NOW + at * SECOND) for at in range(2)]
    for entry, (public, private) in zip(entries, ((1.0, 8.0), (2.0, 3.0)), strict=True):
        score_submission(entry, public=public, private=private)
    choose(entries[1])
    assert final(leaderboard) == [("Référence", None, 3.0), ("Les Alizés", 1, 9.0)]


def test_public_rank_and_history_are_those_of_the_public_board(three, mallorys_team, leaderboard):
    score_submission(make_submission(mallorys_team, leaderboard.phase), public=1.5, private=2.0)
    choose(three[2])
    close_leaderboard(leaderboard, by=None, now=AFTER)
    found = [(row.team_name, row.rank, row.public_rank, row.history[-1][1]) for row in final_page(leaderboard)[0]]
    assert found == [("Contre-courant", 1, 2, 1.5), ("Les Alizés", 2, 1, 1.0)]


def test_close_reads_as_often_for_many_teams_as_for_few(challenge, leaderboard, django_assert_max_num_queries):
    for number in range(12):
        team = make_team(challenge.edition, name=f"Équipe {number}", captain=make_person(f"captain{number}"))
        score_submission(make_submission(team, leaderboard.phase), public=1.0 + number)
    with django_assert_max_num_queries(30):
        close_leaderboard(leaderboard, by=None, now=AFTER)
