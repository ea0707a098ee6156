"""Checks of the small challenge."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator.checking.challenge import read_challenge
from evaluator.checking.check import check
from evaluator.checking.findings import Checked
from tests.evaluator.checking.plain import PlainPrograms, write_challenge

Check = Callable[..., Checked]


@pytest.fixture
def checked(tmp_path: Path) -> Check:
    """The small challenge, with other files or another scorer, checked with plain programs."""

    def run(**changes: str | None) -> Checked:
        folder = write_challenge(tmp_path / "challenge", **changes)  # type: ignore[arg-type]
        return check(read_challenge(folder), PlainPrograms(), tell=lambda _: None)

    return run


def codes(checked: Checked, level: str) -> set[str]:
    return {finding.code for finding in checked.findings if finding.level == level}
