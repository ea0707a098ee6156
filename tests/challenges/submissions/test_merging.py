"""What two teams handed in, as one team's."""

import uuid

import pytest

from challenges.projects.models import Project
from challenges.questions.models import Question
from challenges.submissions.merging import (
    SubmissionsTooMany,
    Sum,
    lost_projects,
    move_work,
    phases_of,
    require_sums_fit,
    sums_of,
)
from challenges.submissions.models import Submission
from tests.factories import NOW, make_challenge, make_phase, make_submission

pytestmark = pytest.mark.database


@pytest.fixture
def theirs(alices_team, mallorys_team, phase, alice, mallory):
    """Two submissions of Alice's team, one of Mallory's."""
    for _ in range(2):
        make_submission(alices_team, phase, by=alice)
    return make_submission(mallorys_team, phase, by=mallory)


def test_sums_count_what_counts_phase_by_phase(theirs, alices_team, mallorys_team, phase, challenge, alice):
    other = make_phase(make_challenge(challenge.edition, slug="other", order=1))
    uncounted = make_submission(alices_team, phase, by=alice)
    Submission.objects.filter(pk=uncounted.pk).update(is_counted=False)
    assert phases_of(challenge.edition) == [phase, other]
    assert sums_of(mallorys_team, alices_team) == [Sum(phase, 1, 2), Sum(other, 0, 0)]


@pytest.mark.parametrize(("limit", "fits"), [(3, True), (2, False)])
def test_sum_up_to_the_limit_fits(theirs, alices_team, mallorys_team, phase, limit, fits):
    phase.total_limit = limit
    phase.save()
    assert sums_of(mallorys_team, alices_team)[0].fits is fits
    if fits:
        require_sums_fit(mallorys_team, alices_team)
        return
    with pytest.raises(SubmissionsTooMany) as refusal:
        require_sums_fit(mallorys_team, alices_team)
    told = refusal.value.details
    assert (told["count"], told["limit"]) == (3, 2)
    assert "Waiting at anchorage" in str(told["phase"])


def test_full_team_takes_in_one_that_handed_in_nothing(theirs, alices_team, mallorys_team, phase):
    phase.total_limit = 1
    phase.save()
    Submission.objects.filter(team=mallorys_team).delete()
    require_sums_fit(mallorys_team, alices_team)


def test_submissions_and_questions_move(theirs, alices_team, mallorys_team, challenge, mallory):
    both = [theirs.pk, alices_team.submissions.first().pk]
    Submission.objects.filter(pk__in=both).update(request_key=uuid.uuid4())
    asked = Question.objects.create(challenge=challenge, team=mallorys_team, by=mallory, text="Why?", asked_at=NOW)
    move_work(mallorys_team, alices_team, now=NOW)
    assert set(Submission.objects.values_list("team", flat=True)) == {alices_team.pk}
    assert (alices_team.submissions.count(), alices_team.questions.get()) == (3, asked)


def test_project_moves_where_there_is_none_and_ends_where_there_is(alices_team, mallorys_team, challenge):
    other = make_challenge(challenge.edition, slug="other")
    for team, about, title in (
        (alices_team, challenge, "Ours"),
        (mallorys_team, challenge, "Theirs"),
        (mallorys_team, other, "New to us"),
    ):
        Project.objects.create(challenge=about, team=team, title=title, changed_at=NOW)
    assert lost_projects(mallorys_team, alices_team) == ["Theirs"]
    move_work(mallorys_team, alices_team, now=NOW)
    assert list(Project.objects.values_list("title", "team")) == [
        ("New to us", alices_team.pk),
        ("Ours", alices_team.pk),
    ]
