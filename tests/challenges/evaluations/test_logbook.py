"""A team's own submissions side by side."""

from datetime import timedelta

import pytest

from challenges.evaluations.choosing import choose
from challenges.evaluations.logbook import logbook
from challenges.evaluations.models import State
from tests.factories import NOW, make_evaluation, make_phase, make_submission, score_submission

pytestmark = pytest.mark.database


@pytest.fixture
def lines(alices_team, mallorys_team, bundle, challenge, alice, mallory):
    """Scored and chosen, waiting, and just received; beside what is another team's or another phase's."""
    phase = bundle.phase
    scored = make_submission(alices_team, phase, by=alice, message="Réseau", tags=["V1"], file_name="a.csv")
    score_submission(scored, public=0.5, private=9.0)
    choose(scored, by=alice, now=NOW)
    waiting = make_submission(alices_team, phase, by=alice, now=NOW + timedelta(minutes=1))
    make_evaluation(waiting)
    fresh = make_submission(alices_team, phase, by=alice, now=NOW + timedelta(minutes=2))
    score_submission(make_submission(mallorys_team, phase, by=mallory), public=0.1)
    make_submission(alices_team, make_phase(challenge, slug="other"), by=alice)
    return logbook(alices_team, phase), (fresh, waiting, scored)


def test_logbook_is_of_this_team_and_phase_newest_first(lines):
    found, expected = lines
    assert [line.id for line in found] == [one.pk for one in expected]
    assert [(line.state, line.is_chosen) for line in found] == [
        ("received", False),
        (State.QUEUED, False),
        (State.SCORED, True),
    ]


def test_logbook_knows_public_scores_only(lines):
    assert [line.scores for line in lines[0]] == [{}, {}, {"mae": 0.5, "bias": 0.0}]


def test_words_and_tags_are_found_folded(lines):
    scored = lines[0][-1]
    assert [scored.mentions([words]) for words in ("reseau", "v1", "a.csv", "b.csv")] == [True, True, True, False]
    assert [scored.has_tag(tag) for tag in ("v1", "V1", "v")] == [True, True, False]


def test_last_evaluation_speaks(alices_team, bundle, alice):
    entry = make_submission(alices_team, bundle.phase, by=alice)
    make_evaluation(entry, state=State.FAILED)
    make_evaluation(entry, state=State.SENT, attempt=2)
    assert [line.state for line in logbook(alices_team, bundle.phase)] == [State.SENT]


def test_logbook_takes_four_queries(alices_team, bundle, alice, django_assert_num_queries):
    for count in (1, 3):
        while alices_team.submissions.count() < count:
            score_submission(make_submission(alices_team, bundle.phase, by=alice))
        with django_assert_num_queries(4):
            assert len(logbook(alices_team, bundle.phase)) == count
