"""Only neighbours are compared: by score, and by marks that few teams have."""

import pytest

from challenges.likeness.models import Fingerprint, FingerprintMark
from challenges.likeness.queries import NEIGHBOURS, PUBLIC_CODE, near_by_marks, near_by_score, pair_of, pairs_of
from tests.factories import NOW, make_likeness, make_person, make_submission, make_team

pytestmark = pytest.mark.database


def fingerprint(team, phase, *, kind="predictions", score=1.0, marks=()):
    made = Fingerprint.objects.create(
        submission=make_submission(team, phase, kind=kind),
        phase=phase,
        kind=kind,
        sort_value=score,
        size=1,
        taken_at=NOW,
    )
    FingerprintMark.objects.bulk_create(FingerprintMark(fingerprint=made, phase=phase, value=mark) for mark in marks)
    return made


def test_neighbours_by_score_are_those_next_to_it_of_other_teams(alices_team, mallorys_team, phase):
    mine = fingerprint(alices_team, phase, score=50.0)
    fingerprint(alices_team, phase, score=50.0)
    for score in range(100):
        fingerprint(mallorys_team, phase, score=float(score))
    scores = sorted(other.sort_value for other in near_by_score(mine))
    assert scores == [float(score) for score in range(51 - NEIGHBOURS, 51 + NEIGHBOURS)]


def test_what_has_no_score_has_no_neighbours(alices_team, phase):
    assert near_by_score(fingerprint(alices_team, phase, score=None)) == []


def test_marks_of_many_teams_are_public_code(alices_team, phase, edition):
    mine = fingerprint(alices_team, phase, kind="code", marks=[1, 2])
    for at in range(PUBLIC_CODE + 1):
        team = make_team(edition, name=f"Team {at}", captain=make_person(f"p{at}"))
        fingerprint(team, phase, kind="code", marks=[1, 2] if at == 3 else [1])
    assert [other.submission.team.name for other in near_by_marks(mine, [1, 2])] == ["Team 3"]


def test_pairs_are_narrowed_by_kind_look_and_submission(alices_team, mallorys_team, phase):
    one, other = make_submission(alices_team, phase), make_submission(mallorys_team, phase)
    seen = make_likeness(one, other, kind="code", score=0.5, looked_at=NOW, word="?")
    new = make_likeness(one, make_submission(mallorys_team, phase), score=0.9)
    assert list(pairs_of(phase.challenge)) == [new, seen]
    assert list(pairs_of(phase.challenge, kind="code")) == [seen]
    assert list(pairs_of(phase.challenge, is_looked_at=False)) == [new]
    assert list(pairs_of(phase.challenge, submission=other.pk)) == [seen]
    assert pair_of(seen.pk) == seen
    assert pair_of(0) is None
