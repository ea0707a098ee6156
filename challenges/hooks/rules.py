"""What may be told to whom, where it may be sent, and how often it is tried.

Messages are made and signed as Standard Webhooks 1.0.0 says (https://www.standardwebhooks.com): the headers webhook-id,
webhook-timestamp and webhook-signature, the last `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; a secret
is shown as `whsec_` and the base64 of its bytes.
"""

import base64
import hashlib
import hmac
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from challenges.errors import Refusal, gettext_noop

EVENTS: Mapping[str, str] = {
    "submission.received": gettext_noop("a submission was received"),
    "submission.scored": gettext_noop("a submission has a score"),
    "submission.failed": gettext_noop("a submission came to no score"),
    "phase.opened": gettext_noop("a phase opened"),
    "phase.extended": gettext_noop("a phase was extended"),
    "phase.closing_soon": gettext_noop("a phase closes within a day"),
    "phase.closed": gettext_noop("a phase closed"),
    "leaderboard.closed": gettext_noop("a leaderboard was closed"),
    "rejudge.applied": gettext_noop("a rejudge was applied"),
    "results.published": gettext_noop("the results of the edition were published"),
}
TEST = "test"
RESULTS = "results.published"
# Deeds of the journal that become events.
OF_DEEDS: Mapping[str, str] = {
    "submission.received": "submission.received",
    "evaluation.scored": "submission.scored",
    "evaluation.failed": "submission.failed",
    "evaluation.broken": "submission.failed",
    "phase.extended": "phase.extended",
    "leaderboard.closed": "leaderboard.closed",
    "rejudge.applied": "rejudge.applied",
}

CLOSING_SOON = timedelta(days=1)
PATIENCE = timedelta(seconds=10)  # for one try, from the name's resolution to the answer's end
TRIES = 12
STOPPED_AFTER = timedelta(days=3)
KEPT_FOR = timedelta(days=30)
MOST_HOOKS = 10  # of one challenge
ANSWER_BYTES = 4096
ANSWER_KEPT = 500
URL_LENGTH = 500
SECRET_PREFIX = "whsec_"  # noqa: S105  (how a secret begins is none)

Address = IPv4Address | IPv6Address
# Translated or tunnelled addresses: what stands behind one is not what it looks like.
_INDIRECT = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


class AddressUnusable(Refusal):
    code = "hook_address_unusable"
    message = gettext_noop("This address cannot be used.")
    hint = gettext_noop("Write one that begins with https://, without a name, a password or a # in it.")
    field = "url"
    status = 422


class AddressForbidden(Refusal):
    """Details: host."""

    code = "hook_address_forbidden"
    message = gettext_noop(
        "Nothing is sent to %(host)s: it is a machine of our own network, or one without an address."
    )
    hint = gettext_noop("If it is meant, the operator can allow it by SMARTPORT_HOOK_HOSTS.")
    field = "url"
    status = 422


class EventsMissing(Refusal):
    code = "hook_events_missing"
    message = gettext_noop("Choose at least one event.")
    field = "events"
    status = 422


class TooManyHooks(Refusal):
    """Details: limit."""

    code = "too_many_hooks"
    message = gettext_noop("A challenge has at most %(limit)s webhooks.")
    hint = gettext_noop("Remove one that is no longer needed.")


def require_address(url: str, *, allowed: Collection[str]) -> str:
    """The address, tidied. `allowed` are hosts that may be of our own network, and be asked without TLS. Where its name
    leads is looked at before every sending. Raises AddressUnusable, AddressForbidden."""
    tidied = url.strip()
    try:
        parts = urlsplit(tidied)
        is_whole = bool(parts.hostname) and (parts.port or 443) > 0
    except ValueError as error:
        raise AddressUnusable from error
    is_clean = tidied.isascii() and tidied.isprintable() and " " not in tidied and len(tidied) <= URL_LENGTH
    if not is_whole or not is_clean or parts.username is not None or parts.password is not None or parts.fragment:
        raise AddressUnusable
    host = str(parts.hostname)
    if parts.scheme != "https" and not (parts.scheme == "http" and host in allowed):
        raise AddressUnusable
    if host not in allowed and (literal := _literal(host)) is not None and not is_outside(literal):
        raise AddressForbidden(host=host)
    return tidied


def require_outside(addresses: Sequence[str], *, host: str, allowed: Collection[str]) -> list[str]:
    """The addresses a host resolves to, where all of them may be sent to. Raises AddressForbidden: one that may not is
    one too many, for it is not ours to say which is connected to."""
    read = [ip_address(address.split("%", 1)[0]) for address in addresses]
    if not read or (host not in allowed and not all(map(is_outside, read))):
        raise AddressForbidden(host=host)
    return [str(address) for address in read]


def is_outside(address: Address) -> bool:
    """Whether it is somebody on the internet: not this machine, its network, its cloud's metadata, nor a group."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_outside(address.ipv4_mapped)
        if any(address in network for network in _INDIRECT):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def require_events(chosen: Collection[str]) -> list[str]:
    """Those that there are, in their order. Raises EventsMissing."""
    known = [name for name in EVENTS if name in chosen]
    if not known:
        raise EventsMissing
    return known


def host_header(parts: SplitResult) -> str:
    """The host as a request names it."""
    return parts.netloc.rpartition("@")[2]


def signature(secret: bytes, *, message_id: str, timestamp: int, body: str) -> str:
    """What the header webhook-signature says."""
    signed = f"{message_id}.{timestamp}.{body}".encode()
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


def shown_secret(secret: bytes) -> str:
    """As its receiver keeps it."""
    return SECRET_PREFIX + base64.b64encode(secret).decode()


def wait_after(tries: int) -> timedelta:
    """How long a message waits after so many failures: 1 minute, 2, 4 … at most 6 hours; TRIES take some 20 hours."""
    return min(timedelta(minutes=2 ** min(max(0, tries - 1), 10)), timedelta(hours=6))


def is_taken(status: int) -> bool:
    """Whether an answer means that the receiver has it; a redirection does not, and is not followed."""
    return 200 <= status < 300
