"""What every answer passes through: a strict content policy, the reader's language, a page for what only forms ask."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation

from smartport.error_pages import for_forms_only

Answer = Callable[[HttpRequest], HttpResponse]


def policy(*, connects: str = "'self'", frames: str = "'none'", framed_by: str = "'none'") -> str:
    """Nothing inline, nothing from elsewhere; `connects` is whom scripts may ask, `frames` what the page may hold as
    a page of its own, `framed_by` which pages may hold it."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            f"connect-src {connects}",
            f"frame-src {frames}",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {framed_by}",
        )
    )


POLICY = policy()
LANGUAGE_COOKIE = "language"
LANGUAGES = ("fr", "ar", "en")
THEME_COOKIE = "theme"
THEMES = ("light", "dark")


def content_security_policy(get_response: Answer) -> Answer:
    """Nothing inline, nothing from elsewhere."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return answer


def preferred_language(get_response: Answer) -> Answer:
    """The language of the reader's own choice (a cookie), else French: browsers in Morocco often say English."""

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
        language = chosen if chosen in LANGUAGES else LANGUAGES[0]
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return answer


def answer_for_forms_only(get_response: Answer) -> Answer:
    """Where a reload or "Back" leads to an address that only takes forms, a page says so; programs need none."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_refused = isinstance(response, HttpResponseNotAllowed) and request.method in ("GET", "HEAD")
        if is_refused and request.accepts("text/html") and not request.path.startswith("/api/"):
            return for_forms_only(request, response)
        return response

    return answer
