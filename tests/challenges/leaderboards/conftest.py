"""Two entries on a board, and a rejudge that would swap them."""

from datetime import timedelta

import pytest

from challenges.evaluations.publishing import prepare_bundle
from challenges.leaderboards.rejudging import ask_rejudge
from tests.challenges.leaderboards.swap import LATER, WHY
from tests.factories import BUNDLE, NOW, bundle_folder, make_submission, score_submission


@pytest.fixture
def entries(alices_team, mallorys_team, leaderboard):
    """Alice leads with 1.0, Mallory has 2.0."""
    made = {}
    for at, (name, team, public) in enumerate((("alice", alices_team, 1.0), ("mallory", mallorys_team, 2.0))):
        made[name] = make_submission(team, leaderboard.phase, now=NOW + timedelta(seconds=at))
        score_submission(made[name], public=public)
    return made


@pytest.fixture
def newer(bundle, tmp_path):
    """A repaired bundle, prepared and not in force."""
    changed = {**BUNDLE, "reference/truth.csv": BUNDLE["reference/truth.csv"].replace("a,public,1", "a,public,9")}
    return prepare_bundle(bundle.phase, bundle_folder(tmp_path / "newer", files=changed))


@pytest.fixture
def ask(phase, dora):
    return lambda **more: ask_rejudge(phase, **{"reason": WHY, "by": dora, "now": LATER, **more})
