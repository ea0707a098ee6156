"""A team's choice: bounded, in time, its own."""

from datetime import timedelta

import pytest

from challenges.editions.rules import PhaseClosed
from challenges.evaluations.choosing import choose, standing_choices, take_back
from challenges.evaluations.models import State
from challenges.journal.models import JournalEntry
from challenges.submissions.models import Selection
from challenges.submissions.queries import selected, selections_of
from challenges.submissions.rules import NotAMember, NothingToSelect, NotSelectable, SelectionFull
from tests import factories
from tests.factories import CLOSES_AT, NOW, make_evaluation, make_phase, make_submission, score_submission
from tests.threads import at_once

pytestmark = pytest.mark.database
AFTER = CLOSES_AT + timedelta(microseconds=1)


def test_choice_is_kept_once_with_who_and_when(submission, alice, bob):
    score_submission(submission)
    made = choose(submission, by=bob, now=NOW)
    assert choose(submission, by=alice, now=NOW + timedelta(hours=1)) == made
    kept = Selection.objects.get()
    assert (kept.team, kept.phase, kept.by, kept.chosen_at) == (submission.team, submission.phase, bob, NOW)
    assert JournalEntry.objects.filter(deed="submission.chosen", subject=f"submission:{submission.pk}").count() == 1


def test_selected_is_by_team_and_phase(submission, mallorys_team, alice, mallory, challenge):
    other = make_submission(mallorys_team, submission.phase, by=mallory)
    elsewhere = make_submission(mallorys_team, make_phase(challenge, slug="other"), by=mallory)
    for one, by in ((submission, alice), (other, mallory), (elsewhere, mallory)):
        Selection.objects.create(phase=one.phase, team=one.team, submission=one, by=by, chosen_at=NOW)
    assert selected(submission.phase) == {submission.team_id: {submission.pk}, mallorys_team.pk: {other.pk}}


def test_selected_takes_one_query(submission, alice, django_assert_num_queries):
    choose(submission, by=alice, now=NOW)
    with django_assert_num_queries(1):
        selected(submission.phase)


@pytest.mark.parametrize("state", [State.QUEUED, State.SENT, State.SCORED])
def test_what_may_score_is_chosen(submission, alice, state):
    make_evaluation(submission, state=state)
    assert choose(submission, by=alice, now=NOW)


@pytest.mark.parametrize("state", [State.FAILED, State.BROKEN, State.CANCELLED])
def test_what_has_no_score_is_not(submission, alice, state):
    make_evaluation(submission, state=state)
    with pytest.raises(NotSelectable):
        choose(submission, by=alice, now=NOW)


def test_limit_is_the_phases_and_a_place_comes_back(submission, alices_team, alice):
    other = make_submission(alices_team, submission.phase, by=alice)
    choose(submission, by=alice, now=NOW)
    with pytest.raises(SelectionFull) as refusal:
        choose(other, by=alice, now=NOW)
    assert refusal.value.details == {"limit": 1}
    assert [take_back(submission, by=alice, now=NOW) for _ in range(2)] == [True, False]
    choose(other, by=alice, now=NOW)
    assert [choice.submission for choice in selections_of(alices_team, submission.phase)] == [other]
    assert JournalEntry.objects.filter(deed="submission.no_longer_chosen").count() == 1


def test_one_that_came_to_no_score_takes_no_place(submission, alices_team, alice):
    choose(submission, by=alice, now=NOW)
    make_evaluation(submission, state=State.FAILED)
    assert standing_choices(alices_team, submission.phase) == []
    other = make_submission(alices_team, submission.phase, by=alice)
    choose(other, by=alice, now=NOW)
    assert [choice.submission for choice in standing_choices(alices_team, submission.phase)] == [other]


def test_standing_choices_take_three_queries(submission, alices_team, alice, django_assert_num_queries):
    choose(submission, by=alice, now=NOW)
    with django_assert_num_queries(3):
        standing_choices(alices_team, submission.phase)


def test_phase_without_choices_takes_none(submission, alice):
    submission.phase.selections = 0
    with pytest.raises(NothingToSelect):
        choose(submission, by=alice, now=NOW)


def test_after_the_close_the_choice_stands(submission, alice):
    choose(submission, by=alice, now=CLOSES_AT)
    with pytest.raises(PhaseClosed):
        take_back(submission, by=alice, now=AFTER)
    Selection.objects.all().delete()
    with pytest.raises(PhaseClosed):
        choose(submission, by=alice, now=AFTER)


def test_choice_is_its_teams(submission, mallory, dora):
    for stranger in (mallory, dora):
        for deed in (choose, take_back):
            with pytest.raises(NotAMember):
                deed(submission, by=stranger, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_members_who_choose_at_once_do_not_pass_the_limit():
    edition = factories.make_edition()
    phase = make_phase(factories.make_challenge(edition), selections=2)
    alice, bob = factories.make_person("alice"), factories.make_person("bob")
    team = factories.make_team(edition, name="Les Alizés", captain=alice, mates=(bob,))
    entries = [make_submission(team, phase, by=alice) for _ in range(6)]
    results = at_once(6, lambda number: choose(entries[number], by=(alice, bob)[number % 2], now=NOW))
    assert [type(result) for result in results].count(SelectionFull) == 4
    assert Selection.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_one_chosen_at_once_is_one_choice():
    edition = factories.make_edition()
    phase = make_phase(factories.make_challenge(edition))
    alice = factories.make_person("alice")
    team = factories.make_team(edition, name="Les Alizés", captain=alice)
    entry = make_submission(team, phase, by=alice)
    results = at_once(4, lambda _: choose(entry, by=alice, now=NOW))
    assert {result.pk for result in results} == {Selection.objects.get().pk}
