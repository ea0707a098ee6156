"""A machine remembers that it is to take nothing new."""

from pathlib import Path

import pytest

from evaluator.draining import Draining


@pytest.mark.parametrize("turns", [(True,), (True, True), (False, True)])
def test_drained_machine_is_drained_after_a_restart(tmp_path: Path, turns):
    for on in turns:
        Draining(tmp_path / "new" / "drained").turn(on)
    assert Draining(tmp_path / "new" / "drained").is_on


@pytest.mark.parametrize("turns", [(), (False,), (True, False), (True, False, False)])
def test_machine_that_was_taken_back_works(tmp_path: Path, turns):
    for on in turns:
        Draining(tmp_path / "drained").turn(on)
    assert not Draining(tmp_path / "drained").is_on
