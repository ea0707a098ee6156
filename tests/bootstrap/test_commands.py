"""Commands leave their output in a log, and end when bin/up is interrupted."""

import threading
import time

import pytest

from smartport.bootstrap.steps import StepFailed


def test_run_returns_only_what_this_command_printed(commands):
    commands.run(("echo", "before"), log="try", sentence="no")

    assert commands.run(("sh", "-c", "echo one; echo two >&2"), log="try", sentence="no") == "one\ntwo\n"
    assert commands.log("try").read_text().startswith("$ echo before\nbefore\n$ sh -c")


def test_failure_is_the_sentence_the_last_line_and_the_log(commands):
    with pytest.raises(StepFailed) as failure:
        commands.run(("sh", "-c", "echo much; echo no disk; exit 1"), log="try", sentence="It did not work.")

    assert str(failure.value) == "It did not work.\n  It said: no disk"
    assert failure.value.log == commands.log("try")


def test_command_that_is_not_there_is_a_failure_too(commands):
    assert commands.ends(("no-such-command",), log="try") == 127
    assert "no-such-command" in commands.log("try").read_text()


def test_interruption_ends_what_runs_and_what_would_come(commands):
    started = time.monotonic()
    threading.Timer(0.2, commands.interrupt).start()

    assert commands.ends(("sh", "-c", "sleep 60; sleep 60"), log="try") != 0
    assert time.monotonic() - started < 30
    with pytest.raises(StepFailed, match="interrupted"):
        commands.ends(("true",), log="try")
    with pytest.raises(StepFailed, match="interrupted"):
        commands.pause(60)


def test_shown_prints_as_it_comes_and_keeps_a_log_of_this_time_only(commands, place, capfd):
    for word in ("before", "now"):
        code = commands.shown(("sh", "-c", f"echo {word}; exit 3"), log="t", environment=place.environment())

    assert code == 3
    assert capfd.readouterr().out == "before\nnow\n"
    assert commands.log("t").read_text() == "now\n"
