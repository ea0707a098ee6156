"""What is kept of a failed task holds no secret; a disk and a worker are judged."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.operations.rules import (
    LONGEST_ERROR,
    LONGEST_TRACEBACK,
    Disk,
    code_of,
    disk_state,
    is_heard_of,
    is_long,
    kept_arguments,
    kept_error,
    kept_traceback,
    likeness_of,
    may_send_again,
    without_secrets,
)
from tests.factories import NOW

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ticket " + "a1" * 16 + " is old", "ticket … is old"),
        ("redis://:s3cret@first:6379/0 is away", "redis://…@first:6379/0 is away"),
        ("postgres://site:s3cret@db/site", "postgres://…@db/site"),
        ("GET https://s3.example/x?X-Amz-Signature=abc&X-Amz-Expires=9 403", "GET https://s3.example/x?… 403"),
        ("Key (email)=(alice@example.ma) exists", "Key (email)=(…) exists"),
        ("division by zero", "division by zero"),
    ],
)
def test_secrets_and_addresses_of_people_are_left_out(text, told):
    assert without_secrets(text) == told


def test_arguments_that_open_doors_are_hidden():
    kept = kept_arguments(["b" * 32], {"ticket": "x", "api_key": "y", "report": {"Password": "z"}, "n": 1})
    assert kept.arguments == {
        "args": ["…"],
        "kwargs": {"ticket": "…", "api_key": "…", "report": {"Password": "…"}, "n": 1},
    }
    assert not kept.is_whole


@pytest.mark.parametrize("given", [["x" * 500], [list(range(50))], [[[[[1]]]]], [object()], [b"bytes"]])
def test_what_is_long_or_strange_is_shortened_and_not_whole(given):
    assert not kept_arguments(given, {}).is_whole


@given(st.lists(PLAIN), st.dictionaries(st.text(), PLAIN))
def test_anything_can_be_kept_and_is_bounded(args, kwargs):
    kept = kept_arguments(args, kwargs)
    assert len(repr(kept.arguments)) < 4_000_000
    assert kept.is_whole == (kept.arguments == {"args": args, "kwargs": kwargs})


def test_error_is_one_line_and_traceback_its_end():
    assert kept_error("ValueError", "a\nb  c") == "ValueError: a b c"
    assert len(kept_error("E", "x" * 9999)) == LONGEST_ERROR
    assert kept_traceback("x" * 9999 + "cause").endswith("cause")
    assert len(kept_traceback("x" * 9999)) == LONGEST_TRACEBACK


def test_likeness_is_the_task_the_kind_and_the_place():
    sweep, read = "challenges.tasks.sweep", "datasets.tasks.read"
    one, two = kept_arguments(["1"], {}), kept_arguments(["2"], {})
    given = {"error": "ValueError", "place": "a.py:f"}
    assert likeness_of(sweep, **given, kept=one) == likeness_of(sweep, **given, kept=one)
    assert likeness_of(read, **given, kept=one) != likeness_of(read, **given, kept=two)
    assert likeness_of(sweep, **given, kept=one) != likeness_of(read, **given, kept=one)
    secret = [kept_arguments([letter * 32], {}) for letter in "ab"]
    assert likeness_of(sweep, **given, kept=secret[0]) == likeness_of(sweep, **given, kept=secret[1])


@pytest.mark.parametrize(
    ("task", "is_whole", "may"),
    [
        ("datasets.tasks.read", True, True),
        ("datasets.tasks.read", False, False),
        ("challenges.tasks.hello", True, False),
        ("challenges.tasks.record_report", True, False),
    ],
)
def test_only_what_is_whole_and_not_of_a_moment_is_sent_again(task, is_whole, may):
    assert may_send_again(task, is_whole=is_whole) is may


@pytest.mark.parametrize(
    ("free", "state"), [(100, Disk.OK), (101, Disk.OK), (99, Disk.LOW), (10, Disk.LOW), (9, Disk.FULL), (0, Disk.FULL)]
)
def test_disk_is_low_below_its_limit(free, state):
    assert disk_state(free, limit=100) is state


@pytest.mark.parametrize(("seconds", "is_heard"), [(0, True), (90, True), (91, False)])
def test_worker_counts_as_gone_after_a_while(seconds, is_heard):
    assert is_heard_of(NOW - timedelta(seconds=seconds), now=NOW) is is_heard
    assert not is_heard_of(None, now=NOW)


def test_run_is_long_by_those_before_it():
    minute = timedelta(minutes=1)
    assert is_long(4 * minute, typical=minute)
    assert not is_long(3 * minute, typical=minute)
    assert not is_long(minute, typical=timedelta(seconds=1))
    assert not is_long(99 * minute, typical=None)


@pytest.mark.parametrize(
    ("trouble", "code"), [("engine_gone: no answer", "engine_gone"), ("", ""), ("a disk: full", ""), ("../x: y", "")]
)
def test_code_is_what_stands_before_the_sentence(trouble, code):
    assert code_of(trouble) == code
