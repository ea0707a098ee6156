"""A team hears by letter that a submission of it is disqualified and why, and that this is lifted."""

import pytest

from challenges.leaderboards.disqualifying import disqualify, lift
from challenges.post.models import Letter
from challenges.post.rules import TEAM
from tests.factories import NOW, make_submission

pytestmark = pytest.mark.database

WHY = {"fr": "Le code d’une autre équipe.", "en": "Another team's code."}


@pytest.fixture
def submission(alices_team, phase, bundle, alice, bob, mallorys_team):
    for person, language in ((alice, "en"), (bob, "fr")):
        person.language = language
        person.save()
    return make_submission(alices_team, phase, by=alice, file_name="best.csv")


def test_every_member_is_told_why_in_their_language(submission, alice, bob, dora):
    disqualify(submission, reason=WHY, by=dora, now=NOW)
    letters = {letter.to: letter for letter in Letter.objects.all()}
    assert set(letters) == {alice, bob}
    told = letters[alice]
    assert (told.kind, told.subject) == (TEAM, "A submission of your team is disqualified: Waiting at anchorage")
    assert "best.csv" in told.body
    assert "The reason: Another team's code." in told.body
    assert f"http://testserver/submissions/{submission.pk}/" in told.body
    assert "Le code d’une autre équipe." in letters[bob].body


def test_lifting_is_told_too(submission, alice, dora):
    lift(disqualify(submission, reason=WHY, by=dora, now=NOW), by=dora, now=NOW)
    subjects = Letter.objects.filter(to=alice).values_list("subject", flat=True)
    assert set(subjects) == {
        "A submission of your team is disqualified: Waiting at anchorage",
        "A submission of your team counts again: Waiting at anchorage",
    }
