"""Where a person is logged in: devices in plain words, and when each was last seen."""

import re
from collections.abc import Callable
from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.core.internal.httpkit import HTTP_USER_AGENT_MAX_LENGTH
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

from challenges import clock
from challenges.errors import gettext_noop

Answer = Callable[[HttpRequest], HttpResponse]

SEEN = "seen_at"
SEEN_EVERY = 600
BROWSERS = (
    ("Edge", re.compile(r"\bEdg(?:e|A|iOS)?/")),
    ("Opera", re.compile(r"\bOPR/|\bOpera\b")),
    ("Samsung Internet", re.compile(r"\bSamsungBrowser/")),
    ("Firefox", re.compile(r"\bFirefox/|\bFxiOS/")),
    ("Chrome", re.compile(r"\bChrome/|\bCriOS/|\bChromium/|\bHeadlessChrome/")),
    ("Safari", re.compile(r"\bSafari/")),
)
SYSTEMS = (
    ("iPhone", re.compile(r"\biPhone\b")),
    ("iPad", re.compile(r"\biPad\b")),
    ("Android", re.compile(r"\bAndroid\b")),
    ("Windows", re.compile(r"\bWindows\b")),
    ("macOS", re.compile(r"\bMac OS X\b|\bMacintosh\b")),
    ("ChromeOS", re.compile(r"\bCrOS\b")),
    ("Linux", re.compile(r"\bLinux\b|\bX11\b")),
)
UNKNOWN = gettext_noop("Unknown device")
BROWSER_ON_SYSTEM = gettext_noop("%(browser)s on %(system)s")


def device_of(user_agent: str) -> tuple[str, str]:
    """Browser and system by their names; empty where the browser does not say."""
    return _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)


def note_session(get_response: Answer) -> Answer:
    """Middleware: when a logged-in browser was last seen, written every ten minutes at most."""

    def answer(request: HttpRequest) -> HttpResponse:
        seen = request.session.get(SEEN)
        now = clock.now()
        if isinstance(seen, int | float) and now.timestamp() - seen >= SEEN_EVERY:
            _note(request, now=now)
        return get_response(request)

    return answer


def begin_noting(request: HttpRequest, *, now: datetime) -> None:
    """From the log-in on."""
    request.session[SEEN] = now.timestamp()


def _note(request: HttpRequest, *, now: datetime) -> None:
    begin_noting(request, now=now)
    user_agent = request.headers.get("User-Agent", "")[:HTTP_USER_AGENT_MAX_LENGTH]
    seen = {"last_seen_at": now, "ip": get_adapter().get_client_ip(request), "user_agent": user_agent}
    UserSession.objects.filter(session_key=request.session.session_key).update(**seen)


def _first(known: tuple[tuple[str, re.Pattern[str]], ...], user_agent: str) -> str:
    return next((name for name, pattern in known if pattern.search(user_agent)), "")
