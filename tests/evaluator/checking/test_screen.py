"""A check on a terminal: what strangers wrote is shown as text."""

import pytest
from rich.console import Console

from evaluator.checking.findings import Checked, Finding
from evaluator.checking.screen import show_checked

GOOD = Finding("a", "good", "scorer", "NaN in one row", "Refused.")
LOOK = Finding("b", "look", "files", "[bold]\x1b[2J", "\u202eIt is odd.")
REPAIR = Finding("c", "repair", "limits", "An entry's limits", "Too tight.")


def shown(capsys: pytest.CaptureFixture[str], *findings: Finding, block: str = "") -> str:
    show_checked(Checked("0" * 64, findings, (), block), Console(width=100))
    return capsys.readouterr().out


def test_every_finding_has_its_sign(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.split() for line in shown(capsys, GOOD, LOOK, REPAIR).splitlines() if line.startswith("  ")]
    assert [line[0] for line in lines if line] == ["✓", "!", "✗"]


def test_last_line_says_how_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, GOOD).splitlines()[-1] == "All well"
    assert shown(capsys, GOOD, LOOK).splitlines()[-1] == "All well, 1 to look at"
    assert shown(capsys, LOOK, REPAIR).splitlines()[-1] == "1 to repair, 1 to look at"


def test_words_of_strangers_do_not_act(capsys: pytest.CaptureFixture[str]) -> None:
    told = shown(capsys, LOOK)
    assert "[bold]\\x1b[2J" in told
    assert "\\u202eIt is odd." in told


def test_lines_to_paste_are_not_wrapped(capsys: pytest.CaptureFixture[str]) -> None:
    block = f"baselines:\n  {'x' * 150}:\n"
    assert block in shown(capsys, GOOD, block=block)
