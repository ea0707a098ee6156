"""The receipt of an evaluation: one for each result, kept letter for letter, opened by nobody before the close."""

import json
from dataclasses import replace

import pytest

from challenges.evaluations.actions import record_report
from challenges.evaluations.models import Evaluation
from challenges.evaluations.queries import visible_receipt
from challenges.evaluations.receipts import issue, kept_receipt
from challenges.journal.models import JournalEntry
from challenges.leaderboards.actions import close_leaderboard
from evaluator.receipt import Receipt
from tests.factories import CLOSES_AT, NOW, make_report, score_submission

pytestmark = pytest.mark.database

# What a database's own JSON would not give back letter for letter.
AWKWARD = {"public_mae": 1e22, "private_mae": -0.0, "public_bias": 0.1, "private_bias": 1e-300}


def test_receipt_says_what_was_evaluated_and_when(order, submission):
    recorded = record_report(order.evaluation, order.ticket, report=make_report(), logs={}, now=NOW)
    receipt = kept_receipt(recorded)
    assert receipt.report() == make_report()
    assert receipt.issued == {
        "challenge": "rade",
        "phase": submission.phase.slug,
        "submission": str(submission.pk),
        "evaluation": str(recorded.pk),
        "received_at": "2026-11-20T12:00:00.000Z",
        "finished_at": "2026-11-20T12:00:00.000Z",
        "bundle_file": recorded.bundle.sha256,
    }


def test_receipt_comes_out_of_the_database_as_it_went_in(order):
    record_report(order.evaluation, order.ticket, report=make_report(scores=AWKWARD), logs={}, now=NOW)
    kept = kept_receipt(Evaluation.objects.get(pk=order.evaluation))
    assert Receipt.read(kept.to_text().encode()) == kept
    assert kept.report().scores == AWKWARD
    assert str(kept.report().scores["private_mae"]) == "-0.0"


def test_journal_names_the_digest_of_the_receipt(order):
    recorded = record_report(order.evaluation, order.ticket, report=make_report(private=7.5), logs={}, now=NOW)
    details = JournalEntry.objects.get(deed="evaluation.scored").details
    assert details["receipt"] == kept_receipt(recorded).sha256
    assert kept_receipt(recorded).opening["salt"] not in json.dumps(details)


def test_failed_entry_has_a_receipt_too(order):
    report = make_report(outcome="crashed")
    recorded = record_report(order.evaluation, order.ticket, report=report, logs={}, now=NOW)
    receipt = kept_receipt(recorded)
    assert (receipt.body["outcome"], receipt.body["exit_code"], receipt.opening["scores"]) == ("crashed", 1, {})
    assert JournalEntry.objects.get(deed="evaluation.failed").details["receipt"] == receipt.sha256


def test_every_receipt_has_a_salt_of_its_own(order):
    evaluation = Evaluation.objects.get(pk=order.evaluation)
    salts = {issue(evaluation, make_report(), now=NOW).opening["salt"] for _ in range(5)}
    assert len(salts) == 5


def test_machine_that_does_not_say_how_it_works_gets_its_report_kept(order):
    report = replace(make_report(), provenance=None)
    recorded = record_report(order.evaluation, order.ticket, report=report, logs={}, now=NOW)
    assert (recorded.state, recorded.receipt, kept_receipt(recorded)) == ("scored", "", None)


def test_nobody_opens_a_receipt_before_the_close_and_its_people_do_after(
    submission, leaderboard, alice, bob, carol, dora, mallory
):
    evaluation = score_submission(submission, private=7.5)
    people = (alice, bob, carol, dora, mallory)
    before = [visible_receipt(evaluation, user=person) for person in people]
    assert [receipt.opening for receipt in before] == [None] * 5
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT.replace(year=2028))
    after = [visible_receipt(evaluation, user=person) for person in people]
    assert [receipt.opening is not None for receipt in after] == [True, True, False, True, False]
    assert {receipt.sha256 for receipt in (*before, *after)} == {before[0].sha256}
    assert after[0].opening["scores"]["private_mae"] == 7.5
