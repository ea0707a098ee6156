"""No deed of power without a line: every request that an organizer or the operator makes in any test is watched, and
one that changed rows and wrote no line of the journal fails."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

CHANGE = re.compile(r'\s*(INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
JOURNAL = "challenges_journalentry"
# What is kept of a visit, not a deed.
VISITS = frozenset({"django_session", "usersessions_usersession"})
# One's own account, playing and grading, as anybody does; a beginning nobody else sees, whose outcome is told whole.
NO_POWER = (
    "smartport.accounts.",
    "allauth.",
    "challenges.pages.",
    "challenges.api.",
    "smartport.console.making",
    "smartport.jury.",
)
BUT = ("challenges.pages.answering", "challenges.pages.rejudges", "challenges.api.questions")
# Whose deeds count whoever does them: a president of a jury is no organizer.
POWER = "smartport.jury.president."
# A letter to oneself; a piece of an upload, which is told of when it begins and when it is whole.
NO_POWER_NAMES = frozenset({"console-letter-try", "extract-chunks"})

Answer = Callable[[HttpRequest], HttpResponseBase]


class Untold(Exception):
    """A deed of power that no journal tells of. No AssertionError, which a page could take for a refusal."""


def watched(get_response: Answer) -> Answer:
    """Middleware, innermost."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        changed: set[str] = set()
        with connection.execute_wrapper(_Noting(changed)):
            given = get_response(request)
        told = changed - VISITS
        if given.status_code < 400 and told and JOURNAL not in told and is_powerful(request):
            raise Untold(f"{request.method} {request.path} changed {sorted(told)} and wrote no line")
        return given

    return answer


class _Noting:
    """Notes in which tables rows were changed."""

    def __init__(self, changed: set[str]) -> None:
        self.changed = changed

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        found = CHANGE.match(sql)
        # Of an insert the count is known only once its answer is read.
        if found and (found[1].startswith("INSERT") or context["cursor"].rowcount != 0):
            self.changed.add(found[2])
        return done


def is_powerful(request: HttpRequest) -> bool:
    """Whether it was asked with power, and of a page that has some."""
    user, match = getattr(request, "user", None), request.resolver_match
    if match is None:
        return False
    view: Any = match.func
    module = getattr(view, "view_class", getattr(view, "cls", view)).__module__
    if module.startswith(POWER):
        return True
    if not (getattr(user, "is_staff", False) or getattr(user, "is_superuser", False)):
        return False
    is_plain = module.startswith(NO_POWER) and not module.startswith(BUT)
    return not is_plain and match.view_name not in NO_POWER_NAMES
