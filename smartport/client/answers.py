"""What an answer that is none means, in one line each: no network, another server, a site that is down."""

import ssl
from collections.abc import Mapping
from json import JSONDecodeError
from typing import Any

import httpx

from smartport.client.errors import Failure, Refused, Unreachable, reason_of
from smartport.client.tongue import gettext, gettext_noop, ngettext

CHECK_ADDRESS = gettext_noop("Check the address: --url, or SMARTPORT_URL.")
LOG_IN = gettext_noop("Log in: smartport login")
NO_TOKEN = frozenset({"not_authenticated"})
BAD_TOKEN = frozenset({"authentication_failed"})
MOST_DIGITS = 9  # of seconds that are told as they come


def silence(error: Exception, *, url: str) -> Unreachable:
    """Why nobody answers at `url`."""
    causes = [cause for cause in (error, error.__cause__, error.__context__) if cause]
    reason = reason_of(error) or type(error).__name__
    if any(isinstance(cause, ssl.SSLError) for cause in causes) or "CERTIFICATE" in reason.upper():
        message = gettext("The certificate of %(url)s cannot be trusted (%(reason)s).")
        hint = gettext(
            "Check the address and this machine's clock; behind a filtering proxy, name its certificate: SSL_CERT_FILE."
        )
    elif isinstance(error, httpx.TimeoutException):
        message = gettext("%(url)s does not answer in time.")
        hint = gettext("Try again; what was handed in once shows in: smartport submissions")
    elif isinstance(error, httpx.ProxyError):
        message = gettext("The proxy on the way to %(url)s refuses (%(reason)s).")
        hint = gettext("Check HTTPS_PROXY and NO_PROXY.")
    elif isinstance(error, httpx.ConnectError):
        message = gettext("%(url)s does not answer (%(reason)s).")
        hint = gettext("Check your network.") + " " + gettext(CHECK_ADDRESS)
    else:
        message, hint = gettext("The connection to %(url)s broke (%(reason)s)."), gettext("Try again.")
    return Unreachable(message % {"url": url, "reason": reason}, hint)


def refusal(answer: httpx.Response) -> Failure:
    """What an answer other than 2xx says."""
    told = _told(answer)
    if told is None:
        return _not_ours(answer)
    refused = Refused(answer.status_code, told)
    if refused.code in NO_TOKEN:
        refused.message, refused.hint = gettext("You are not logged in."), gettext(LOG_IN)
    elif refused.code in BAD_TOKEN:
        refused.message, refused.hint = gettext("Your login is no longer valid."), gettext(LOG_IN)
    return refused


def no_json(answer: httpx.Response) -> Failure:
    """A good answer of something that is not the API."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0] or gettext("something else")
    message = gettext("%(url)s is not a site of the challenge: it answers with %(kind)s.")
    return Unreachable(message % {"url": _where(answer), "kind": kind}, gettext(CHECK_ADDRESS))


def _told(answer: httpx.Response) -> Mapping[str, Any] | None:
    try:
        told = answer.json()
    except (JSONDecodeError, UnicodeDecodeError):
        return None
    return told if isinstance(told, Mapping) and "message" in told else None


def _not_ours(answer: httpx.Response) -> Failure:
    told = {"url": _where(answer), "status": answer.status_code}
    if answer.is_redirect:
        told["to"] = answer.headers.get("Location", "").partition("/api/")[0]
        message = gettext("%(url)s sends you on to %(to)s.")
        hint = gettext("If that is the challenge's site: --url %(to)s")
    elif answer.status_code in {502, 503, 504}:
        message = gettext("%(url)s is not available at the moment (%(status)s).")
        hint = _later(answer.headers.get("Retry-After", ""))
    elif answer.status_code >= 500:
        message = gettext("%(url)s made a mistake (%(status)s).")
        hint = gettext("It is not your fault. Try again; if it stays so, tell the organizers.")
    else:
        below = told["below"] = answer.request.url.path.partition("/api/v1/")[0]
        message = gettext("%(url)s%(below)s answers %(status)s, and not as a site of the challenge.")
        hint = gettext("Perhaps without %(below)s: --url %(url)s") if below else gettext(CHECK_ADDRESS)
    return Unreachable(message % told, hint % told)


def _later(after: str) -> str:
    """When to try again: after so many seconds, where the site says how many."""
    if not after.isdecimal() or len(after) > MOST_DIGITS:
        return gettext("Try again in a minute.")
    told = ngettext("Try again in %(seconds)s second.", "Try again in %(seconds)s seconds.", int(after))
    return told % {"seconds": after}


def _where(answer: httpx.Response) -> str:
    url = answer.request.url
    return str(url.copy_with(path="/", query=None)).rstrip("/")
