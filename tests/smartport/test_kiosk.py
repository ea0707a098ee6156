"""What is handed out again within a second: only what is for everybody, and to who asked the very same."""

import time
from collections.abc import Iterator
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from challenges.leaderboards.keeping import touch
from smartport import kiosk as module
from smartport.kiosk import Kiosk
from tests.factories import NOW
from tests.factories.jury import make_juror, make_panel

BOARD = "/challenges/rade/leaderboard/"

pytestmark = pytest.mark.database


class Reader:
    """Asks over one kiosk, as gunicorn does."""

    def __init__(self) -> None:
        self.kiosk = Kiosk(WSGIHandler())

    def get(self, path: str = BOARD, **headers: str) -> tuple[str, dict[str, str], bytes]:
        environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": "testserver", "HTTP_HX_REQUEST": "true", **headers}
        setup_testing_defaults(environ)
        told: list[Any] = []
        answer = self.kiosk(environ, lambda status, headers, *more: told.append((status, dict(headers))))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return (*told[-1], body)


@pytest.fixture
def reader(leaderboard, settings) -> Iterator[Reader]:
    settings.CROWD_SECONDS = 5
    ends = (request_started, request_finished)
    for end in ends:  # the connection is the test's
        end.disconnect(close_old_connections)
    yield Reader()
    for end in ends:
        end.connect(close_old_connections)


def test_same_question_is_answered_without_a_query(reader):
    first = reader.get()
    with CaptureQueriesContext(connection) as asked:
        second = reader.get()
    assert (first[0], second, len(asked)) == ("200 OK", first, 0)


def test_visitors_share_an_answer_whatever_their_forms_carry(reader):
    reader.get(HTTP_COOKIE=f"csrftoken={'a' * 32}; language=ar")
    with CaptureQueriesContext(connection) as asked:
        answer = reader.get(HTTP_COOKIE=f"language=ar; csrftoken={'b' * 32}")
    assert (answer[1]["Content-Language"], len(asked)) == ("ar", 0)


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_COOKIE": "language=en"},
        {"HTTP_COOKIE": "theme=dark"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"QUERY_STRING": "q=alize"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_IF_NONE_MATCH": '"a"'},
        {"REQUEST_METHOD": "HEAD"},
        {"HTTP_COOKIE": "sessionid=a"},
        {"HTTP_AUTHORIZATION": "Token spc_a"},
    ],
    ids=lambda more: next(iter(more.values())),
)
def test_other_question_is_asked(reader, more):
    reader.get()
    with CaptureQueriesContext(connection) as asked:
        reader.get(**more)
    assert len(asked) > 0


def test_unchanged_board_is_told_again_too(reader):
    etag = reader.get()[1]["ETag"]
    first = reader.get(HTTP_IF_NONE_MATCH=etag)
    with CaptureQueriesContext(connection) as asked:
        second = reader.get(HTTP_IF_NONE_MATCH=etag)
    assert (first[0], second, len(asked)) == ("304 Not Modified", first, 0)


def test_after_a_second_it_is_asked_again(reader, monkeypatch):
    reader.get()
    now = time.monotonic()
    monkeypatch.setattr(module.time, "monotonic", lambda: now + module.SECONDS)
    with CaptureQueriesContext(connection) as asked:
        reader.get()
    assert len(asked) == 1


def test_without_a_crowd_nothing_is_kept(reader, leaderboard, settings):
    settings.CROWD_SECONDS = 0
    before = reader.get()[1]["ETag"]
    touch(leaderboard, now=NOW)
    assert reader.get()[1]["ETag"] != before


def test_what_is_not_for_everybody_is_not_kept(reader, alice, client):
    client.force_login(alice)
    session = f"sessionid={client.cookies['sessionid'].value}"
    mine = reader.get(HTTP_COOKIE=session, HTTP_HX_REQUEST="")
    with CaptureQueriesContext(connection) as asked:
        again = reader.get(HTTP_COOKIE=session, HTTP_HX_REQUEST="")
    assert (b"Alice" in mine[2], b"Alice" in again[2], len(asked) > 2) == (True, True, True)
    assert b"Alice" not in reader.get(HTTP_HX_REQUEST="")[2]


@pytest.mark.parametrize("path", [BOARD, "/api/v1/challenges/rade/leaderboard"])
def test_juror_is_refused_while_the_crowds_answer_lies_there(reader, leaderboard, carol, client, path):
    """By page and by API, with what a browser sends besides the session."""
    make_juror(make_panel(leaderboard.phase.challenge), carol)
    client.force_login(carol)
    session = client.cookies["sessionid"].value
    assert reader.get(path)[0] == reader.get(path)[0] == "200 OK"
    for more in ("", "; language=ar; theme=dark", "; csrftoken=0123"):
        answer = reader.get(path, HTTP_COOKIE=f"sessionid={session}{more}")
        assert answer[0] == "403 Forbidden"
        assert b"Aliz" not in answer[2]
    assert reader.get(path)[0] == "200 OK"
