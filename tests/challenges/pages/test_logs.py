"""Logs on a submission's page: they grow while it runs, act on nothing, and are read by whom the phase lets."""

import re

import pytest
from django.utils import translation

from challenges.editions.models import Phase
from challenges.evaluations.live import keep_live_log
from challenges.evaluations.models import Evaluation, State
from challenges.leaderboards.models import Leaderboard
from evaluator.log import TAIL_BYTES
from evaluator.report import Fault
from tests.challenges.pages.conftest import browser_of
from tests.factories import CLOSES_AT, end_program, keep_log, run_program, score_submission
from tests.factories.evaluations import TICKET
from tests.factories.strangers import ANSI_ESCAPES, BIDI_OVERRIDE, LONG_LINE

LEAK = b"hidden input 7 is 81279\n"
WITHHELD = "is for the organizers only. The outcome and the exit code are shown all the same"
ACTING = {"\x1b", "\x07", "\x08", "\x00", "\x7f", "\x85", "\u202e", "\u2066", "\u2069", "\u200f", "\u061c", "\u2028"}
DOORS = ("", "status/", "log/", "log/entry/", "log/?raw=1", "log/live/", "log/hidden/", "log/hidden/?raw=1")


def page_of(client, submission, part: str = "") -> str:
    return client.get(f"/submissions/{submission.pk}/{part}").content.decode()


@pytest.fixture
def doras(dora):
    return browser_of(dora)


def test_growing_log_is_on_the_page_and_asks_for_more_by_itself(alices, submission):
    run_program(submission, log=b"epoch 1\n")
    page = page_of(alices, submission)
    assert "epoch 1" in page
    assert "<bdi>8 bytes</bdi> so far" in page
    assert f'hx-get="/submissions/{submission.pk}/log/live/" hx-trigger="every 1s"' in page
    assert 'role="log" aria-live="off"' in page


def test_growing_log_is_sent_only_when_it_has_grown(alices, submission):
    evaluation = run_program(submission, log=b"epoch 1\n")
    address = f"/submissions/{submission.pk}/log/live/"
    first = alices.get(address)
    again = alices.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    keep_live_log(evaluation.pk, TICKET, size=16, tail=b"epoch 1\nepoch 2\n")
    grown = alices.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert grown.status_code == 200
    assert "epoch 2" in grown.content.decode()
    assert '<span id="growing-size" hx-swap-oob="innerHTML"><bdi>16 bytes</bdi> so far' in grown.content.decode()


def test_page_carries_the_etag_that_its_next_look_sends(alices, submission):
    run_program(submission, log=b"epoch 1\n")
    etag = alices.get(f"/submissions/{submission.pk}/log/live/").headers["ETag"]
    sent = re.findall(r"hx-headers='\{\"If-None-Match\": \"(.+?)\"\}'", page_of(alices, submission))
    assert sent[-1].replace("\\", "") == etag


def test_log_may_grow_and_end_as_before(alices, submission):
    evaluation = run_program(submission, log=b"x" * 100_000, tail=b"x" * TAIL_BYTES)
    address = f"/submissions/{submission.pk}/log/live/"
    etag = alices.get(address).headers["ETag"]
    keep_live_log(evaluation.pk, TICKET, size=100_001, tail=b"x" * TAIL_BYTES)
    assert alices.get(address, headers={"If-None-Match": etag}).status_code == 200
    assert "Only the end is shown here." in page_of(alices, submission)


def test_program_that_printed_nothing_yet_is_waited_for(alices, submission):
    run_program(submission)
    assert "Nothing printed so far." in page_of(alices, submission)
    assert 'hx-trigger="every 1s"' in page_of(alices, submission)


def test_growing_log_gives_way_to_the_kept_one(alices, submission):
    end_program(submission, log=b"wrote predictions.csv\n")
    assert alices.get(f"/submissions/{submission.pk}/log/live/").status_code == 204
    page = page_of(alices, submission)
    assert "wrote predictions.csv" in page
    assert "hx-get" not in page


def test_predictions_that_are_scored_have_no_growing_log(alices, submission):
    run_program(submission)
    submission.__class__.objects.update(kind="predictions")
    assert "every 1s" not in page_of(alices, submission)
    assert alices.get(f"/submissions/{submission.pk}/log/live/").status_code == 204


def test_growing_log_is_its_teams_alone(mallorys, visitor, submission):
    run_program(submission, log=LEAK)
    address = f"/submissions/{submission.pk}/log/live/"
    assert mallorys.get(address).status_code == 404
    answer = visitor.get(address)
    assert (answer.status_code, answer.content, answer.headers["HX-Refresh"]) == (401, b"", "true")


@pytest.mark.parametrize("log", [ANSI_ESCAPES, BIDI_OVERRIDE, b"\x00\xff\xc2\x85\xe2\x80\xa8\x7f", LONG_LINE])
@pytest.mark.parametrize("door", ["running", "live", "ended", "whole", "scorer says"])
def test_what_a_stranger_prints_is_shown_and_not_obeyed(alices, submission, log, door):
    parts = {"live": "log/live/", "whole": "log/", "scorer says": "log/public/"}
    if door in {"running", "live"}:
        run_program(submission, log=log, tail=log[-TAIL_BYTES:])
    else:
        keep_log(end_program(submission, log=log), log, which="public")
    page = page_of(alices, submission, parts.get(door, ""))
    assert not ACTING & set(page)
    assert "<b>" not in page
    assert "verdict=OK" not in page or "real line\\x0d2026" in page
    assert len(page) < 60_000 or door in {"whole", "scorer says"}


def test_log_cut_in_a_character_begins_with_a_whole_one(alices, submission):
    run_program(submission, log="é".encode() * TAIL_BYTES, tail=("é".encode() * TAIL_BYTES)[-TAIL_BYTES + 1 :])
    keep_live_log(Evaluation.objects.get().pk, TICKET, size=1 << 20, tail=("é".encode() * TAIL_BYTES)[1:])
    growing = page_of(alices, submission, "log/live/")
    assert growing.count("é") == TAIL_BYTES // 2
    assert "\\x" not in growing


def test_long_log_shows_its_end_and_leads_to_the_whole(alices, submission):
    end_program(submission, log=b"first line\n" + b"middle\n" * 500 + b"last line\n")
    page = page_of(alices, submission)
    assert "last line" in page
    assert "first line" not in page
    assert "first line" in page_of(alices, submission, "log/")
    raw = alices.get(f"/submissions/{submission.pk}/log/entry/?raw=1")
    assert raw.content.startswith(b"first line\n")
    assert raw.headers["Content-Disposition"] == f'attachment; filename="{submission.pk}.entry.log"'


@pytest.mark.parametrize("part", ["log/", "log/public/", "log/losses/", "log/row_losses/", "log/nothing/"])
def test_log_that_is_not_there_is_not_found(alices, submission, part):
    score_submission(submission)
    assert alices.get(f"/submissions/{submission.pk}/{part}").status_code == 404


@pytest.mark.parametrize("kind", ["code", "predictions"])
def test_what_the_scorer_says_stands_under_its_own_heading(alices, submission, kind):
    evaluation = end_program(submission) if kind == "code" else score_submission(submission)
    keep_log(evaluation, b"Row 9 was the worst.\n", which="public")
    page = page_of(alices, submission)
    assert ">What the scorer says</h2>" in page
    assert "Row 9 was the worst." in page
    assert ("The program printed nothing." in page) == (kind == "code")


@pytest.mark.parametrize("state", ["running", "ended"])
@pytest.mark.parametrize(
    ("today", "recorded"), [("off", "full"), ("off", "public"), ("off", "off"), ("public", "full"), ("full", "off")]
)
def test_withheld_log_is_behind_no_door_and_the_page_says_why(alices, doras, submission, state, today, recorded):
    """Written under one policy and asked for under another; the leak is really there, as the organizer sees."""
    if state == "running":
        run_program(submission, log=LEAK, log_policy=recorded)
    else:
        keep_log(end_program(submission, log=LEAK, policy=recorded, outcome="crashed"), LEAK)
    Phase.objects.update(log_policy=today)
    pages = [page_of(alices, submission, door) for door in DOORS]
    assert [door for door, page in zip(DOORS, pages, strict=True) if "81279" in page] == []
    assert ("stays with the organizers" if today != "off" else WITHHELD) in pages[0]
    assert "81279" in page_of(doras, submission)


def test_withheld_log_keeps_outcome_and_exit_code_and_sends_nobody_to_read_it(alices, submission):
    end_program(submission, log=LEAK, policy="off", outcome="crashed")
    page = page_of(alices, submission)
    assert "Your program stopped with an error (exit code 1)" in page
    assert "Read the end of its log below" not in page
    assert "Run it on your own machine" in page


def test_log_of_a_run_on_public_inputs_says_so(alices, submission):
    Phase.objects.update(log_policy="public")
    evaluation = end_program(submission, log=b"public row 1\n", policy="public")
    keep_log(evaluation, LEAK, which="hidden")
    page = page_of(alices, submission)
    assert "public row 1" in page
    assert "Of the run on the public inputs." in page
    assert "81279" not in page


@pytest.mark.parametrize(("policy", "is_quoted"), [("full", True), ("public", False), ("off", False)])
def test_fault_quotes_a_program_only_where_its_log_is_shown(alices, submission, policy, is_quoted):
    """A cell at fault is a print by another name."""
    faults = (
        Fault("not_a_number", "…", row=7, column="value", value="hidden input 81279"),
        Fault("header_unknown_column", "…", row=1, column="hidden input 81279"),
        Fault("odd_hour", "Night has no tide: hidden input 81279", row=9),
        Fault("sum_is_not_one", "…", row=9, value="0.81279"),
        Fault("missing_ids", "…", value="81279 hidden"),
        Fault("missing_ids", "Write one row for each: 81279", value="1"),
    )
    Phase.objects.update(log_policy=policy)
    end_program(submission, policy=policy, outcome="predictions_refused", faults=faults)
    page = page_of(alices, submission)
    assert ("81279" in page) == is_quoted
    assert ">7</td>" in page
    assert "This is not a number" in page


def test_predictions_of_the_teams_own_are_quoted_whatever_the_policy(alices, submission):
    Phase.objects.update(log_policy="off")
    faults = (Fault("not_a_number", "…", row=7, column="value", value="abcabc"),)
    evaluation = score_submission(submission, outcome="predictions_refused", faults=faults)
    Evaluation.objects.filter(pk=evaluation.pk).update(log_policy="off")
    assert "abcabc" in page_of(alices, submission)


def test_organizer_sees_every_log_and_what_the_scorer_used(alices, doras, submission):
    evaluation = end_program(submission, log=b"of the entry\n", public=0.5, private=0.987654)
    for which in ("hidden", "public", "scorer", "losses"):
        keep_log(evaluation, b"%s 0.987654\n" % which.encode(), which=which)
    page = page_of(doras, submission)
    planted = ("of the entry", "hidden 0.98", "public 0.98", "scorer 0.98", "losses 0.98")
    assert [log for log in planted if log in page] == ["of the entry", "hidden 0.98", "public 0.98"]
    assert "What the scorer used" in page
    Leaderboard.objects.update(closed_at=CLOSES_AT, told_at=CLOSES_AT)
    assert "What the scorer used" not in page_of(alices, submission)


def test_log_of_the_scorer_waits_for_the_close_even_for_organizers(alices, doras, submission, leaderboard):
    keep_log(end_program(submission, private=0.987654), b"private_mae: 0.987654\n", which="scorer")
    before = page_of(doras, submission) + page_of(doras, submission, "log/scorer/?raw=1")
    Leaderboard.objects.update(closed_at=CLOSES_AT, told_at=CLOSES_AT)
    assert "private_mae" not in before
    assert "private_mae: 0.987654" in page_of(doras, submission, "log/scorer/?raw=1")
    assert "private_mae" not in page_of(alices, submission) + page_of(alices, submission, "log/scorer/?raw=1")


@pytest.mark.parametrize("part", ["submit/", ""])
@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("full", "Your team reads what a program prints, while it runs and afterwards."),
        ("public", "A program first runs on public inputs, and your team reads what it prints there;"),
        ("off", "What a program prints goes to the organizers only;"),
    ],
)
def test_team_is_told_before_it_hands_in(alices, bundle, part, policy, said):
    Phase.objects.update(log_policy=policy)
    assert said in alices.get(f"/challenges/rade/{part}").content.decode()


def test_sentence_is_in_the_readers_language(alices, submission):
    Phase.objects.update(log_policy="off")
    end_program(submission, policy="off")
    for language in ("fr", "ar"):
        alices.cookies["language"] = language
        with translation.override(language):
            said = translation.gettext("In this phase the log of a program is for the organizers only.")
        assert said in page_of(alices, submission).replace("&#x27;", "'")


@pytest.mark.parametrize("state", [State.QUEUED, State.SENT, State.FAILED])
def test_live_log_of_another_ticket_is_not_shown(alices, submission, state):
    run_program(submission, log=LEAK, state=state)
    Evaluation.objects.update(ticket="n" * 32)
    assert "81279" not in page_of(alices, submission) + page_of(alices, submission, "log/live/")
