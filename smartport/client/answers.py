"""What an answer that is none means, in one line each: no network, another server, a site that is down."""

import ssl
from collections.abc import Mapping
from json import JSONDecodeError
from typing import Any

import httpx

from smartport.client.errors import Failure, Refused, Unreachable

CHECK_ADDRESS = "Check the address: --url, or SMARTPORT_URL."
LOG_IN = "Log in: smartport login"
NO_TOKEN = frozenset({"not_authenticated"})
BAD_TOKEN = frozenset({"authentication_failed"})


def silence(error: Exception, *, url: str) -> Unreachable:
    """Why nobody answers at `url`."""
    causes = [cause for cause in (error, error.__cause__, error.__context__) if cause]
    reason = str(error) or type(error).__name__
    if any(isinstance(cause, ssl.SSLError) for cause in causes) or "CERTIFICATE" in reason.upper():
        hint = (
            "Check the address and this machine's clock; behind a filtering proxy, name its certificate: SSL_CERT_FILE."
        )
        return Unreachable(f"The certificate of {url} cannot be trusted ({reason}).", hint)
    if isinstance(error, httpx.TimeoutException):
        return Unreachable(
            f"{url} does not answer in time.", "Try again; what was handed in once shows in: smartport submissions"
        )
    if isinstance(error, httpx.ProxyError):
        return Unreachable(f"The proxy on the way to {url} refuses ({reason}).", "Check HTTPS_PROXY and NO_PROXY.")
    if isinstance(error, httpx.ConnectError):
        return Unreachable(f"{url} does not answer ({reason}).", f"Check your network. {CHECK_ADDRESS}")
    return Unreachable(f"The connection to {url} broke ({reason}).", "Try again.")


def refusal(answer: httpx.Response) -> Failure:
    """What an answer other than 2xx says."""
    told = _told(answer)
    if told is None:
        return _not_ours(answer)
    refused = Refused(answer.status_code, told)
    if refused.code in NO_TOKEN:
        refused.message, refused.hint = "You are not logged in.", LOG_IN
    elif refused.code in BAD_TOKEN:
        refused.message, refused.hint = "Your login is no longer valid.", LOG_IN
    return refused


def no_json(answer: httpx.Response) -> Failure:
    """A good answer of something that is not the API."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0] or "something else"
    return Unreachable(f"{_where(answer)} is not a site of the challenge: it answers with {kind}.", CHECK_ADDRESS)


def _told(answer: httpx.Response) -> Mapping[str, Any] | None:
    try:
        told = answer.json()
    except (JSONDecodeError, UnicodeDecodeError):
        return None
    return told if isinstance(told, Mapping) and "message" in told else None


def _not_ours(answer: httpx.Response) -> Failure:
    where, status = _where(answer), answer.status_code
    if answer.is_redirect:
        to = answer.headers.get("Location", "").partition("/api/")[0]
        return Unreachable(f"{where} sends you on to {to}.", f"If that is the challenge's site: --url {to}")
    if status in {502, 503, 504}:
        after = answer.headers.get("Retry-After", "")
        when = f"in {after} seconds" if after.isdecimal() else "in a minute"
        return Unreachable(f"{where} is not available at the moment ({status}).", f"Try again {when}.")
    if status >= 500:
        hint = "It is not your fault. Try again; if it stays so, tell the organizers."
        return Unreachable(f"{where} made a mistake ({status}).", hint)
    below = answer.request.url.path.partition("/api/v1/")[0]
    hint = f"Perhaps without {below}: --url {where}" if below else CHECK_ADDRESS
    return Unreachable(f"{where}{below} answers {status}, and not as a site of the challenge.", hint)


def _where(answer: httpx.Response) -> str:
    url = answer.request.url
    return str(url.copy_with(path="/", query=None)).rstrip("/")
