"""Who asks every other second what becomes of a submission is told "nothing new" by one query.

A process remembers for a while whom it told what, and what the database held just then. Asked the same again it looks
whether that is still so: the person, the way in, the submission, its evaluations and its place in the queue. Only then
it says 304; for everything else the doors are asked, and they alone decide who sees what. What this does not look at
(the name of a team, the text of a challenge) comes with the next whole look.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from re import compile as pattern
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.utils.translation import get_language

from challenges import clock
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import queue_place
from challenges.pages.shelf import Shelf
from smartport.accounts.tokens import digest_of

Answer = Callable[[HttpRequest], HttpResponse]

ADDRESS = pattern(r"/(?:submissions/([-0-9a-f]{36})/status/|api/v1/submissions/([-0-9a-f]{36}))")
REMEMBERED = 2_000
WHOLE_LOOK_SECONDS = 60.0
LONGEST_ADDRESS = 200
TOKEN = "Token "  # noqa: S105 - the word before it
STATE = """
    SELECT s.is_counted, s.message, s.tags, c.id, m.id,
        u.is_active, u.password, u.is_staff, u.is_superuser, u.agreed_terms, d.expire_date > %s,
        t.user_id, t.scopes, t.revoked_at, t.expires_at > %s, t.expires_at IS NULL,
        p.opens_at, p.closes_at, p.closes_at < %s, p.freezes_at, p.freezes_at <= %s, p.log_policy, p.selections,
        b.told_at, b.stamp, b.frozen_at, e.id, e.state, e.bundle_id, e.attempt, e.started_at, e.finished_at,
        e.breakdowns, e.outcome, e.log_policy,
        (SELECT COUNT(*) FROM challenges_submission o WHERE o.team_id = s.team_id AND o.phase_id = s.phase_id)
    FROM challenges_submission s JOIN challenges_phase p ON p.id = s.phase_id
        LEFT JOIN challenges_leaderboard b ON b.phase_id = s.phase_id
        LEFT JOIN challenges_evaluation e ON e.submission_id = s.id
        LEFT JOIN challenges_selection c ON c.submission_id = s.id
        LEFT JOIN challenges_membership m ON m.team_id = s.team_id AND m.user_id = %s
        LEFT JOIN accounts_user u ON u.id = %s
        LEFT JOIN django_session d ON d.session_key = %s
        LEFT JOIN accounts_apitoken t ON t.digest = %s
    WHERE s.id = %s ORDER BY e.id
"""
EVALUATION, EVALUATION_STATE, BUNDLE = 26, 27, 28


@dataclass(frozen=True)
class Look:
    """Who had this answer, and what there was to see; nothing yet at the first time, when nobody knew who would ask."""

    user_id: int
    at: float
    seen: str = ""


class Pulse:
    """Middleware. It stands before all that ask who the reader is."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response
        self._looks: Shelf[Look] = Shelf(REMEMBERED)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        submission = _asked(request)
        if submission is None:
            return self._get_response(request)
        known = parse_etags(request.headers.get("If-None-Match", ""))
        look = self._looks.get(_key(request, known[0])) if len(known) == 1 else None
        seen = state_of(submission, request, user_id=look.user_id, now=clock.now()) if look else ""
        if look and seen and seen == look.seen and time.monotonic() - look.at < WHOLE_LOOK_SECONDS:
            return HttpResponse(status=304, headers={"ETag": known[0], "Cache-Control": "private, no-cache"})
        answer = self._get_response(request)
        user, etag = getattr(request, "user", None), answer.headers.get("ETag", "")
        if answer.status_code in (200, 304) and etag and user and user.is_authenticated:
            is_known = look is not None and look.user_id == user.pk and known == [etag]
            self._looks.keep(_key(request, etag), Look(user.pk, time.monotonic(), seen if is_known else ""))
        return answer


def state_of(submission: UUID, request: HttpRequest, *, user_id: int, now: datetime) -> str:
    """The same for as long as this person, by this way in, sees the same of this submission; empty where it is gone."""
    moment = connection.ops.adapt_datetimefield_value(now)
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    key = Evaluation._meta.pk.get_db_prep_value(submission, connection)
    with connection.cursor() as cursor:
        cursor.execute(STATE, [*[moment] * 4, user_id, user_id, session, _digest(request), key])
        rows = cursor.fetchall()
    queued = [row for row in rows if row[EVALUATION_STATE] in (State.QUEUED, State.SENT)]
    places = [queue_place(_evaluation(row), now=now) for row in queued]
    return _digest_of(rows, places) if rows else ""


def _evaluation(row: tuple[Any, ...]) -> Evaluation:
    """As much of it as its place in the queue asks for."""
    key = Evaluation._meta.pk.to_python(row[EVALUATION])
    return Evaluation(pk=key, state=row[EVALUATION_STATE], bundle_id=row[BUNDLE])


def _asked(request: HttpRequest) -> UUID | None:
    """The submission that is looked at by somebody who has a way in."""
    if request.method != "GET" or len(request.get_full_path()) > LONGEST_ADDRESS:
        return None
    found = ADDRESS.fullmatch(request.path)
    has_way_in = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    try:
        return UUID(found[1] or found[2]) if found and has_way_in else None
    except ValueError:
        return None


def _digest(request: HttpRequest) -> str:
    """Of the token that the request brings."""
    brought = request.headers.get("Authorization", "")
    return digest_of(brought.removeprefix(TOKEN)) if brought.startswith(TOKEN) else ""


def _key(request: HttpRequest, etag: str) -> str:
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    asked = [request.headers.get(name, "") for name in ("Accept", "Accept-Language", "Authorization", "HX-Request")]
    return _digest_of(request.get_full_path(), get_language(), session, asked, etag)


def _digest_of(*told: object) -> str:
    """Passwords' hashes, sessions and tokens are told apart and not kept."""
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()
