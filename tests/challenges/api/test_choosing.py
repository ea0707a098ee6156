"""Checked, chosen, noted and handed in again over the API."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from challenges.submissions.models import Selection, Submission
from tests.factories import CLOSES_AT, NOW, code_zip, make_submission, predictions_csv, score_submission

pytestmark = pytest.mark.database

LIST = "/api/v1/challenges/rade/submissions"
CHECK = "/api/v1/challenges/rade/check"


def address(submission, below=""):
    return f"/api/v1/submissions/{submission.pk}{below}"


@pytest.fixture
def check(post_file):
    """Posts a file to be checked."""

    def post(client, content, *, name="predictions.csv"):
        file = ContentFile(content, name=name)
        return client.post(CHECK, {"file": file}, format="multipart")

    return post


def test_check_finds_nothing_and_keeps_nothing(as_, alice, alices_team, bundle, check):
    told = check(as_(alice), predictions_csv()).json()
    assert (told["kind"], told["size"], told["same_file_as"], told["obstacle"]) == ("predictions", 33, None, None)
    assert told["allowance"]["left_today"] == 5
    assert not Submission.objects.exists()


def test_check_tells_every_fault(as_, alice, alices_team, bundle, check):
    answer = check(as_(alice), b"id,value\na,x\na,1\n")
    assert (answer.status_code, answer.json()["code"]) == (422, "predictions_unacceptable")
    assert {fault["code"] for fault in answer.json()["faults"]} == {"not_a_number", "duplicate_id", "missing_ids"}


def test_check_looks_for_the_program_in_a_zip(as_, alice, alices_team, bundle, check):
    content = code_zip().replace(b"main.py", b"mine.py")
    answer = check(as_(alice), content, name="entry.zip")
    assert (answer.status_code, answer.json()["code"]) == (422, "archive_unacceptable")
    assert [fault["code"] for fault in answer.json()["faults"]] == ["no_entry_point"]
    assert check(as_(alice), code_zip(), name="entry.zip").status_code == 200


def test_check_says_what_hinders(as_, alice, submission, check, at):
    at(CLOSES_AT + timedelta(minutes=3))
    told = check(as_(alice), predictions_csv()).json()
    assert (told["obstacle"]["code"], told["same_file_as"]) == ("phase_closed", str(submission.pk))


def test_check_is_for_members(as_, carol, visitor, bundle, check):
    assert check(as_(carol), predictions_csv()).json()["code"] == "no_team"
    assert check(visitor, predictions_csv()).status_code == 401


def test_kind_may_be_left_out(as_, alice, alices_team, bundle):
    for name, status in (("p.csv", 201), ("p.txt", 422)):
        file = ContentFile(predictions_csv(), name=name)
        assert as_(alice).post(LIST, {"file": file}, format="multipart").status_code == status


def test_same_key_is_the_same_submission(as_, alice, alices_team, bundle, post_file):
    client, key = as_(alice), str(uuid4())

    def post(key):
        file = ContentFile(predictions_csv(), name="p.csv")
        return client.post(LIST, {"file": file}, format="multipart", headers={"Idempotency-Key": key})

    answers = [post(key), post(key), post(str(uuid4())), post("rubbish")]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 400]
    assert answers[0].json()["id"] == answers[1].json()["id"] != answers[2].json()["id"]
    assert answers[2].json()["same_file_as"] == answers[0].json()["id"]
    assert answers[3].json()["field"] == "Idempotency-Key"


def test_tags_come_with_the_file_and_change_later(as_, alice, bob, alices_team, bundle):
    file = ContentFile(predictions_csv(), name="p.csv")
    told = as_(alice).post(LIST, {"file": file, "tags": ["v1", "a, b"]}, format="multipart").json()
    assert told["tags"] == ["v1", "a", "b"]
    place = f"/api/v1/submissions/{told['id']}"
    told = as_(bob).patch(place, {"tags": ["v2"], "message": "new"}, format="json").json()
    assert (told["tags"], told["message"]) == (["v2"], "new")
    told = as_(bob).patch(place, {"message": "newer"}, format="json").json()
    assert (told["tags"], told["message"]) == (["v2"], "newer")
    answer = as_(bob).patch(place, {"tags": ["x" * 31]}, format="json")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "tags_unusable", "tags")


def test_choice_is_made_once_and_taken_back(as_, alice, bob, submission):
    score_submission(submission)
    told = [as_(person).put(address(submission, "/selection")).json() for person in (alice, bob)]
    assert [(one["is_chosen"], one["chosen_by"]) for one in told] == [(True, "Alice")] * 2
    told = [as_(bob).delete(address(submission, "/selection")).json() for _ in range(2)]
    assert [one["is_chosen"] for one in told] == [False, False]


def test_choice_is_refused_by_name(as_, alice, submission, alices_team, at):
    client = as_(alice)
    failed = make_submission(alices_team, submission.phase, by=alice)
    score_submission(failed, outcome="crashed")
    other = make_submission(alices_team, submission.phase, by=alice)
    client.put(address(submission, "/selection"))
    codes = [client.put(address(one, "/selection")).json()["code"] for one in (failed, other)]
    at(CLOSES_AT + timedelta(seconds=1))
    codes += [client.delete(address(submission, "/selection")).json()["code"]]
    assert codes == ["not_selectable", "selection_full", "phase_closed"]
    assert Selection.objects.get().submission == submission


def test_former_one_is_handed_in_again(as_, alice, submission):
    Submission.objects.update(tags=["v1"], message="first")
    told = as_(alice).post(address(submission, "/again"), {}, format="json")
    assert (told.status_code, told.json()["copied_from"], told.json()["tags"]) == (201, str(submission.pk), ["v1"])
    told = as_(alice).post(address(submission, "/again"), {"tags": [], "message": "x"}, format="json").json()
    assert (told["tags"], told["message"], told["same_file_as"] is None) == ([], "x", False)


@pytest.mark.parametrize(
    ("method", "below"), [("put", "/selection"), ("delete", "/selection"), ("post", "/again"), ("patch", "")]
)
@pytest.mark.parametrize(("person", "status"), [("mallory", 404), ("dora", 403)])
def test_deeds_are_the_teams(as_, submission, mallorys_team, method, below, person, status, request):
    client = as_(request.getfixturevalue(person))
    assert getattr(client, method)(address(submission, below), {}, format="json").status_code == status
    assert (Submission.objects.count(), Selection.objects.count()) == (1, 0)


def test_comparison_is_told(as_, alice, alices_team, submission):
    score_submission(submission, public=0.5)
    assert as_(alice).get(address(submission)).json()["comparison"] is None
    worse = make_submission(alices_team, submission.phase, by=alice, now=NOW + timedelta(hours=1))
    score_submission(worse, public=0.75)
    told = as_(alice).get(address(worse)).json()["comparison"]
    assert (told["other"], told["is_best"]) == (str(submission.pk), False)
    assert told["differences"][0] == {"key": "mae", "mine": 0.75, "other": 0.5, "change": 0.25, "is_better": False}


@pytest.mark.parametrize(
    ("query", "found"),
    [("", [1, 0]), ("?tag=V1", [0]), ("?search=reseau", [1]), ("?state=scored", [0]), ("?sort=oldest", [0, 1])],
)
def test_list_is_found_and_sorted(as_, alice, alices_team, submission, query, found):
    Submission.objects.update(tags=["v1"])
    score_submission(submission)
    later = {"now": NOW + timedelta(hours=1), "message": "Réseau"}
    both = [submission, make_submission(alices_team, submission.phase, by=alice, **later)]
    told = as_(alice).get(LIST + query).json()["results"]
    assert [line["id"] for line in told] == [str(both[number].pk) for number in found]


@pytest.mark.parametrize("query", ["?state=odd", "?sort=odd"])
def test_question_that_cannot_be_asked_is_refused(as_, alice, alices_team, bundle, query):
    answer = as_(alice).get(LIST + query)
    assert (answer.status_code, answer.json()["field"]) == (400, query[1:].partition("=")[0])
