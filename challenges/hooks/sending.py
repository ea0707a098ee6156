"""One request to a stranger's machine: to the address that was checked and no other, within a time that is bounded
however slowly the answer comes, without following where it points."""

import socket
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from challenges.errors import gettext_noop
from challenges.hooks.rules import ANSWER_BYTES, ANSWER_KEPT, AddressForbidden, host_header, require_outside

# What failed, for whoever looks after the receiver; the words are message ids.
FORBIDDEN, UNKNOWN_HOST, NO_TLS = "address_forbidden", "host_unknown", "tls_failed"
NO_CONNECTION, TOO_SLOW, NOT_HTTP = "no_connection", "too_slow", "not_http"
TROUBLES: Mapping[str, str] = {
    FORBIDDEN: gettext_noop("its name leads into our own network"),
    UNKNOWN_HOST: gettext_noop("there is no machine of that name"),
    NO_TLS: gettext_noop("its certificate does not hold"),
    NO_CONNECTION: gettext_noop("no connection"),
    TOO_SLOW: gettext_noop("it took longer than 10 seconds"),
    NOT_HTTP: gettext_noop("it does not speak HTTP"),
}


@dataclass(frozen=True)
class Answer:
    """What came back: a status and the beginning of the body, or what failed."""

    status: int | None = None
    body: str = ""
    trouble: str = ""


def post(url: str, *, body: str, headers: dict[str, str], allowed: Iterable[str], seconds: float) -> Answer:
    """Send it, once. Never raises for what a stranger's machine does."""
    until = monotonic() + seconds
    parts = urlsplit(url)
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    try:
        addresses = require_outside(_resolved(host, port), host=host, allowed=set(allowed))
        return _exchange(url, body=body, headers={**headers, "host": host_header(parts)}, to=addresses, until=until)
    except AddressForbidden:
        return Answer(trouble=FORBIDDEN)
    except OSError:
        return Answer(trouble=UNKNOWN_HOST)
    except httpcore.TimeoutException:
        return Answer(trouble=TOO_SLOW)
    except httpcore.ConnectError as error:
        is_tls = any(isinstance(cause, ssl.SSLError) for cause in error.args)  # httpcore keeps what it stands for there
        return Answer(trouble=NO_TLS if is_tls else NO_CONNECTION)
    except httpcore.NetworkError:
        return Answer(trouble=NO_CONNECTION)
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, ValueError):
        return Answer(trouble=NOT_HTTP)


def _resolved(host: str, port: int) -> list[str]:
    """Raises OSError (UnicodeError is a ValueError) where there is no such host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _exchange(url: str, *, body: str, headers: dict[str, str], to: list[str], until: float) -> Answer:
    network = _Pinned(to, until=until)
    with httpcore.ConnectionPool(ssl_context=_tls(), network_backend=network, retries=0) as pool:
        timeouts = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), max(0.1, until - monotonic()))}
        with pool.stream(
            "POST", url, headers=list(headers.items()), content=body.encode(), extensions=timeouts
        ) as response:
            return Answer(response.status, _beginning(response.iter_stream()))


def _beginning(chunks: Iterable[bytes]) -> str:
    """Of a body, as text that acts on nothing; what is longer is not read."""
    read = b""
    for chunk in chunks:
        read += chunk
        if len(read) >= ANSWER_BYTES:
            break
    text = read[:ANSWER_BYTES].decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else " " for letter in text)[:ANSWER_KEPT].strip()


@cache
def _tls() -> ssl.SSLContext:
    """With the authorities that httpx trusts, or those of SSL_CERT_FILE."""
    return httpx.create_ssl_context()


class _Pinned(httpcore.SyncBackend):
    """Connects to the addresses that were checked, whatever a name leads to by now; the name still is what the
    certificate has to be for."""

    def __init__(self, addresses: list[str], *, until: float) -> None:
        super().__init__()
        self._addresses, self._until = addresses, until

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        """To the first that answers. Raises httpcore.ConnectError, httpcore.ConnectTimeout."""
        failed: Exception = httpcore.ConnectError("no address")
        for address in self._addresses:
            try:
                return _Hurried(super().connect_tcp(address, port, _left(self._until)), until=self._until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


class _Hurried(httpcore.NetworkStream):
    """A connection whose every step has only what is left of the whole time: one byte every nine seconds is no way to
    hold us."""

    def __init__(self, stream: httpcore.NetworkStream, *, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._until))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Hurried(self._stream.start_tls(ssl_context, server_hostname, _left(self._until)), until=self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(until: float) -> float:
    """Raises httpcore.ReadTimeout when the time is over."""
    left = until - monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is over")
    return left
