"""Odd names of files that are otherwise right: what is kept and shown is a plain name, and none is an error of ours."""

from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from challenges.submissions.models import Submission
from challenges.submissions.rules import FILE_NAME_LENGTH
from tests.factories import predictions_csv

pytestmark = pytest.mark.database

ADDRESS = "/api/v1/challenges/rade/submissions"
LONG = "x" * 300 + ".csv"


def body_with(name: str) -> bytes:
    """A form written by hand: a test client would clean the name before it is sent."""
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\npredictions\r\n',
        f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode(),
        predictions_csv(),
        b"\r\n--x--\r\n",
    ]
    return b"".join(parts)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\fakepath\\\\run.csv", "run.csv"),
        ("/srv/run.csv", "run.csv"),
        ("run\u202evsc.exe", "runvsc.exe"),
        ("\u2067run\u2069.csv", "run.csv"),
        ("\x1b[31mrun.csv", "[31mrun.csv"),
        ("توقعات الفريق.csv", "توقعات الفريق.csv"),
        ("<script>alert(1)<\\/script>.csv", "script>.csv"),
        ("'; --.csv", "'; --.csv"),
        (LONG, "x" * (FILE_NAME_LENGTH - 4) + ".csv"),
    ],
)
def test_odd_name_is_kept_as_a_plain_one(as_, alice, alices_team, bundle, sent, kept):
    client = as_(alice)
    answer = client.generic("POST", ADDRESS, body_with(sent), content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, answer.json()["file_name"]) == (201, kept)
    submission = Submission.objects.get()
    assert submission.file_name == kept
    assert kept not in submission.content.name
    with submission.content.open() as content:
        assert content.read() == predictions_csv()


@pytest.mark.parametrize("name", ["a\x00b.csv", "..", "", "\u202e\u2066", "x" * 5000 + ".csv", "\r\nX: y.csv"])
def test_hopeless_name_is_refused_or_cleaned(as_, alice, alices_team, bundle, name):
    answer = as_(alice).generic("POST", ADDRESS, body_with(name), content_type="multipart/form-data; boundary=x")
    assert answer.status_code in {201, 400}
    for submission in Submission.objects.all():
        assert submission.file_name.isprintable()
        assert 0 < len(submission.file_name) <= FILE_NAME_LENGTH
        assert not {"/", "\\"} & {*submission.file_name}


def test_odd_name_is_shown_apart_and_comes_back_with_the_file(client, alice, alices_team, bundle):
    client.force_login(alice)
    sent = {"file": SimpleUploadedFile("x", predictions_csv()), "kind": "predictions"}
    sent["file"].name = "توقعات<b>.csv"
    made = client.post("/challenges/rade/submit/", sent).headers["Location"]
    assert "<bdi>توقعات&lt;b&gt;.csv</bdi>" in client.get(made).content.decode()
    answer = client.get(f"{made}file/")
    assert b"".join(answer.streaming_content) == predictions_csv()
    answer.close()
    assert quote("توقعات<b>.csv", safe="") in answer.headers["Content-Disposition"]
