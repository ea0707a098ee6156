"""Handing in, and the team's list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from challenges.submissions.models import Submission
from tests.factories import CLOSES_AT, code_zip, make_submission, predictions_csv, score_submission

PLACE = "/challenges/rade/submit/"
LIST = "/challenges/rade/submissions/"


def hand_in(client, content: bytes, *, kind: str = "predictions", name: str = "predictions.csv"):
    return client.post(PLACE, {"kind": kind, "message": "v1", "file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [(predictions_csv(a=1.0), "predictions", "predictions.csv"), (code_zip(), "code", "entry.zip")],
)
def test_right_entry_leads_to_its_page(alices, bundle, content, kind, name):
    answer = hand_in(alices, content, kind=kind, name=name)
    made = Submission.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/submissions/{made.pk}/")
    assert (made.file_name, made.message, made.kind) == (name, "v1", kind)


def test_every_fault_is_shown_with_row_and_column_and_nothing_is_counted(alices, bundle):
    answer = hand_in(alices, b'id,value\na,"1,5"\nb,NaN\nb,2\nz,1\n')
    page = answer.content.decode()
    assert answer.status_code == 422
    for place, said in (
        (">2</td>", "This is not a number"),
        (">3</td>", "Write a finite number"),
        (">4</td>", "This id already has a row"),
        (">5</td>", "This id is not expected"),
        ("—</td>", "2 expected ids have no row"),
    ):
        assert place in page
        assert said in page
    assert "1,5" in page
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (b"", "predictions", "The file is empty."),
        (b"id,value\na,1\n", "code", "this is not a zip, or it is damaged."),
        (predictions_csv(), "notebook", "does not accept this kind"),
        ("id,value\na,1\n".encode("utf-16"), "predictions", "The file is not UTF-8 text"),
    ],
)
def test_rubbish_is_refused_in_a_sentence(alices, bundle, content, kind, said):
    answer = hand_in(alices, content, kind=kind)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Submission.objects.exists()


def test_form_without_a_file_is_refused_in_a_sentence(alices, bundle):
    answer = alices.post(PLACE, {"kind": "predictions"})
    assert answer.status_code == 422
    assert "The file is empty." in answer.content.decode()


def test_used_allowance_is_said_with_the_hour_it_comes_back(alices, bundle, alices_team, alice):
    bundle.phase.daily_limit = 1
    bundle.phase.save()
    make_submission(alices_team, bundle.phase, by=alice)
    assert "21 November 2026, 00:00 (Casablanca)" in alices.get(PLACE).content.decode()
    assert hand_in(alices, predictions_csv()).status_code == 429
    assert Submission.objects.count() == 1


def test_after_the_close_nothing_is_taken(alices, bundle, at):
    at(CLOSES_AT.replace(day=16))
    assert "It closed on" in alices.get(PLACE).content.decode()
    assert hand_in(alices, predictions_csv()).status_code == 403


def test_value_of_a_stranger_is_escaped(alices, bundle):
    page = hand_in(alices, b"id,value\na,<script>alert(1)</script>\nb,1\nc,1\nd,1\n").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_who_is_in_no_team_is_shown_the_way_to_one(carols, bundle):
    assert "you are not in one yet" in carols.get(PLACE).content.decode()
    assert hand_in(carols, predictions_csv()).status_code == 404
    assert "you are not in one yet" in carols.get(LIST).content.decode()


def test_list_is_of_the_readers_team_only(alices, mallorys, submission):
    assert f"/submissions/{submission.pk}/" in alices.get(LIST).content.decode()
    assert f"/submissions/{submission.pk}/" not in mallorys.get(LIST).content.decode()


def test_list_asks_as_many_queries_for_three_submissions_as_for_one(
    alices, alices_team, submission, alice, bob, django_assert_num_queries
):
    score_submission(submission)
    with django_assert_num_queries(13):
        assert "1.0000" in alices.get(LIST).content.decode()
    for person in (alice, bob):
        score_submission(make_submission(alices_team, submission.phase, by=person), public=0.5)
    with django_assert_num_queries(13):
        assert "0.5000" in alices.get(LIST).content.decode()
