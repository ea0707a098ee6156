"""Counting what came to an end says what listing it would."""

import random

import pytest

from challenges.evaluations.ended import count_with_results
from challenges.evaluations.models import State
from challenges.evaluations.queries import with_results
from tests.factories import NOW, make_challenge, make_evaluation, make_phase, make_submission

pytestmark = pytest.mark.database


def test_nothing_is_there(phase):
    assert count_with_results(phase) == 0


@pytest.mark.parametrize("seed", range(4))
def test_like_the_list(phase, bundle, alices_team, mallorys_team, seed):
    draw = random.Random(seed)
    for _ in range(12):
        entry = make_submission(draw.choice([alices_team, mallorys_team]), phase)
        for attempt in range(1, draw.randint(0, 3) + 1):
            make_evaluation(entry, attempt=attempt, state=draw.choice(State.values))
    assert count_with_results(phase) == len(with_results(phase))


def test_another_challenge_is_not_counted(phase, bundle, alices_team):
    make_evaluation(make_submission(alices_team, phase), state=State.SCORED)
    other = make_phase(make_challenge(phase.challenge.edition, slug="quais"), opens_at=NOW)
    assert (count_with_results(phase), count_with_results(other)) == (1, 0)


def test_queries(phase, bundle, alices_team, django_assert_num_queries):
    make_evaluation(make_submission(alices_team, phase), state=State.SCORED)
    with django_assert_num_queries(2):
        count_with_results(phase)
