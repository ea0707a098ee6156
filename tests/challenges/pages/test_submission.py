"""One submission's page: it moves while it waits, tells what to do when it fails, and is the team's alone."""

import re
from datetime import timedelta

import pytest

from challenges.evaluations.models import State
from challenges.leaderboards.disqualifying import disqualify, lift
from challenges.submissions.actions import return_allowance
from evaluator.receipt import Receipt
from evaluator.report import Fault
from tests.challenges.pages.conftest import browser_of
from tests.factories import CLOSES_AT, NOW, keep_log, make_evaluation, make_machine, predictions_csv, score_submission


def page_of(client, submission, part: str = "") -> str:
    return client.get(f"/submissions/{submission.pk}/{part}").content.decode()


def test_received_one_polls_until_it_is_queued(alices, submission):
    page = page_of(alices, submission)
    assert "It enters the queue in a moment" in page
    assert f'hx-get="/submissions/{submission.pk}/status/"' in page


def test_queued_one_tells_its_place_and_that_nobody_works(alices, submission):
    make_evaluation(submission)
    page = page_of(alices, submission)
    assert "Position 1 in the queue." in page
    assert "No evaluation machine answers" in page
    make_machine()
    assert "No evaluation machine answers" not in page_of(alices, submission)


def test_running_one_tells_since_when(alices, submission):
    make_machine()
    make_evaluation(submission, state=State.SENT, started_at=NOW)
    assert "Running since" in page_of(alices, submission)


def test_scored_one_shows_the_public_part_only_and_stops_polling(alices, submission):
    score_submission(submission, public=0.1234, private=0.9876)
    page = page_of(alices, submission)
    assert "0.1234" in page
    assert "0.9876" not in page
    assert "hx-get" not in page


def test_closed_board_reveals_the_private_part(alices, submission, leaderboard):
    score_submission(submission, public=0.1234, private=0.9876)
    leaderboard.closed_at = leaderboard.told_at = CLOSES_AT
    leaderboard.save()
    assert "0.9876" in page_of(alices, submission)


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("no_entry_point", "Put main.py at the root"),
        ("crashed", "Read the end of its log"),
        ("time_limit", "Lighten the computation"),
        ("memory_limit", "Read the data in pieces"),
        ("output_limit", "Write only the predictions file"),
        ("log_limit", "Print less"),
        ("no_predictions", "into the folder given by OUTPUT_DIR"),
        ("predictions_refused", "Correct what is listed below"),
        ("archive_refused", "Make the zip again"),
    ],
)
def test_failed_one_tells_what_to_do(alices, submission, outcome, said):
    score_submission(submission, outcome=outcome)
    page = page_of(alices, submission)
    assert said in page
    assert "hx-get" not in page


def test_refused_predictions_are_listed_and_an_unknown_code_speaks_for_itself(alices, submission):
    faults = (
        Fault("not_a_number", "English", row=7, column="value", value="abc"),
        Fault("odd_hour", "Night has no tide.", row=9),
    )
    score_submission(submission, outcome="predictions_refused", faults=faults)
    page = page_of(alices, submission)
    assert "This is not a number" in page
    assert "Night has no tide." in page
    assert ">7</td>" in page


def test_interrupted_one_says_that_it_is_our_fault_and_not_why(alices, submission):
    make_evaluation(submission, state=State.BROKEN, trouble="scorer_failed: secret truth.csv")
    return_allowance(submission, now=NOW)
    page = page_of(alices, submission)
    assert "It is our fault, not yours" in page
    assert "your team has its allowance back" in page
    assert "secret" not in page


def test_unchanged_status_is_not_sent_again(alices, submission):
    evaluation = make_evaluation(submission)
    first = alices.get(f"/submissions/{submission.pk}/status/")
    again = alices.get(f"/submissions/{submission.pk}/status/", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    evaluation.state, evaluation.started_at = State.SENT, NOW
    evaluation.save()
    moved = alices.get(f"/submissions/{submission.pk}/status/", headers={"If-None-Match": first.headers["ETag"]})
    assert moved.status_code == 200
    assert "Running since" in moved.content.decode()


def test_page_carries_the_etag_that_its_next_look_sends(alices, submission):
    make_evaluation(submission)
    etag = alices.get(f"/submissions/{submission.pk}/status/").headers["ETag"]
    sent = re.search(r"hx-headers='\{\"If-None-Match\": \"(.+?)\"\}'", page_of(alices, submission)).group(1)
    assert sent.replace("\\", "") == etag


def test_receipt_is_downloaded_sealed_and_its_digest_is_shown(alices, submission, leaderboard):
    score_submission(submission, public=0.1234, private=0.9876)
    answer = alices.get(f"/submissions/{submission.pk}/receipt/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="receipt-{submission.pk}.json"'
    assert b"9876" not in answer.content
    sealed = Receipt.read(answer.content)
    assert sealed.sha256 in page_of(alices, submission)
    leaderboard.closed_at = leaderboard.told_at = CLOSES_AT
    leaderboard.save()
    opened = Receipt.read(alices.get(f"/submissions/{submission.pk}/receipt/").content)
    assert (opened.sealed(), opened.opening["scores"]["private_mae"]) == (sealed, 0.9876)
    assert "now lies open beside it" in page_of(alices, submission)


def test_submission_without_a_result_has_no_receipt(alices, submission):
    make_evaluation(submission)
    assert alices.get(f"/submissions/{submission.pk}/receipt/").status_code == 404
    assert "SHA-256</span>" not in page_of(alices, submission)


def test_file_comes_back_as_it_was_handed_in(alices, submission):
    answer = alices.get(f"/submissions/{submission.pk}/file/")
    assert b"".join(answer.streaming_content) == predictions_csv()


@pytest.mark.parametrize("part", ["", "log/", "log/?raw=1", "file/", "receipt/"])
def test_another_team_finds_nothing_and_a_visitor_is_sent_to_log_in(mallorys, visitor, submission, part):
    keep_log(score_submission(submission), b"how we did it\n")
    assert mallorys.get(f"/submissions/{submission.pk}/{part}").status_code == 404
    assert visitor.get(f"/submissions/{submission.pk}/{part}").status_code == 302


def test_moving_part_is_its_teams_alone(mallorys, visitor, submission):
    address = f"/submissions/{submission.pk}/status/"
    assert mallorys.get(address).status_code == 404
    answer = visitor.get(address)
    assert (answer.status_code, answer.content, answer.headers["HX-Refresh"]) == (401, b"", "true")


def test_expected_wait_is_told_where_it_is_known(alices, submission, alices_team, alice):
    make_machine(slots=1)
    done = score_submission(submission)
    done.started_at, done.finished_at = NOW, NOW + timedelta(minutes=3)
    done.save()
    make_evaluation(submission, attempt=2)
    assert "Expected wait: about 3 minutes." in page_of(alices, submission)


def click_cancel(client, submission, **form):
    return client.post(f"/submissions/{submission.pk}/cancel/", form)


def test_waiting_one_is_cancelled_after_the_price_was_said(alices, submission):
    make_evaluation(submission)
    assert f'href="/submissions/{submission.pk}/cancel/"' in page_of(alices, submission)
    assert "your team has its allowance back" in page_of(alices, submission, "cancel/")
    assert click_cancel(alices, submission).headers["Location"] == f"/submissions/{submission.pk}/"
    page = page_of(alices, submission)
    assert "Your team cancelled this submission on" in page
    assert "It does not count" in page
    assert "hx-get" not in page
    assert "/cancel/" not in page


def test_running_one_is_cancelled_only_by_who_knows_that_it_stays_counted(alices, submission):
    make_evaluation(submission, state=State.SENT, started_at=NOW, ticket="a" * 32, machine="quay-1")
    asked = page_of(alices, submission, "cancel/")
    assert "it stays counted: what it printed could already be read" in asked
    refused = click_cancel(alices, submission)
    assert (refused.status_code, submission.evaluations.get().state) == (409, State.SENT)
    assert "has begun to run meanwhile" in refused.content.decode()
    click_cancel(alices, submission, stays_counted="yes")
    assert "It was running, and stays counted." in page_of(alices, submission)


def test_ended_one_shows_its_end_to_who_would_cancel_it(alices, submission):
    score_submission(submission)
    assert "/cancel/" not in page_of(alices, submission)
    for answer in (alices.get(f"/submissions/{submission.pk}/cancel/"), click_cancel(alices, submission)):
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/submissions/{submission.pk}/")
    assert submission.evaluations.get().state == State.SCORED


def test_second_click_finds_it_cancelled(alices, bobs, submission):
    make_evaluation(submission)
    assert [click_cancel(client, submission).status_code for client in (alices, bobs)] == [302, 302]
    assert submission.evaluations.get().state == State.CANCELLED


def test_cancelling_is_for_the_team_alone(mallorys, visitor, submission, dora):
    make_evaluation(submission)
    organizer = browser_of(dora)
    assert "/cancel/" not in page_of(organizer, submission)
    assert [click_cancel(client, submission).status_code for client in (mallorys, organizer, visitor)] == [
        404,
        404,
        302,
    ]
    assert submission.evaluations.get().state == State.QUEUED


def test_disqualified_one_says_why_and_no_longer_once_that_is_lifted(alices, submission, dora):
    score_submission(submission)
    made = disqualify(submission, reason={"fr": "Copie", "en": "A <b>copy</b>"}, by=dora, now=NOW)
    page = page_of(alices, submission)
    assert "Disqualified by the organizers on" in page
    assert "A &lt;b&gt;copy&lt;/b&gt;" in page
    lift(made, by=dora, now=NOW)
    assert "Disqualified" not in page_of(alices, submission)
