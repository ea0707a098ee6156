"""The choices of two teams, as one team's."""

import pytest

from challenges.evaluations.merging import lost_selections, move_selections
from challenges.evaluations.models import State
from challenges.submissions.models import Selection
from tests.factories import NOW, make_evaluation, make_submission

pytestmark = pytest.mark.database


def choose(team, phase, *, by):
    submission = make_submission(team, phase, by=by)
    return Selection.objects.create(phase=phase, team=team, submission=submission, by=by, chosen_at=NOW)


@pytest.mark.parametrize(("allowed", "kept", "lost"), [(1, 1, 1), (2, 2, 0)])
def test_choices_of_the_surviving_team_come_first(
    alices_team, mallorys_team, phase, alice, mallory, allowed, kept, lost
):
    phase.selections = allowed
    phase.save()
    choose(mallorys_team, phase, by=mallory)
    own = choose(alices_team, phase, by=alice)
    assert lost_selections(mallorys_team, alices_team) == lost
    move_selections(mallorys_team, alices_team)
    assert Selection.objects.filter(team=alices_team).count() == Selection.objects.count() == kept
    assert Selection.objects.filter(pk=own.pk).exists()


@pytest.mark.parametrize("whose", ["own", "theirs"])
def test_choice_that_came_to_no_score_takes_no_place(alices_team, mallorys_team, bundle, alice, mallory, whose):
    phase = bundle.phase
    phase.selections = 1
    phase.save()
    theirs, own = choose(mallorys_team, phase, by=mallory), choose(alices_team, phase, by=alice)
    make_evaluation({"own": own, "theirs": theirs}[whose].submission, state=State.FAILED)
    assert lost_selections(mallorys_team, alices_team) == 0
    move_selections(mallorys_team, alices_team)
    assert set(Selection.objects.filter(team=alices_team)) == {own, theirs}
