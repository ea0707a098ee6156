"""Handing in: checked only, guessed, sent twice, the same file again."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from challenges.submissions.models import Submission
from tests.factories import CLOSES_AT, OPENS_AT, code_zip, hand_in, predictions_csv

PLACE = "/challenges/rade/submit/"


def post(client, content: bytes, *, name: str = "predictions.csv", **fields: str):
    return client.post(PLACE, {"file": SimpleUploadedFile(name, content), **fields})


def test_check_only_finds_nothing_wrong_and_keeps_nothing(alices, bundle):
    answer = post(alices, predictions_csv(a=1), deed="check")
    assert answer.status_code == 200
    assert "Nothing is wrong with this file" in answer.content.decode()
    assert not Submission.objects.exists()


def test_check_only_tells_every_fault(alices, bundle):
    answer = post(alices, b'id,value\na,"1,5"\nb,NaN\n', deed="check")
    page = answer.content.decode()
    assert answer.status_code == 422
    named = "Expected ids without a row: 2. Write one row for each: \u2068c, d\u2069"
    for said in ("This is not a number", "Write a finite number", named):
        assert said in page


def test_check_says_what_would_hinder_and_which_file_it_is(alices, bundle, alices_team, alice):
    bundle.phase.daily_limit = 1
    bundle.phase.save()
    former = hand_in(alices_team, bundle.phase, by=alice)
    page = post(alices, predictions_csv(), deed="check").content.decode()
    assert "At this moment it could not be handed in:" in page
    assert "The next day begins on" in page
    assert f"/submissions/{former.pk}/" in page


def test_too_soon_is_told_before_anything_is_sent(alices, bundle, alices_team, alice):
    type(bundle.phase).objects.update(gap_minutes=10)
    bundle.phase.refresh_from_db()
    hand_in(alices_team, bundle.phase, by=alice)
    page = alices.get(PLACE).content.decode()
    assert "The next submission is possible from" in page
    assert "at least 10 minutes apart" in page
    assert ('value="submit"' in page, 'value="check"' in page) == (False, True)
    refused = post(alices, predictions_csv(a=1))
    assert refused.status_code == 429
    assert "at least 10 minutes lie between two submissions" in refused.content.decode()
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("deed", ["check", "submit"])
def test_zip_without_a_program_is_refused_at_the_door(alices, bundle, deed):
    answer = post(alices, code_zip().replace(b"main.py", b"mine.py"), name="a.zip", deed=deed)
    assert answer.status_code == 422
    assert "it has main.py neither at its root nor in its only folder." in answer.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize("moment", [OPENS_AT.replace(year=2025), CLOSES_AT.replace(year=2028)])
def test_form_checks_before_the_opening_and_takes_nothing_when_closed(alices, bundle, at, moment):
    at(moment)
    page = alices.get(PLACE).content.decode()
    assert 'value="submit"' not in page
    assert ('value="check"' in page, "Left today" in page) == (moment < OPENS_AT, moment < OPENS_AT)
    assert post(alices, predictions_csv(), deed="check").status_code == 200
    assert post(alices, predictions_csv()).status_code == 403


@pytest.mark.parametrize(
    ("name", "content", "kind"), [("a.CSV", predictions_csv(), "predictions"), ("a.zip", code_zip(), "code")]
)
def test_kind_is_guessed_from_the_name(alices, bundle, name, content, kind):
    post(alices, content, name=name)
    assert Submission.objects.get().kind == kind


def test_name_that_says_nothing_is_asked_about(alices, bundle):
    answer = post(alices, predictions_csv(), name="mine.txt")
    assert answer.status_code == 422
    assert "does not say what it is" in answer.content.decode()


def test_tags_are_kept_and_too_many_lose_nothing(alices, bundle):
    post(alices, predictions_csv(a=1), tags="xgboost, v2", message="first")
    assert Submission.objects.get().tags == ["xgboost", "v2"]
    answer = post(alices, predictions_csv(a=2), tags="1,2,3,4,5,6", message="my words")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "These tags cannot be used." in page
    for kept in ('value="1,2,3,4,5,6"', 'value="my words"'):
        assert kept in page


def test_same_form_sent_twice_is_one_submission(alices, bobs, bundle):
    key = str(uuid4())
    first, second, mates = (post(client, predictions_csv(), key=key) for client in (alices, alices, bobs))
    assert first.url == second.url == mates.url == f"/submissions/{Submission.objects.get().pk}/"


@pytest.mark.parametrize("key", ["rubbish", "", "\x00", "x" * 5000])
def test_key_that_is_none_is_left_aside(alices, bundle, key):
    assert post(alices, predictions_csv(), key=key).status_code == 302
    assert Submission.objects.get().request_key is None


def test_every_form_has_a_key_of_its_own(alices, bundle):
    keys = {alices.get(PLACE).context["key"] for _ in range(2)}
    assert len(keys) == 2


def test_same_file_again_is_asked_about_and_handed_in_anyway(alices, bundle, alices_team, alice):
    former = hand_in(alices_team, bundle.phase, by=alice)
    answer = post(alices, predictions_csv(), message="on purpose", tags="twice")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "already handed in the very same file" in page
    assert f'action="/submissions/{former.pk}/again/"' in page
    assert Submission.objects.count() == 1
    form = {"message": "on purpose", "tags": "twice", "key": answer.context["key"]}
    sent = [alices.post(f"/submissions/{former.pk}/again/", form) for _ in range(2)]
    made = Submission.objects.get(copied_from=former)
    assert [one.url for one in sent] == [f"/submissions/{made.pk}/"] * 2
    assert (made.message, made.tags, made.sha256) == ("on purpose", ["twice"], former.sha256)


def test_same_file_of_another_team_is_nobodys_business(mallorys, bundle, alices_team, alice):
    hand_in(alices_team, bundle.phase, by=alice)
    assert post(mallorys, predictions_csv()).status_code == 302
