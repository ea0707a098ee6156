"""What is disqualified counts nowhere; its team's next best takes its place; lifted, everything is as it was."""

from datetime import timedelta

import pytest

from challenges.editions.models import Phase
from challenges.evaluations.choosing import choose, standing_choices
from challenges.evaluations.logbook import logbook
from challenges.journal.models import JournalEntry
from challenges.leaderboards.actions import close_leaderboard, rebuild, take_score
from challenges.leaderboards.comparing import by_merit, compare, would_count
from challenges.leaderboards.disqualifying import consequences, disqualify, lift
from challenges.leaderboards.freezing import freeze
from challenges.leaderboards.models import BestScore, FrozenScore, Leaderboard, Standing
from challenges.leaderboards.queries import columns_of, final_page
from challenges.leaderboards.rejudging import apply_rejudge
from challenges.leaderboards.rules import REASON_LENGTH, StandingsFinal, WhyMissing
from challenges.submissions.models import Disqualification
from challenges.submissions.queries import allowance, standing_disqualifications
from challenges.submissions.rules import SubmissionDisqualified
from tests.challenges.leaderboards.swap import BEFORE, LATER, board, redo
from tests.factories import CLOSES_AT, NOW, make_submission, score_submission

pytestmark = pytest.mark.database

SECOND = timedelta(seconds=1)
AFTER = CLOSES_AT + SECOND
WHY = {"fr": "Le code d’une autre équipe.", "en": "Another team's code."}


@pytest.fixture
def second(entries, alices_team, phase):
    """Alice's next best, worse than Mallory's."""
    made = make_submission(alices_team, phase, now=NOW + timedelta(seconds=9))
    score_submission(made, public=3.0, private=1.0)
    return made


@pytest.fixture
def out(entries, second, dora):
    """Alice's best is disqualified."""
    return disqualify(entries["alice"], reason=WHY, by=dora, now=LATER)


def lines(model=BestScore) -> list[tuple[object, ...]]:
    rows = model.objects.order_by("sort_value")
    return [(row.team.name, row.sort_value, row.received_at, row.scored_count, row.history) for row in rows]


def test_next_best_takes_its_place_and_it_is_in_no_count_and_no_history(entries, second, phase, dora):
    disqualify(entries["alice"], reason=WHY, by=dora, now=LATER)
    assert board(phase) == [(1, "Contre-courant", 2.0), (2, "Les Alizés", 3.0)]
    line = BestScore.objects.get(team__name="Les Alizés")
    assert (line.evaluation.submission, line.scored_count) == (second, 1)
    assert line.history == [[int(second.received_at.timestamp()), 3.0]]


def test_team_without_another_leaves_the_board(entries, phase, dora):
    disqualify(entries["alice"], reason=WHY, by=dora, now=LATER)
    assert board(phase) == [(1, "Contre-courant", 2.0)]


def test_lifted_everything_is_as_it_was(entries, second, out, phase, dora):
    lift(out, by=dora, now=LATER + SECOND)
    assert board(phase) == BEFORE
    assert lines()[0][3:] == (2, [[int(NOW.timestamp()), 1.0]])
    assert (out.lifted_at, out.lifted_by) == (LATER + SECOND, dora)
    assert not standing_disqualifications(phase).exists()


def test_whoever_clicks_second_finds_it_done(entries, out, dora, carol):
    before = Leaderboard.objects.get().stamp
    again = disqualify(entries["alice"], reason={"fr": "Autre chose"}, by=carol, now=LATER + SECOND)
    assert (again, again.reason, again.decided_by) == (out, WHY, dora)
    assert Leaderboard.objects.get().stamp == before
    lift(out, by=dora, now=LATER + SECOND)
    assert lift(out, by=carol, now=LATER + 2 * SECOND).lifted_by == dora
    deeds = JournalEntry.objects.filter(subject=f"submission:{entries['alice'].pk}").order_by("number")
    assert list(deeds.values_list("deed", "actor")) == [
        ("submission.disqualified", f"user:{dora.pk}"),
        ("submission.readmitted", f"user:{dora.pk}"),
    ]
    assert deeds[0].details["reason"] == WHY


def test_it_can_be_disqualified_again(entries, out, dora, phase):
    lift(out, by=dora, now=LATER)
    disqualify(entries["alice"], reason=WHY, by=dora, now=LATER + SECOND)
    assert Disqualification.objects.count() == 2
    assert [one.decided_at for one in standing_disqualifications(phase)] == [LATER + SECOND]


@pytest.mark.parametrize("reason", [{}, {"fr": " \n"}, {"en": "In English only"}, {"fr": "a" * (REASON_LENGTH + 1)}])
def test_reason_is_given_in_french(entries, dora, reason, phase):
    with pytest.raises(WhyMissing):
        disqualify(entries["alice"], reason=reason, by=dora, now=LATER)
    assert board(phase) == BEFORE


def test_what_visitors_kept_ages_even_where_no_line_moves(alices_team, phase, leaderboard, dora):
    unscored = make_submission(alices_team, phase)
    before = Leaderboard.objects.get().stamp
    made = disqualify(unscored, reason=WHY, by=dora, now=LATER)
    after = Leaderboard.objects.get().stamp
    assert after != before
    lift(made, by=dora, now=LATER)
    assert Leaderboard.objects.get().stamp not in {before, after}


def test_score_that_arrives_later_does_not_count(alices_team, phase, leaderboard, dora):
    waiting = make_submission(alices_team, phase)
    made = disqualify(waiting, reason=WHY, by=dora, now=LATER)
    score_submission(waiting, public=0.1)
    assert board(phase) == []
    lift(made, by=dora, now=LATER)
    assert board(phase) == [(1, "Les Alizés", 0.1)]


def test_rebuilt_and_worked_out_anew_it_stays_out(entries, out, phase):
    rebuild(phase.leaderboard, now=LATER)
    take_score(entries["alice"].evaluations.get(), now=LATER)
    assert board(phase) == [(1, "Contre-courant", 2.0), (2, "Les Alizés", 3.0)]


def test_rejudge_applied_before_or_after_keeps_it_out(entries, ask, phase, dora):
    asked = ask()
    made = disqualify(entries["mallory"], reason=WHY, by=dora, now=LATER)
    redo(asked, entries)
    apply_rejudge(asked, by=dora, now=LATER)
    assert board(phase) == [(1, "Les Alizés", 3.0)]
    assert [(move["old_rank"], move["new_rank"]) for move in asked.moves] == [(1, 1)]
    lift(made, by=dora, now=LATER)
    assert board(phase) == [(1, "Contre-courant", 0.5), (2, "Les Alizés", 3.0)]


def test_frozen_board_loses_it_too_and_gets_it_back(entries, second, phase, dora):
    Phase.objects.filter(pk=phase.pk).update(freezes_at=NOW + 30 * SECOND)
    freeze(Leaderboard.objects.select_related("phase").get(), now=LATER)
    before = lines(FrozenScore)
    made = disqualify(entries["alice"], reason=WHY, by=dora, now=LATER)
    assert [line[:2] for line in lines(FrozenScore)] == [("Contre-courant", 2.0), ("Les Alizés", 3.0)]
    lift(made, by=dora, now=LATER)
    assert lines(FrozenScore) == before == lines()


def test_preview_tells_of_the_frozen_board_apart(entries, alices_team, phase, dora):
    Phase.objects.filter(pk=phase.pk).update(freezes_at=NOW + 30 * SECOND)
    freeze(Leaderboard.objects.select_related("phase").get(), now=LATER)
    late = make_submission(alices_team, phase, now=LATER)
    score_submission(late, public=0.5, now=LATER)
    seen = consequences(late)
    assert [(move.old_score, move.new_score) for move in seen.moves] == [(0.5, 1.0)]
    assert (seen.frozen_moves, seen.team_count) == ([], 1)


def test_preview_names_who_moves(entries, second):
    seen = consequences(entries["alice"])
    told = [(move.team_name, move.old_rank, move.new_rank, move.old_score, move.new_score) for move in seen.moves]
    assert told == [("Contre-courant", 2, 1, 2.0, 2.0), ("Les Alizés", 1, 2, 1.0, 3.0)]
    assert (seen.frozen_moves, seen.is_chosen, seen.team_count) == (None, False, 2)


def test_preview_takes_few_queries(entries, second, django_assert_num_queries):
    with django_assert_num_queries(8):
        consequences(entries["alice"])


def test_close_counts_the_next_best(entries, second, out, leaderboard):
    close_leaderboard(leaderboard, by=None, now=AFTER)
    rows = [(row.team_name, row.rank, row.values["mae"]) for row in final_page(leaderboard)[0]]
    assert rows == [("Les Alizés", 1, 1.0), ("Contre-courant", 2, 2.0)]


def test_team_with_nothing_else_has_no_standing(entries, leaderboard, dora):
    disqualify(entries["alice"], reason=WHY, by=dora, now=LATER)
    close_leaderboard(leaderboard, by=None, now=AFTER)
    assert [standing.team.name for standing in Standing.objects.all()] == ["Contre-courant"]


def test_choice_takes_no_place_and_counts_for_nothing(entries, second, alices_team, alice, leaderboard, phase, dora):
    choose(entries["alice"], by=alice, now=NOW)
    made = disqualify(entries["alice"], reason=WHY, by=dora, now=LATER)
    assert standing_choices(alices_team, phase) == []
    choose(second, by=alice, now=NOW)
    lift(made, by=dora, now=LATER)
    assert len(standing_choices(alices_team, phase)) == 2
    disqualify(entries["alice"], reason=WHY, by=dora, now=LATER)
    close_leaderboard(leaderboard, by=None, now=AFTER)
    assert Standing.objects.get(team=alices_team).evaluation.submission == second


def test_it_cannot_be_chosen(entries, out, alice):
    with pytest.raises(SubmissionDisqualified):
        choose(entries["alice"], by=alice, now=NOW)


def test_beside_its_teams_others_it_is_not_counted(entries, second, out, alices_team, phase):
    columns, found = columns_of(phase), logbook(alices_team, phase)
    assert {line.id: line.is_disqualified for line in found} == {entries["alice"].pk: True, second.pk: False}
    assert [line.id for line in by_merit(found, columns=columns)] == [second.pk]
    assert would_count(found, columns=columns, limit=2) == {second.pk}
    assert compare(second.pk, found, columns=columns) is None


def test_it_keeps_its_place_in_the_allowance(entries, second, alices_team, phase, dora):
    before = allowance(alices_team, phase, now=NOW)
    disqualify(entries["alice"], reason=WHY, by=dora, now=LATER)
    assert allowance(alices_team, phase, now=NOW) == before


def test_final_standings_do_not_change(entries, second, leaderboard, dora):
    made = disqualify(entries["alice"], reason=WHY, by=dora, now=LATER)
    close_leaderboard(leaderboard, by=None, now=AFTER)
    before = list(Standing.objects.values())
    with pytest.raises(StandingsFinal):
        lift(made, by=dora, now=AFTER)
    with pytest.raises(StandingsFinal):
        disqualify(entries["mallory"], reason=WHY, by=dora, now=AFTER)
    assert list(Standing.objects.values()) == before
    assert Disqualification.objects.get().lifted_at is None
