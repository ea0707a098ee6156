"""`evaluate check` on the pack: the first real challenge it must call well."""

import json

import pytest

from evaluator.cli import main
from tests.packs.conftest import RADE


@pytest.mark.engine
@pytest.mark.slow
def test_rade_is_well(rade, capsys):
    """With the bundle where `data build` put it, and the baselines in the pack."""
    assert main(["check", str(rade.bundle.parent), "--pack", str(RADE), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    found = {finding["code"]: finding["level"] for finding in told["findings"]}
    assert [run["name"] for run in told["baselines"]] == ["naive", "decent"]
    assert [code for code, level in found.items() if level == "look"] == []
    assert {"expected_met", "baseline_repeats", "right_answers_first", "nan_refused", "limits_fit"} <= found.keys()
