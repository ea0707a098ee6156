"""A report on a terminal: what strangers wrote is text there, and short."""

from io import StringIO

import pytest
from rich.console import Console

from evaluator.bundle import Bundle
from evaluator.errors import ScorerFailed
from evaluator.log import TAIL_BYTES
from evaluator.report import Outcome, Report
from evaluator.screen import LOG_LINES, show_breakdown, show_report
from tests.factories.strangers import ANSI_ESCAPES, BIDI_OVERRIDE, LONG_LINE

ACTING = {"\x1b", "\x07", "\x08", "\x00", "\r", "\u202e", "\u2066", "\u2069"}


def shown(report: Report, bundle: Bundle) -> str:
    console = Console(file=StringIO(), width=200)
    show_report(report, bundle, console)
    return console.file.getvalue()


@pytest.mark.parametrize("log", [ANSI_ESCAPES, BIDI_OVERRIDE, LONG_LINE, b"\xff\x00\n"])
def test_logs_act_on_nothing(golden: Bundle, log: bytes) -> None:
    report = Report(Outcome.CRASHED, digests={}, exit_code=3, entry_log=log, public_log=log)
    told = shown(report, golden)
    assert not ACTING & set(told)
    assert len(told) < 3 * TAIL_BYTES
    assert told.count("verdict=OK") == told.count("real line\\x0d2026-01-01") == 2 * (log == ANSI_ESCAPES)


def test_log_of_a_scorer_that_failed_acts_on_nothing() -> None:
    console = Console(file=StringIO(), width=200)
    show_breakdown(ScorerFailed("exit code 1 \x1b[2J", log=ANSI_ESCAPES), console)
    assert not ACTING & set(console.file.getvalue())


def test_what_the_scorer_says_is_shown_under_its_own_title(golden: Bundle) -> None:
    told = shown(Report(Outcome.SCORED, digests={}, public_log=b"Row 9 was the worst.\n"), golden)
    assert [line.strip() for line in told.splitlines()][-2:] == [
        "What the scorer says to the team",
        "Row 9 was the worst.",
    ]


def test_only_the_last_lines_are_shown(golden: Bundle) -> None:
    log = b"".join(b"line %d\n" % number for number in range(100))
    told = shown(Report(Outcome.CRASHED, digests={}, entry_log=log), golden)
    assert [line.strip() for line in told.splitlines() if "line " in line] == [
        f"line {number}" for number in range(100 - LOG_LINES, 100)
    ]
