"""Each step leaves one line; a failed one its sentence and its log."""

import re
import threading
from pathlib import Path

import pytest

from smartport.bootstrap.steps import StepFailed, Steps, together


def test_step_that_worked_leaves_its_note_and_seconds(steps, said):
    with steps.step("Broker") as step:
        step.note = "a private Redis"

    assert re.fullmatch(r"✓ Broker: a private Redis \(\d+\.\d s\)\n", said.getvalue())


def test_step_that_failed_leaves_a_sentence_and_the_log(steps, said):
    with pytest.raises(StepFailed), steps.step("Site"):
        raise StepFailed("The site does not start.", Path("logs/site.log"))

    assert said.getvalue() == "✗ Site: The site does not start.\n  The log: logs/site.log\n"


def test_interrupted_step_says_so(steps, said):
    with pytest.raises(KeyboardInterrupt), steps.step("Site"):
        raise KeyboardInterrupt

    assert said.getvalue() == "✗ Site: interrupted\n"


def test_terminal_shows_running_steps_until_their_last_line(said, monkeypatch):
    monkeypatch.setattr(said, "isatty", lambda: True)
    steps = Steps(said)

    with steps.step("Broker"), steps.step("Site"):
        shown = threading.Event()
        while "Broker · Site" not in said.getvalue():
            shown.wait(0.01)

    assert "\r\033[K✓ Site (" in said.getvalue()


def test_together_waits_for_all_and_fails_with_the_first():
    ended = threading.Event()

    def fail():
        raise StepFailed("one")

    def work():
        threading.Event().wait(0.05)
        ended.set()

    with pytest.raises(StepFailed, match="one"):
        together(fail, work)

    assert ended.is_set()


def test_together_runs_side_by_side():
    meeting = threading.Barrier(2, timeout=10)

    together(lambda: meeting.wait() and None, lambda: meeting.wait() and None)

    assert meeting.broken is False
