"""The many who look at a board without being logged in, as a page or over the API: what they see is made once,
however many look.

Each state of a board is drawn once, by one process for all (pinned.py), behind the readers' back: who comes meanwhile
has the one before, for some seconds at most. What somebody who is logged in sees never comes by here, and is never
older than it is.
"""

import gzip
import io
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from re import compile as pattern
from threading import Lock

import structlog
from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from challenges import clock
from challenges.leaderboards.versions import state_of
from challenges.pages.drawn import Drawn
from challenges.pages.pinned import claim, pin, pinned, release
from challenges.pages.shelf import Shelf
from challenges.pages.sign import sign_in_view

logger = structlog.get_logger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]

ADDRESS = pattern(r"/(?:challenges/([-\w]+)/leaderboard/|api/v1/challenges/([-\w]+)/leaderboard)")
# Who brings any other cookie may see something of their own: a session, a message.
COOKIES = frozenset({"language", "theme", "csrftoken"})
LIGHTS = ("light", "dark")
ADDRESSES = 200
LONGEST_ADDRESS = 200
PATIENCE_SECONDS = 20.0
FOR_EVERYBODY = "challenges.is_for_everybody"  # in the request's environment: the same question has the same answer


@dataclass
class Sheet:
    """One address in one language and light. Whoever draws it holds its lock."""

    key: str
    drawn: Drawn | None = None
    drawing: Lock = field(default_factory=Lock)

    def take(self, state: str) -> bool:
        """What another process has drawn, if that is new."""
        found = pinned(self.key) if settings.CROWD_SECONDS else None
        if found and found.is_new(state):
            self.drawn = found
        return self.drawn is found is not None

    def draw(self, request: HttpRequest, *, state: str, get_response: Answer) -> HttpResponse | None:
        """Keep what everybody will see; what is not for everybody is not kept, but given back. Its lock is held."""
        began = time.monotonic()
        given = get_response(_again(request))
        if given.status_code != 200 or given.streaming or given.cookies:  # a cookie: there is a secret in a form
            return given
        headers = {name: value for name, value in given.headers.items() if name not in ("ETag", "Content-Length")}
        headers["Vary"] = ", ".join(filter(None, (headers.get("Vary"), "Accept-Encoding")))
        is_page, etag = headers.get("Content-Type", "").startswith("text/html"), given.headers.get("ETag", "")
        packed = gzip.compress(given.content, compresslevel=5) if is_page else None
        self.drawn = Drawn(state, began, time.monotonic() - began, etag, headers, given.content, packed)
        if settings.CROWD_SECONDS:
            pin(self.key, self.drawn)
        return None


class Boards:
    """Middleware. It stands after the one that knows the language and before all that ask who the reader is."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response
        self._sheets: Shelf[Sheet] = Shelf(ADDRESSES)
        self._pencil = ThreadPoolExecutor(max_workers=1, thread_name_prefix="board")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        slug = _board_asked(request)
        state = state_of(slug, now=clock.now()) if slug else ""
        if not state:
            return self._get_response(request)
        state = f"{state} {sign_in_view().key}"  # the head of the page
        request.get_host()  # raises DisallowedHost, as further in
        sheet = self._sheet(_key(request))
        drawn = sheet.drawn
        if drawn and drawn.is_new(state):
            return _sent(drawn, request)
        if drawn and drawn.will_do():
            if sheet.drawing.acquire(blocking=False):
                self._pencil.submit(self._draw_behind, sheet, request, state, translation.get_language())
            return _sent(drawn, request)
        return self._drawn_now(sheet, request, state=state)

    def _sheet(self, key: str) -> Sheet:
        sheet = self._sheets.get(key)
        if sheet is None:
            sheet = Sheet(key)
            self._sheets.keep(key, sheet)
        return sheet

    def _drawn_now(self, sheet: Sheet, request: HttpRequest, *, state: str) -> HttpResponse:
        if not sheet.drawing.acquire(timeout=PATIENCE_SECONDS):
            return self._get_response(request)
        try:
            # Else another drew it while we waited, or elsewhere.
            if not (sheet.drawn and sheet.drawn.is_new(state)) and not sheet.take(state):
                private = sheet.draw(request, state=state, get_response=self._get_response)
                if private:
                    return private
        finally:
            sheet.drawing.release()
        return _sent(sheet.drawn, request) if sheet.drawn else self._get_response(request)

    def _draw_behind(self, sheet: Sheet, request: HttpRequest, state: str, language: str) -> None:
        try:
            if sheet.take(state) or not claim(sheet.key):
                return
            with translation.override(language):
                sheet.draw(request, state=state, get_response=self._get_response)
            release(sheet.key)
        except Exception:  # the edge of a thread: the next reader draws it, and sees what is wrong
            logger.exception("board_not_drawn")
        finally:
            sheet.drawing.release()
            close_old_connections()


def _sent(drawn: Drawn, request: HttpRequest) -> HttpResponse:
    request.META[FOR_EVERYBODY] = bool(settings.CROWD_SECONDS)
    return drawn.sent(request)


def _board_asked(request: HttpRequest) -> str:
    """The challenge whose board is looked at by somebody of the crowd; else nothing."""
    if request.method != "GET" or len(request.get_full_path()) > LONGEST_ADDRESS:
        return ""
    found = ADDRESS.fullmatch(request.path)
    is_known = "Authorization" in request.headers or not COOKIES.issuperset(request.COOKIES)
    return found[1] or found[2] if found and not is_known else ""


def _key(request: HttpRequest) -> str:
    """Whatever the answer may depend on; the API says where its next page is, and listens to the header alone."""
    light = request.COOKIES.get("theme", "")
    asked = [request.headers.get(name, "")[:100] for name in ("HX-Request", "Accept", "Accept-Language")]
    spoken = asked if request.path.startswith("/api/") else asked[:1]
    place = (request.scheme, request.get_host(), request.get_full_path())
    return repr((translation.get_language(), light if light in LIGHTS else "", *place, *spoken))


def _again(request: HttpRequest) -> HttpRequest:
    """The same request, of somebody who has nothing yet; whoever asked may be gone."""
    meta = {name: value for name, value in request.META.items() if name != "HTTP_IF_NONE_MATCH"}
    again = type(request)({**meta, "wsgi.input": io.BytesIO()})  # type: ignore[call-arg]
    again.LANGUAGE_CODE = translation.get_language()
    return again
