"""When we try again, and which numbers count; whose turn it is stands in test_rules_turns."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from challenges.evaluations.rules import (
    BACKOFF,
    LONGEST_BACKOFF,
    LogOfHiddenInputs,
    LogsOff,
    PartScore,
    ReportUnfit,
    expected_wait,
    is_counted,
    is_hopeless,
    lacks_public_input,
    may_quote,
    require_log_shown,
    retry_at,
    scores_of,
)
from evaluator.log import POLICIES

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_retry_comes_later_each_time_but_not_for_ever():
    pauses = [retry_at(NOW, tries=tries) - NOW for tries in range(1, 10)]
    assert pauses[:3] == [BACKOFF, 2 * BACKOFF, 4 * BACKOFF]
    assert pauses[-1] == LONGEST_BACKOFF


@pytest.mark.parametrize(
    ("breakdowns", "tries", "expected"), [(0, 1, False), (2, 3, False), (3, 3, True), (0, 9, False), (0, 10, True)]
)
def test_is_hopeless_after_three_breakdowns_or_ten_tries(breakdowns, tries, expected):
    assert is_hopeless(breakdowns=breakdowns, tries=tries) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("scorer_failed", True), ("unexpected_error", True), ("engine_gone", False), ("worker_lost", False)],
)
def test_the_machines_trouble_is_not_the_evaluations(code, expected):
    assert is_counted(code) is expected


@pytest.mark.parametrize(
    ("position", "slots", "typical", "expected"),
    [(1, 2, 10, 10), (2, 2, 10, 10), (3, 2, 10, 20), (1, 0, 10, None), (1, 2, None, None)],
)
def test_expected_wait(position, slots, typical, expected):
    seconds = lambda value: None if value is None else timedelta(seconds=value)  # noqa: E731
    assert expected_wait(position, slots=slots, typical=seconds(typical)) == seconds(expected)


def test_scores_of_reads_both_parts_and_drops_what_is_not_declared():
    scores = {"public_mae": 1.0, "private_mae": 2.0, "secret": 3.0, "public_secret": 4.0}
    assert scores_of(scores, keys=["mae"]) == [PartScore("public", "mae", 1.0), PartScore("private", "mae", 2.0)]


def test_bare_score_counts_for_both_parts():
    assert scores_of({"mae": 1.0}, keys=["mae"]) == [PartScore("public", "mae", 1.0), PartScore("private", "mae", 1.0)]


@pytest.mark.parametrize("scores", [{}, {"public_mae": 1.0}, {"private_mae": 1.0}, {"other": 1.0}])
def test_missing_score_is_our_fault(scores):
    with pytest.raises(ReportUnfit):
        scores_of(scores, keys=["mae"])


LOG_CASES = [
    # as it stands, as it was written, what a team reads
    ("full", "full", None),
    ("full", "public", None),
    ("full", "off", LogOfHiddenInputs),
    ("public", "full", LogOfHiddenInputs),
    ("public", "public", None),
    ("public", "off", LogOfHiddenInputs),
    ("off", "full", LogsOff),
    ("off", "public", LogsOff),
    ("off", "off", LogsOff),
]


@pytest.mark.parametrize(("today", "recorded", "refusal"), LOG_CASES)
def test_log_is_shown_by_the_policy_of_today_and_by_that_of_its_hour(today, recorded, refusal):
    with pytest.raises(refusal) if refusal else nullcontext():
        require_log_shown(today=today, recorded=recorded)


def test_what_was_written_on_hidden_inputs_is_quoted_only_where_prints_were_and_are_shown():
    quoted = {(today, recorded) for today, recorded, _ in LOG_CASES if may_quote(today=today, recorded=recorded)}
    assert quoted == {("full", "full")}


def test_every_policy_of_the_evaluator_is_one_of_the_phases():
    assert {today for today, _, _ in LOG_CASES} == set(POLICIES)


@pytest.mark.parametrize(
    ("policy", "kinds", "told", "lacks"),
    [
        ("public", ["code"], {"has_public_input": False}, True),
        ("public", ["code"], {}, True),
        ("public", ["code"], {"has_public_input": True}, False),
        ("public", ["predictions"], {"has_public_input": False}, False),
        ("full", ["code"], {"has_public_input": False}, False),
        ("off", ["code"], {}, False),
    ],
)
def test_public_inputs_are_needed_where_only_their_log_is_shown(policy, kinds, told, lacks):
    assert lacks_public_input({"kinds": kinds, **told}, log_policy=policy) == lacks
