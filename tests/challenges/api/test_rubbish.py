"""Rubbish handed in: a clear sentence before the queue, row and column where they are known, no allowance used."""

import io
import socket
import zipfile
from threading import Thread

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.utils import translation
from django.utils.translation import gettext

from challenges.submissions.models import Submission
from challenges.submissions.queries import allowance
from smartport.api import LARGEST_BODY
from tests.factories import NOW, code_zip, predictions_csv

pytestmark = pytest.mark.database

ADDRESS = "/api/v1/challenges/rade/submissions"
HUGE = 300 * 1024 * 1024


def zip_with_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("main.py", "print()")
        link = zipfile.ZipInfo("truth.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/app/input/ref/truth.csv")
    return out.getvalue()


@pytest.fixture
def client(as_, alice, alices_team, bundle):
    client = as_(alice)
    client.cookies["language"] = "en"
    return client


@pytest.fixture(autouse=True)
def nothing_used(alices_team, bundle):
    """Whatever a test hands in here: nothing is kept, nothing is counted."""
    yield
    assert Submission.objects.count() == 0
    left = allowance(alices_team, bundle.phase, now=NOW)
    assert (left.left_today, left.left_in_total) == (5, 100)


FILES = [
    ("0 bytes", b"", "predictions", 422, "file_empty"),
    ("0 bytes of code", b"", "code", 422, "file_empty"),
    ("not a zip", b"print('hello')", "code", 422, "archive_unacceptable"),
    ("half a zip", code_zip()[:40], "code", 422, "archive_unacceptable"),
    ("a zip with a link", zip_with_link(), "code", 422, "archive_unacceptable"),
    ("a zip for a predictions file", code_zip(), "predictions", 422, "predictions_unacceptable"),
    ("an unknown kind", predictions_csv(), "malware", 400, "invalid_input"),
    ("a kind in the wrong case", predictions_csv(), "Code", 400, "invalid_input"),
]


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"), [row[1:] for row in FILES], ids=[row[0] for row in FILES]
)
def test_file_of_the_wrong_sort_is_refused(client, post_file, content, kind, status, code):
    answer = post_file(client, content, kind=kind, name="x.bin")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["field"] in {"file", "kind"}
    assert answer.json()["message"]


def test_link_in_a_zip_is_named(client, post_file):
    told = post_file(client, zip_with_link(), kind="code").json()
    assert told["message"] == "The archive cannot be accepted: it holds a link; put the file itself."
    assert told["hint"] == "Hand in a plain .zip with main.py at its root."
    assert [(fault["code"], fault["message"]) for fault in told["faults"]] == [("links_not_allowed", told["message"])]
    assert told["faults"][0]["value"] == "truth.csv"


TABLES = [
    ("wrong header", b"id,prediction\na,1\n", "header_unknown_column", 1, "prediction", None),
    ("semicolons", b"id;value\na;1\n", "not_csv", 1, None, "id;value"),
    ("NaN", predictions_csv(b=float("nan")), "not_finite", 3, "value", "nan"),
    ("infinity", predictions_csv(d=float("-inf")), "not_finite", 5, "value", "-inf"),
    ("a word", b"id,value\na,1\nb,two\nc,3\nd,4\n", "not_a_number", 3, "value", "two"),
    ("a duplicate id", predictions_csv() + b"a,1\n", "duplicate_id", 6, "id", "a"),
    ("an unknown id", predictions_csv() + b"z,1\n", "unknown_id", 6, "id", "z"),
    ("missing ids", b"id,value\na,1\nb,2\n", "missing_ids", None, None, "2"),
    ("UTF-16", predictions_csv().decode().encode("utf-16"), "not_utf8", 1, None, None),
    ("NUL bytes", b"id,value\na,\x001\n", "nul_byte", 2, None, None),
    ("only a header", b"id,value\n", "missing_ids", None, None, "4"),
    ("spaces", b"  \n\n", "header_unknown_column", 1, "  ", None),
]


@pytest.mark.parametrize(
    ("content", "code", "row", "column", "value"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES]
)
def test_wrong_table_is_refused_with_row_and_column(client, post_file, content, code, row, column, value):
    answer = post_file(client, content)
    assert (answer.status_code, answer.json()["code"]) == (422, "predictions_unacceptable")
    fault = answer.json()["faults"][0]
    assert (fault["code"], fault["row"], fault["column"], fault["value"]) == (code, row, column, value)
    assert fault["message"]


def test_every_fault_is_told_at_once(client, post_file):
    told = post_file(client, b"id,value\na,x\na,1\nz,nan\n").json()
    assert [(fault["code"], fault["row"]) for fault in told["faults"]] == [
        ("missing_ids", None),
        ("not_a_number", 2),
        ("duplicate_id", 3),
        ("unknown_id", 4),
        ("not_finite", 4),
    ]
    assert told["fault_count"] == 5
    assert told["message"] == "The predictions file has 5 faults; none of it was counted."


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_faults_are_told_in_the_readers_language(client, post_file, language):
    client.cookies["language"] = language
    told = post_file(client, b"id,value,extra\na,1,2\n").json()
    with translation.override(language):
        sentence = gettext("This column is not expected. The header is: %(header)s") % {"header": "id,value"}
    assert [fault["message"] for fault in told["faults"]] == [sentence]
    assert sentence.isascii() == (language == "en")


def test_only_the_first_of_many_faults_are_listed(client, post_file):
    told = post_file(client, b"id,value\n" + b"a,x\n" * 5000).json()
    assert len(told["faults"]) == 20
    assert told["fault_count"] > 1000


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"", "multipart/form-data; boundary=x", 400, "invalid_input"),
        (b"x", "multipart/form-data", 400, "parse_error"),
        (b"\x00\xff" * 100, "multipart/form-data; boundary=x", 400, "invalid_input"),
        (b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\n", "multipart/form-data; boundary=x", 400, None),
        (b"{}", "application/json", 415, "unsupported_media_type"),
        (b"<x/>", "text/xml", 415, "unsupported_media_type"),
        (b"id,value", "", 415, "unsupported_media_type"),
        (b"id,value", "multipart/form-data; boundary=\xff", 400, "parse_error"),
        (b"a=1", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
    ],
)
def test_request_of_the_wrong_sort_is_refused(client, body, content_type, status, code):
    answer = client.generic("POST", ADDRESS, body, content_type=content_type)
    assert answer.status_code == status
    assert answer.json()["code"] == code or code is None


def test_file_name_that_is_not_utf8_is_no_error_of_ours(client):
    body = (
        b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\ncode\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="\xff\xfe\xc3.zip"\r\n\r\nrubbish\r\n--x--\r\n'
    )
    answer = client.generic("POST", ADDRESS, body, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, "invalid_input", "file")


def test_file_sent_as_text_and_note_sent_as_file(client, post_file):
    answer = client.post(ADDRESS, {"file": "id,value", "kind": "predictions"}, format="multipart")
    assert (answer.status_code, answer.json()["field"]) == (400, "file")
    answer = post_file(client, predictions_csv(), message=io.BytesIO(b"note"))
    assert (answer.status_code, answer.json()["field"]) == (400, "message")


@pytest.mark.parametrize("message", ["x" * 201, "a\0b"])
def test_note_that_cannot_be_kept_is_refused(client, post_file, message):
    answer = post_file(client, predictions_csv(), message=message)
    assert (answer.status_code, answer.json()["field"]) == (400, "message")


def test_file_over_the_limit_of_its_kind_is_refused(client, post_file, monkeypatch):
    monkeypatch.setattr("challenges.submissions.rules.LARGEST", {"predictions": 10, "code": 10})
    answer = post_file(client, predictions_csv())
    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")


class NeverRead(io.RawIOBase):
    """A body whose reading would be a mistake."""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")

    readinto = readline = read


def test_300_mb_are_refused_before_a_byte_is_read(client):
    answer = client.generic(
        "POST",
        ADDRESS,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(HUGE),
        **{"wsgi.input": NeverRead()},
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "request_too_large")
    assert answer.json()["message"] == f"The request is too large: at most {LARGEST_BODY >> 20} MiB are accepted."


@pytest.fixture
def server():
    """The site on a real socket."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
    server.set_app(WSGIHandler())
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server.server_address
    server.shutdown()
    thread.join()
    server.server_close()


def test_300_mb_are_refused_while_the_body_is_still_to_come(server):
    """The answer is there although no byte of the body was sent."""
    head = f"POST {ADDRESS} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    with socket.create_connection(server, timeout=10) as connection:
        connection.sendall(f"{head}Content-Length: {HUGE}\r\n\r\n".encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("declared", ["-1", "abc", "²", "9" * 5000], ids=["negative", "letters", "power", "huge"])
def test_odd_length_is_no_error_of_ours(client, declared):
    answer = client.generic(
        "POST", ADDRESS, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=declared
    )
    assert answer.status_code in {400, 413}
