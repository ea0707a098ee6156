"""Logs over the API: the end of one that grows, the kept ones, and a named reason where a phase withholds them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from challenges.api.logs import STATE
from challenges.editions.models import Phase
from challenges.evaluations.live import keep_live_log
from challenges.evaluations.logs import TITLES
from challenges.evaluations.models import Evaluation, State
from challenges.leaderboards.models import Leaderboard
from evaluator.log import TAIL_BYTES, keep_ends
from evaluator.order import LOGS
from evaluator.report import Fault
from tests.factories import (
    CLOSES_AT,
    end_program,
    keep_log,
    make_evaluation,
    run_program,
    score_submission,
)
from tests.factories.evaluations import TICKET, USAGE

pytestmark = pytest.mark.database

ODD = b"epoch 1\n\xff\x1b[31m\x00"
LEAK = b"hidden input 7 is 81279\n"


def address(submission, below="/log", **asked):
    return f"/api/v1/submissions/{submission.pk}{below}?lang=en" + "".join(f"&{key}={asked[key]}" for key in asked)


def test_document_says_how_much_of_a_growing_log_is_read():
    assert f"{TAIL_BYTES >> 10} KiB at most" in STATE.description


def test_end_of_a_growing_log_is_read_and_says_that_it_is_live(as_, bob, submission):
    run_program(submission, log=b"x" * 100_000 + ODD, tail=ODD)
    answer = as_(bob).get(address(submission))
    assert (answer.status_code, answer.content) == (200, ODD)
    told = {name: answer.headers[name] for name in ("Log-State", "Log-Size", "Content-Type", "X-Content-Type-Options")}
    assert told == {
        "Log-State": "live",
        "Log-Size": str(100_000 + len(ODD)),
        "Content-Type": "text/plain; charset=utf-8",
        "X-Content-Type-Options": "nosniff",
    }
    assert as_(bob).get(address(submission, "")).json()["has_log"]


def test_growing_log_is_sent_only_when_it_has_grown(as_, bob, submission):
    evaluation = run_program(submission, log=b"x" * TAIL_BYTES)
    client = as_(bob)
    etag = client.get(address(submission)).headers["ETag"]
    assert client.get(address(submission), headers={"if-none-match": etag}).status_code == 304
    keep_live_log(evaluation.pk, TICKET, size=TAIL_BYTES + 1, tail=b"x" * TAIL_BYTES)
    assert client.get(address(submission), headers={"if-none-match": etag}).status_code == 200


def test_kept_log_is_read_as_it_was_printed(as_, bob, submission):
    end_program(submission, log=ODD)
    answer = as_(bob).get(address(submission))
    assert (answer.content, answer.headers["Log-State"], answer.headers["Log-Size"]) == (ODD, "kept", str(len(ODD)))


def test_kept_log_whose_middle_was_left_out_tells_its_whole_size(as_, bob, submission):
    whole = b"x" * 200_000
    evaluation = end_program(submission, log=whole)
    keep_log(evaluation, keep_ends(whole))
    answer = as_(bob).get(address(submission))
    assert (answer.content, answer.headers["Log-Size"]) == (keep_ends(whole), "200000")


def test_what_the_scorer_says_is_read_by_the_team(as_, bob, submission):
    keep_log(score_submission(submission), b"Row 9 was the worst.\n", which="public")
    assert as_(bob).get(address(submission, which="public")).content == b"Row 9 was the worst.\n"
    told = as_(bob).get(address(submission, "")).json()
    assert (told["has_log"], told["has_public_log"]) == (False, True)


@pytest.mark.parametrize("which", LOGS)
def test_team_reads_what_is_for_it_and_nothing_else(as_, alice, submission, which):
    evaluation = end_program(submission)
    for planted in LOGS:
        keep_log(evaluation, f"planted {planted}".encode(), which=planted)
    answer = as_(alice).get(address(submission, which=which))
    assert answer.status_code == {"entry": 200, "public": 200, "losses": 400}.get(which, 404)
    assert (f"planted {which}".encode() in answer.content) == (which in {"entry", "public"})


def test_organizer_reads_the_scorers_log_after_the_close(as_, dora, submission, leaderboard):
    keep_log(end_program(submission, private=0.987654), b"private_mae: 0.987654\n", which="scorer")
    before = as_(dora).get(address(submission, which="scorer"))
    Leaderboard.objects.update(closed_at=CLOSES_AT, told_at=CLOSES_AT)
    after = as_(dora).get(address(submission, which="scorer"))
    assert (before.status_code, b"0.98" in before.content, after.content) == (404, False, b"private_mae: 0.987654\n")


def test_log_that_is_none_is_named(as_, alice, submission):
    score_submission(submission)
    answer = as_(alice).get(address(submission, which="../entry"))
    assert (answer.status_code, answer.json()["field"]) == (400, "which")
    assert all(word in answer.json()["message"] for word in TITLES)


@pytest.mark.parametrize("state", ["running", "ended"])
@pytest.mark.parametrize(
    ("today", "recorded", "code"),
    [
        ("off", "full", "logs_off"),
        ("off", "off", "logs_off"),
        ("public", "full", "log_of_hidden_inputs"),
        ("full", "off", "log_of_hidden_inputs"),
    ],
)
def test_withheld_log_is_refused_with_its_reason(as_, alice, dora, submission, state, today, recorded, code):
    if state == "running":
        run_program(submission, log=LEAK, log_policy=recorded)
    else:
        keep_log(end_program(submission, log=LEAK, policy=recorded), LEAK)
    Phase.objects.update(log_policy=today)
    answer = as_(alice).get(address(submission))
    assert (answer.status_code, answer.json()["code"]) == (403, code)
    told = as_(alice).get(address(submission, ""))
    assert not told.json()["has_log"]
    assert b"81279" not in answer.content + told.content
    assert as_(dora).get(address(submission)).content == LEAK


def test_withheld_log_keeps_exit_code_and_outcome(as_, alice, submission):
    Phase.objects.update(log_policy="off")
    faults = (Fault("not_a_number", "…", row=7, column="value", value="hidden 81279"),)
    end_program(submission, policy="off", outcome="predictions_refused", faults=faults)
    answer = as_(alice).get(address(submission, ""))
    told = answer.json()
    assert (told["outcome"], told["faults"][0]["row"], told["faults"][0]["value"]) == ("predictions_refused", 7, None)
    assert b"81279" not in answer.content


def test_submission_without_a_log_has_none(as_, alice, submission):
    Phase.objects.update(log_policy="off")
    score_submission(submission)
    assert as_(alice).get(address(submission)).status_code == 404


def test_usage_stands_beside_its_limits(as_, alice, submission):
    end_program(submission)
    told = as_(alice).get(address(submission, "")).json()
    assert told["usage"] == {**USAGE, "log_bytes": 0}
    assert (told["limits"]["cpu_seconds"], told["limits"]["processes"]) == (10, 64)


def test_older_report_counted_no_processes(as_, alice, submission):
    evaluation = end_program(submission)
    del evaluation.report["solution"]["processes"]
    evaluation.save()
    told = as_(alice).get(address(submission, "")).json()
    assert (told["usage"]["processes"], told["usage"]["cpu_seconds"]) == (None, 3.1)


def test_predictions_used_nothing(as_, alice, submission):
    score_submission(submission)
    told = as_(alice).get(address(submission, "")).json()
    assert (told["usage"], told["limits"]) == (None, None)


def test_looking_at_a_growing_log_costs_few_queries(as_, bob, submission):
    run_program(submission, log=ODD)
    client = as_(bob)
    client.get(address(submission))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address(submission))
    assert len(asked) <= 6


@pytest.mark.parametrize("which", ["entry", "public"])
def test_another_teams_log_is_not_there(as_, mallory, mallorys_team, submission, which):
    keep_log(end_program(submission), b"alice's secret", which=which)
    answer = as_(mallory).get(address(submission, which=which))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    missing = as_(mallory).get(f"/api/v1/submissions/00000000-0000-4000-8000-000000000000/log?lang=en&which={which}")
    assert missing.content == answer.content


def test_growing_log_of_another_team_is_not_there(as_, mallory, mallorys_team, submission):
    run_program(submission, log=LEAK)
    assert as_(mallory).get(address(submission)).status_code == 404


def test_live_log_of_a_run_that_is_over_is_not_read(as_, alice, submission):
    """Even if it were still there."""
    run_program(submission, log=LEAK)
    Evaluation.objects.update(state=State.QUEUED)
    assert as_(alice).get(address(submission)).status_code == 404


def test_log_of_a_broken_down_try_is_the_teams(as_, alice, submission):
    evaluation = make_evaluation(submission, state=State.QUEUED, breakdowns=1)
    keep_log(evaluation, b"epoch 1\n")
    assert as_(alice).get(address(submission)).content == b"epoch 1\n"
