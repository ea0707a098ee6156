"""What the crowd asks for again within a second is handed out as it was, before Django unpacks anything.

A hall that looks at one board asks the same thing some hundred times a second, and most of what an answer costs then
is to open the question. Only answers that are for everybody are kept (challenges/pages/crowd.py says which), under all
that such an answer may depend on.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import parse_cookie

from challenges.pages.crowd import FOR_EVERYBODY
from challenges.pages.shelf import Shelf

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

SECONDS = 1.0
ANSWERS = 100
PLACES = ("/leaderboard", "/stage/now")
ASKED = (
    *("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_HOST", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO"),
    *("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "HTTP_HX_REQUEST", "HTTP_IF_NONE_MATCH"),
    "HTTP_AUTHORIZATION",
)
ONES_OWN = "csrftoken"  # different with everybody, and shows in nothing that is for all


@dataclass(frozen=True)
class Answer:
    """As it went to the web server, `at` by the steady clock."""

    at: float
    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Kiosk:
    """Stands before a WSGI application."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._answers: Shelf[Answer] = Shelf(ANSWERS)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not environ["PATH_INFO"].rstrip("/").endswith(PLACES):
            return self._application(environ, start_response)
        key = _key(environ)
        answer = self._answers.get(key)
        if answer and time.monotonic() - answer.at < SECONDS:
            start_response(answer.status, list(answer.headers))
            return [answer.body]
        return self._asked(key, environ, start_response)

    def _asked(self, key: str, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        told: list[tuple[str, tuple[tuple[str, str], ...]]] = []

        def note(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            told.append((status, tuple(headers)))
            return start_response(status, headers, *more)

        answer = self._application(environ, note)
        if environ.get(FOR_EVERYBODY):
            self._answers.keep(key, Answer(time.monotonic(), *told[-1], b"".join(answer)))
        return answer


def _key(environ: Mapping[str, Any]) -> str:
    cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
    cookies.pop(ONES_OWN, None)
    return repr((*(environ.get(name) for name in ASKED), sorted(cookies.items())))
