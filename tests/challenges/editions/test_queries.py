"""Only what is published is shown."""

from datetime import timedelta

import pytest

from challenges.editions.models import Challenge
from challenges.editions.queries import current_edition, phase_in_view, published_challenge, published_challenges
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_challenge, make_edition, make_phase


def test_current_edition_is_the_published_one_that_opens_last(db):
    make_edition("first", opens_at=OPENS_AT - timedelta(days=365))
    second = make_edition("second")
    make_edition("draft", opens_at=OPENS_AT + timedelta(days=1), is_published=False)
    assert current_edition() == second


def test_current_edition_of_none_is_none(db):
    make_edition(is_published=False)
    assert current_edition() is None


def test_published_challenges_leaves_drafts_out(edition, challenge):
    make_challenge(edition, slug="draft", is_published=False)
    assert list(published_challenges(edition)) == [challenge]


@pytest.mark.parametrize("hidden", ["challenge", "edition"])
def test_published_challenge_hides_drafts(challenge, hidden):
    row = challenge if hidden == "challenge" else challenge.edition
    row.is_published = False
    row.save()
    with pytest.raises(Challenge.DoesNotExist):
        published_challenge("rade")


def test_phase_in_view_is_the_open_one(challenge, phase):
    make_phase(challenge, slug="final", opens_at=CLOSES_AT + timedelta(days=1), closes_at=CLOSES_AT + timedelta(days=2))
    assert phase_in_view(challenge, now=NOW) == phase
