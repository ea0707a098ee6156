"""What is shown once: a secret that travels from the deed that made it to the one page after it, in a sealed cookie.

So a page that is loaded again repeats no deed, and the secret stands in no address and lies in no database.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

SECONDS = 60


def show_next(answer: HttpResponse, *, request: HttpRequest, what: str, kept: Mapping[str, str]) -> HttpResponse:
    """The answer that leads on to the page which shows it."""
    answer.set_cookie(
        what,
        signing.dumps(dict(kept), salt=_salt(request, what)),
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def to_show(request: HttpRequest, *, what: str) -> dict[str, str]:
    """What the reader's last deed left to be shown; nothing a minute later, or to somebody else."""
    sealed = request.COOKIES.get(what, "")
    if not sealed or request.method != "GET":
        return {}
    try:
        kept: dict[str, str] = signing.loads(sealed, salt=_salt(request, what), max_age=SECONDS)
    except signing.BadSignature:
        return {}
    return kept


def shown(answer: HttpResponse, *, what: str) -> HttpResponse:
    """The answer that showed it: the next one does not, and nobody keeps this one."""
    answer.delete_cookie(what, samesite="Lax")
    add_never_cache_headers(answer)
    return answer


def _salt(request: HttpRequest, what: str) -> str:
    user: Any = request.user
    return f"{what}:{user.pk}"
