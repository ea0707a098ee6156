"""What is missing before something can be shown to everybody."""

import pytest

from challenges.lifecycle.lacking import Lack, lacking
from tests.factories import NOW, make_challenge, make_edition, make_release, release_folder

pytestmark = pytest.mark.django_db


def test_complete_challenge_lacks_nothing(bundle, tmp_path):
    challenge = bundle.phase.challenge
    make_release(challenge, release_folder(tmp_path / "release"))
    assert lacking(challenge, now=NOW) == []


def test_challenge_without_anything_says_all(edition):
    challenge = make_challenge(edition, statement={"fr": "Sujet", "ar": " "}, rules={})
    assert lacking(challenge, now=NOW) == [
        Lack("text", field="statement", languages=("ar", "en")),
        Lack("text", field="rules", languages=("fr", "ar", "en")),
        Lack("release"),
        Lack("phase"),
    ]


def test_phase_that_cannot_score_is_named(phase):
    assert lacking(phase.challenge, now=NOW)[-1] == Lack("bundle", phase=phase)


def test_edition_needs_its_conditions_only_where_it_has_some(db):
    assert lacking(make_edition("a"), now=NOW) == []
    told = lacking(make_edition("b", summary={}, eligibility={"fr": "Étudiants"}), now=NOW)
    assert [(lack.field, lack.languages) for lack in told] == [
        ("summary", ("fr", "ar", "en")),
        ("eligibility", ("ar", "en")),
    ]
