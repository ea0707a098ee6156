"""Handing in, and the team's list."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from challenges.evaluations.choosing import choose
from challenges.submissions.models import Submission
from tests.factories import CLOSES_AT, NOW, code_zip, make_submission, predictions_csv, score_submission

PLACE = "/challenges/rade/submit/"
LIST = "/challenges/rade/submissions/"
HOUR = timedelta(hours=1)


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
        ("—</td>", "Expected ids without a row: 2"),
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


@pytest.fixture
def several(alices_team, submission, alice, bob):
    """Alice's of NOW, scored 1.0; Bob's with a tag, scored 0.5; one that waits."""
    score_submission(submission, public=1.0, private=7.75)
    better = make_submission(
        alices_team, submission.phase, by=bob, now=NOW + HOUR, message="＝Réseau", tags=["V2"], content=b"b"
    )
    score_submission(better, public=0.5, private=8.75)
    return submission, better, make_submission(alices_team, submission.phase, by=bob, now=NOW + 2 * HOUR)


def order(page: str, *submissions) -> list[int]:
    """Where each stands among these; those that are missing are left out."""
    body = page.partition("<tbody")[2]
    places = [(body.find(f"/submissions/{one.pk}/"), number) for number, one in enumerate(submissions)]
    return [number for place, number in sorted(places) if place >= 0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [2, 1, 0]),
        ("?sort=oldest", [0, 1, 2]),
        ("?sort=best", [1, 0, 2]),
        ("?state=scored", [1, 0]),
        ("?tag=v2", [1]),
        ("?q=reseau", [1]),
        ("?q=reseau&state=failed", []),
        ("?sort=%00&state=%00&tag=%00", []),
    ],
)
def test_list_is_found_and_sorted(alices, several, query, found):
    assert order(alices.get(LIST + query).content.decode(), *several) == found


def test_nothing_found_is_said_with_a_way_back(alices, several):
    assert "None of your team’s submissions is like that." in alices.get(f"{LIST}?q=nothing").content.decode()


def test_list_says_what_would_count_and_what_is_chosen(alices, several, alice):
    page = alices.get(LIST).content.decode()
    assert (page.count("Counts by default"), page.count("Chosen</span>")) == (1, 0)
    assert "by default, the best" in page
    choose(several[0], by=alice, now=NOW)
    page = alices.get(LIST).content.decode()
    assert (page.count("Counts by default"), page.count("Chosen</span>")) == (0, 1)


def test_list_draws_scores_and_names_the_best(alices, several):
    page = alices.get(LIST).content.decode()
    assert page.count('class="curve-dot') == 2
    assert f'href="/submissions/{several[1].pk}/">0.5000</a>' in page


def test_table_has_all_of_them_and_nothing_private_before_the_close(alices, several, leaderboard, at):
    rows = list(csv.DictReader(io.StringIO(alices.get(f"{LIST}csv/").content.decode())))
    assert [row["id"] for row in rows] == [str(one.pk) for one in several]
    assert [row["state"] for row in rows] == ["scored", "scored", "received"]
    assert [row["public_mae"] for row in rows] == ["1.0", "0.5", ""]
    assert (rows[1]["message"], rows[1]["tags"], rows[1]["by"]) == ("'＝Réseau", "V2", "Bob")
    assert "8.75" not in str(rows)


def test_table_is_for_who_has_a_team(carols, visitor, bundle):
    assert carols.get(f"{LIST}csv/").status_code == 404
    assert visitor.get(f"{LIST}csv/").status_code == 302


def test_table_asks_as_many_queries_for_three_as_for_one(
    alices, submission, alices_team, bob, django_assert_num_queries
):
    score_submission(submission)
    with django_assert_num_queries(15):
        alices.get(f"{LIST}csv/")
    for _ in range(2):
        score_submission(make_submission(alices_team, submission.phase, by=bob))
    with django_assert_num_queries(15):
        alices.get(f"{LIST}csv/")
