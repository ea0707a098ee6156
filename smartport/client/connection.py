"""The way to one site: requests as one person, JSON in plain dicts, pages put together, downloads that go on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from json import JSONDecodeError
from typing import Any, Self

import httpx

from smartport.client import answers, shown
from smartport.client.errors import Failure, Unreachable
from smartport.client.tongue import gettext

DEFAULT_URL = "http://127.0.0.1:8000"
TIMEOUT = httpx.Timeout(30, read=180)
PAGE_SIZE = 200
PIECE = 1 << 18

Json = dict[str, Any]


@dataclass(frozen=True)
class Download:
    """Bytes on their way; `start` is where in the file they begin: 0 where the site begins anew."""

    start: int
    chunks: Iterator[bytes]


class Connection:
    """One site, asked as one person."""

    def __init__(
        self,
        url: str = DEFAULT_URL,
        *,
        token: str = "",
        language: str = "en",
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        if not self.url.lower().startswith(("http://", "https://")):
            told = {"url": shown.line(url), "meant": self.url.rpartition("://")[2] or "…"}
            raise Unreachable(
                gettext("“%(url)s” is no address of a site.") % told,
                gettext("It begins as in: --url https://%(meant)s") % told,
            )
        headers = {"Accept-Language": language}
        if token:
            if not (token.isascii() and token.isprintable()):
                raise Failure(gettext("The token is damaged: it holds signs that none has."), gettext("Copy it again."))
            headers["Authorization"] = f"Token {token}"
        try:
            self._http = httpx.Client(
                base_url=f"{self.url}/api/v1/", headers=headers, timeout=TIMEOUT, transport=transport
            )
        except (httpx.InvalidURL, UnicodeEncodeError) as error:
            message = gettext("%(url)s is no address of a site.") % {"url": shown.line(url)}
            raise Unreachable(message, gettext(answers.CHECK_ADDRESS)) from error
        except (ImportError, ValueError) as error:
            message = gettext("The proxy named in the environment cannot be used (%(reason)s).")
            raise Unreachable(message % {"reason": error}) from error

    def close(self) -> None:
        """Give the connection back."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def has_token(self) -> bool:
        """Whether it asks as somebody."""
        return "Authorization" in self._http.headers

    def use_token(self, token: str) -> None:
        """Ask as the owner of this token from here on."""
        self._http.headers["Authorization"] = f"Token {token}"

    def json(self, method: str, address: str, **content: Any) -> Any:
        """The answer to one request. Raises Failure."""
        answer = self.send(method, address, **content)
        try:
            return answer.json()
        except (JSONDecodeError, UnicodeDecodeError) as error:
            raise answers.no_json(answer) from error

    def pages(self, address: str, **asked: Any) -> Iterator[Json]:
        """All of a list, page by page."""
        page = 1
        while True:
            found = self.json("GET", address, params={**asked, "page": page, "page_size": PAGE_SIZE})
            yield from found["results"]
            if not found["next"]:
                return
            page += 1

    def send(self, method: str, address: str, **content: Any) -> httpx.Response:
        """One request. Raises Failure unless the answer is 2xx."""
        try:
            answer = self._http.request(method, address, **content)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise answers.silence(error, url=self.url) from error
        if not answer.is_success:
            raise answers.refusal(answer)
        return answer

    @contextmanager
    def stream(self, address: str, *, start: int = 0, sha256: str = "") -> Iterator[Download]:
        """The bytes at an address from `start` on, where the site still has the file with this digest."""
        headers = {"Range": f"bytes={start}-", "If-Range": f'"{sha256}"'} if start else {}
        try:
            with self._http.stream("GET", address, headers=headers) as answer:
                if not answer.is_success:
                    answer.read()
                    raise answers.refusal(answer)
                yield Download(start if answer.status_code == 206 else 0, answer.iter_bytes(PIECE))
        except httpx.HTTPError as error:
            raise answers.silence(error, url=self.url) from error
