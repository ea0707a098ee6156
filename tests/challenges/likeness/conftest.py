"""A phase with enough ids to say something of files, and teams that hand in."""

from pathlib import Path

import pytest

from challenges.editions.models import Phase
from challenges.evaluations.models import Bundle
from challenges.evaluations.publishing import publish_bundle
from challenges.leaderboards.actions import open_missing
from tests.challenges.likeness.entries import IDS
from tests.factories import BUNDLE, OPENS_AT, bundle_folder


@pytest.fixture
def scored(phase: Phase, tmp_path: Path) -> Bundle:
    """In force, with a board."""
    sample = "id,value\n" + "".join(f"{name},0\n" for name in IDS)
    files = {**BUNDLE, "input/sample_submission.csv": sample}
    made = publish_bundle(phase, bundle_folder(tmp_path / "wide", files=files), now=OPENS_AT)
    open_missing()
    return made
