"""Handing in over the API, and following what becomes of it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.evaluations.models import State
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.disqualifying import disqualify
from challenges.submissions.models import Submission
from challenges.teams.models import RulesAcceptance
from evaluator.report import Fault
from tests.factories import (
    CLOSES_AT,
    NOW,
    OPENS_AT,
    code_zip,
    hand_in,
    make_evaluation,
    make_machine,
    make_phase,
    make_submission,
    predictions_csv,
    score_submission,
)

pytestmark = pytest.mark.database

LIST = "/api/v1/challenges/rade/submissions"


def address(submission, below=""):
    return f"/api/v1/submissions/{submission.pk}{below}"


def test_predictions_are_taken(as_, alice, alices_team, bundle, post_file):
    answer = post_file(as_(alice), predictions_csv(a=1), message="first try")
    assert answer.status_code == 201
    told = answer.json()
    kept = Submission.objects.get()
    assert (kept.team, kept.by, kept.received_at) == (alices_team, alice, NOW)
    with kept.content.open() as content:
        assert content.read() == predictions_csv(a=1)
    assert told["id"] == str(kept.pk)
    assert (told["state"], told["outcome"], told["scores"], told["message"], told["by"]) == (
        "queued",
        None,
        None,
        "first try",
        "Alice",
    )


def test_phase_asked_for_is_the_one_handed_in_to(as_, alice, alices_team, bundle, challenge):
    later = {"opens_at": CLOSES_AT + timedelta(days=1), "closes_at": CLOSES_AT + timedelta(days=9)}
    make_phase(challenge, slug="finale", **later)
    client = as_(alice)

    def post(phase):
        file = ContentFile(predictions_csv(), name="predictions.csv")
        return client.post(f"{LIST}?phase={phase}", {"file": file, "kind": "predictions"}, format="multipart")

    answers = [post(phase) for phase in (bundle.phase.slug, "finale", "nowhere", "")]
    assert [answer.status_code for answer in answers] == [201, 403, 404, 404]
    assert answers[1].json()["code"] == "phase_not_open"
    assert {kept.phase for kept in Submission.objects.all()} == {bundle.phase}


def test_code_is_taken(as_, bob, alices_team, bundle, post_file):
    answer = post_file(as_(bob), code_zip(), name="entry.zip", kind="code")
    assert (answer.status_code, answer.json()["kind"], answer.json()["file_name"]) == (201, "code", "entry.zip")


def test_team_is_the_askers_whatever_the_form_says(as_, mallory, mallorys_team, alices_team, bundle, post_file):
    post_file(as_(mallory), predictions_csv(), team=str(alices_team.pk), team_id=str(alices_team.pk), by="1")
    assert Submission.objects.get().team == mallorys_team


def test_person_without_a_team_cannot_hand_in(as_, carol, bundle, post_file):
    answer = post_file(as_(carol), predictions_csv())
    assert (answer.status_code, answer.json()["code"]) == (403, "no_team")


def test_visitor_cannot_hand_in(visitor, bundle, post_file):
    assert post_file(visitor, predictions_csv()).status_code == 401


def test_session_without_its_csrf_token_cannot_hand_in(alice, alices_team, bundle, post_file):
    from rest_framework.test import APIClient

    client = APIClient(enforce_csrf_checks=True)
    client.force_login(alice)
    answer = post_file(client, predictions_csv())
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert not Submission.objects.exists()


def test_rules_come_first(as_, alice, alices_team, bundle, post_file):
    RulesAcceptance.objects.all().delete()
    answer = post_file(as_(alice), predictions_csv())
    assert (answer.status_code, answer.json()["code"]) == (403, "rules_not_accepted")


@pytest.mark.parametrize(
    ("moment", "code", "message"),
    [
        (OPENS_AT - timedelta(seconds=1), "phase_not_open", "it opens on 1 November 2026, 08:00 (Casablanca)"),
        (CLOSES_AT + timedelta(minutes=3), "phase_closed", "15 January 2027, 18:00 (Casablanca) (3 minutes ago)"),
    ],
)
def test_closed_phase_says_since_when(as_, alice, alices_team, bundle, post_file, at, moment, code, message):
    at(moment)
    client = as_(alice)
    client.cookies["language"] = "en"
    answer = post_file(client, predictions_csv())
    assert (answer.status_code, answer.json()["code"]) == (403, code)
    assert message in answer.json()["message"]


def test_last_instant_still_counts(as_, alice, alices_team, bundle, post_file, at):
    at(CLOSES_AT)
    assert post_file(as_(alice), predictions_csv()).status_code == 201


def test_used_allowance_says_when_it_comes_back(as_, alice, alices_team, bundle, post_file):
    bundle.phase.daily_limit = 1
    bundle.phase.save()
    client = as_(alice)
    client.cookies["language"] = "en"
    assert post_file(client, predictions_csv()).status_code == 201
    answer = post_file(client, predictions_csv(a=2))
    assert (answer.status_code, answer.json()["code"]) == (429, "daily_allowance_used")
    assert answer.json()["hint"] == "The next day begins on 21 November 2026, 00:00 (Casablanca)."
    assert Submission.objects.count() == 1


def test_phase_without_a_scoring_program_takes_nothing(as_, alice, alices_team, phase, post_file):
    assert post_file(as_(alice), predictions_csv()).json()["code"] == "nothing_to_score_with"


def test_queued_submission_tells_its_place(as_, alice, alices_team, bundle):
    make_machine(slots=1)
    earlier = make_submission(alices_team, bundle.phase, by=alice)
    make_evaluation(earlier, now=NOW)
    later = make_submission(alices_team, bundle.phase, by=alice)
    make_evaluation(later, now=NOW + timedelta(seconds=1))
    told = as_(alice).get(address(later)).json()
    assert (told["state"], told["queue"]) == (
        "queued",
        {"position": 2, "expected_wait": None, "is_anyone_working": True},
    )


def test_scored_submission_tells_public_scores_only(as_, bob, dora, submission):
    score_submission(submission, public=1.5, private=7.0625)
    for person in (bob, dora):
        answer = as_(person).get(address(submission))
        assert answer.json()["scores"] == {"public": {"mae": 1.5, "bias": 0.0}}
        assert b"7.0625" not in answer.content


def test_private_scores_are_told_after_the_close(as_, bob, submission, leaderboard):
    score_submission(submission, public=1.5, private=7.0625)
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + timedelta(seconds=1))
    assert as_(bob).get(address(submission)).json()["scores"]["private"]["mae"] == 7.0625
    assert as_(bob).get(LIST).json()["results"][0]["scores"]["private"]["mae"] == 7.0625


def test_failed_submission_tells_its_faults(as_, alice, submission):
    faults = (
        Fault("not_finite", "Write a finite number.", row=3, column="value", value="NaN"),
        Fault("berth_taken", "Two ships lie at this berth.", row=9),
    )
    score_submission(submission, outcome="predictions_refused", faults=faults)
    told = as_(alice).get(f"{address(submission)}?lang=en").json()
    assert (told["state"], told["outcome"], told["scores"], told["fault_count"]) == (
        "failed",
        "predictions_refused",
        None,
        2,
    )
    assert told["advice"] == {
        "title": "The predictions cannot be scored",
        "what_to_do": "Correct what is listed below, then hand in again.",
    }
    assert [(fault["row"], fault["column"], fault["value"], fault["message"]) for fault in told["faults"]] == [
        (3, "value", "NaN", "Write a finite number: neither NaN nor infinity."),
        (9, None, None, "Two ships lie at this berth."),
    ]


def test_unchanged_submission_is_not_sent_again(as_, alice, submission):
    client = as_(alice)
    etag = client.get(address(submission)).headers["ETag"]
    assert client.get(address(submission), headers={"if-none-match": etag}).status_code == 304
    score_submission(submission)
    assert client.get(address(submission), headers={"if-none-match": etag}).status_code == 200


def test_file_comes_back_as_it_was(as_, bob, submission):
    answer = as_(bob).get(address(submission, "/file"))
    assert b"".join(answer.streaming_content) == predictions_csv()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="predictions.csv"'


def test_part_of_a_file_comes_back(as_, bob, submission):
    answer = as_(bob).get(address(submission, "/file"), headers={"range": "bytes=3-7"})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, b"value")
    answer = as_(bob).get(address(submission, "/file"), headers={"range": "bytes=99999-"})
    assert answer.status_code == 416


def test_list_is_the_teams_own_newest_first(as_, alice, mallory, alices_team, mallorys_team, bundle):
    older = hand_in(alices_team, bundle.phase, by=alice)
    newer = hand_in(alices_team, bundle.phase, by=alice, now=NOW + timedelta(minutes=1))
    hand_in(mallorys_team, bundle.phase, by=mallory)
    told = as_(alice).get(LIST).json()
    assert [line["id"] for line in told["results"]] == [str(newer.pk), str(older.pk)]


def test_list_asks_as_often_for_three_as_for_one(as_, alice, alices_team, bundle, django_assert_num_queries):
    client = as_(alice)
    score_submission(make_submission(alices_team, bundle.phase, by=alice))
    with django_assert_num_queries(14):
        client.get(LIST)
    for _ in range(2):
        score_submission(make_submission(alices_team, bundle.phase, by=alice))
    with django_assert_num_queries(14):
        client.get(LIST)


@pytest.mark.parametrize("below", ["", "/file", "/log", "/receipt"])
def test_another_teams_submission_is_not_there(as_, mallory, mallorys_team, submission, below):
    log = default_storage.save("", ContentFile(b"alice's secret"))
    evaluation = score_submission(submission)
    evaluation.entry_log = log
    evaluation.save()
    answer = as_(mallory).get(address(submission, below))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    missing = as_(mallory).get(f"/api/v1/submissions/00000000-0000-4000-8000-000000000000{below}")
    assert missing.content == answer.content


def test_waiting_one_is_cancelled_for_nothing(as_, bob, submission):
    make_evaluation(submission)
    told = as_(bob).post(address(submission, "/cancel")).json()
    assert (told["state"], told["is_counted"], told["queue"]) == ("cancelled", False, None)


def test_running_one_is_cancelled_and_stays_counted_unless_that_is_refused(as_, alice, submission):
    make_evaluation(submission, state=State.SENT, started_at=NOW, ticket="a" * 32)
    refused = as_(alice).post(address(submission, "/cancel"), {"only_waiting": True}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "already_running")
    told = as_(alice).post(address(submission, "/cancel"), format="json").json()
    assert (told["state"], told["is_counted"]) == ("cancelled", True)


@pytest.mark.parametrize(
    ("person", "status", "code"),
    [("alice", 409, "already_ended"), ("dora", 403, "not_a_member"), ("mallory", 404, "not_found")],
)
def test_cancelling_is_refused(as_, alice, dora, mallory, submission, person, status, code):
    score_submission(submission)
    people = {"alice": alice, "dora": dora, "mallory": mallory}
    answer = as_(people[person]).post(address(submission, "/cancel"))
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_disqualified_one_says_since_when_and_why(as_, alice, alices_team, bundle, dora):
    entry = make_submission(alices_team, bundle.phase)
    client = as_(alice)
    before = client.get(address(entry))
    assert (before.json()["disqualified_at"], before.json()["disqualification_reason"]) == (None, None)
    disqualify(entry, reason={"fr": "Copie", "en": "A copy"}, by=dora, now=NOW)
    after = client.get(address(entry), {"lang": "en"}, headers={"If-None-Match": before.headers["ETag"]})
    [line] = client.get(LIST, {"lang": "en"}).json()["results"]
    for told in (after.json(), line):
        assert (told["disqualified_at"], told["disqualification_reason"]) == (line["received_at"], "A copy")
