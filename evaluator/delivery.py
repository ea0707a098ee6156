"""Carries contents in and logs out: over a shared disk, or by the order's own signed addresses."""

import hashlib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import httpx

from evaluator.archive import ArchiveRefused, unpack
from evaluator.bundle import Bundle
from evaluator.cache import Cache
from evaluator.checking.challenge import Challenge, challenge_of
from evaluator.errors import BundleBroken
from evaluator.log import keep_ends
from evaluator.order import BUNDLE_LIMITS, LOGS, LOSSES, MOST_BYTES, CheckOrder, Content, Order
from evaluator.submission import Kind, Submission

logger = logging.getLogger(__name__)

CHUNK = 1 << 20
PATIENCE = httpx.Timeout(30.0, connect=5.0)
ATTEMPTS = 3
LINE_FAILURES = (httpx.HTTPError, httpx.InvalidURL)


class ContentUnavailable(Exception):
    """What the order names cannot be fetched, or is not what its digest says."""


@dataclass(frozen=True)
class Delivery:
    """What a worker needs around one order."""

    cache: Cache

    @contextmanager
    def received(self, order: Order) -> Iterator[tuple[Bundle, Submission]]:
        """The bundle and the submission as the evaluator wants them. Raises ContentUnavailable, BundleBroken."""
        kind: Kind = "code" if order.kind == "code" else "predictions"
        with self._bundle(order.bundle) as bundle, self._file(order.submission) as path:
            yield bundle, Submission(kind, path, order.file_name)

    @contextmanager
    def received_challenge(self, order: CheckOrder) -> Iterator[Challenge]:
        """The bundle with the baselines of its pack. Raises ContentUnavailable, BundleBroken."""
        with self._bundle(order.bundle) as bundle:
            if order.pack is None:
                yield challenge_of(bundle, home=bundle.folder)
                return
            with self._folder(order.pack, name="pack") as home:
                yield challenge_of(bundle, home=home)

    @contextmanager
    def _bundle(self, content: Content) -> Iterator[Bundle]:
        with self._folder(content, name="bundle") as folder:
            yield _read_bundle(folder)

    @contextmanager
    def _folder(self, content: Content, *, name: str) -> Iterator[Path]:
        def fill(folder: Path) -> None:
            with self._file(content) as packed:
                try:
                    unpack(packed, folder, limits=BUNDLE_LIMITS)
                except ArchiveRefused as refused:
                    raise BundleBroken(f"{name}.zip cannot be unpacked: {refused.message}") from refused

        with self.cache.hold(f"{name}-{content.sha256}", fill=fill) as folder:
            yield folder

    @contextmanager
    def _file(self, content: Content) -> Iterator[Path]:
        if not _is_address(content.locator):
            path = Path(content.locator)
            _require_digest(path, content)
            yield path
            return

        def fill(folder: Path) -> None:
            _download(content, folder / "content")

        with self.cache.hold(f"file-{content.sha256}", fill=fill) as folder:
            yield folder / "content"


def without_address(error: Exception) -> str:
    """What failed on the line. The error's own words may hold a signed address: whoever reads it could use it."""
    status = f" {error.response.status_code}" if isinstance(error, httpx.HTTPStatusError) else ""
    return type(error).__name__ + status


def deliver_logs(order: Order, logs: Mapping[str, bytes]) -> None:
    """Bring logs, by their words in LOGS, to where the order says, before the report; an empty one is not brought."""
    for which, log in logs.items():
        if kept := _bounded(which, log):
            _deliver(kept, order.logs[which])


def _bounded(which: str, log: bytes) -> bytes:
    """What the site takes of it: the two ends of a log, and nothing of a table, which would be wrong without a part."""
    if len(log) <= MOST_BYTES[which]:
        return log
    logger.warning("%s has %d bytes, more than the %d that are kept", LOGS[which], len(log), MOST_BYTES[which])
    return b"" if which == LOSSES else keep_ends(log)


@lru_cache(maxsize=8)
def _read_bundle(folder: Path) -> Bundle:
    """Reading hashes every file; the folder is named by its content, so once is enough."""
    return Bundle.read(folder)


def _deliver(log: bytes, locator: str) -> None:
    if _is_address(locator):
        with _client() as client:
            client.put(locator, content=log).raise_for_status()
        return
    target = Path(locator)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.write_bytes(log)
    part.rename(target)


def _download(content: Content, target: Path) -> None:
    try:
        with _client() as client, client.stream("GET", content.locator) as answer, target.open("wb") as out:
            answer.raise_for_status()
            for chunk in answer.iter_bytes(CHUNK):
                out.write(chunk)
                if out.tell() > content.size:
                    raise ContentUnavailable(f"{content.sha256} is larger than its {content.size} bytes")
    except LINE_FAILURES as error:
        raise ContentUnavailable(f"{content.sha256} could not be fetched: {without_address(error)}") from error
    _require_digest(target, content)


def _require_digest(path: Path, content: Content) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ContentUnavailable(f"{content.sha256} cannot be read: {error}") from error
    if found != content.sha256:
        raise ContentUnavailable(f"{content.sha256} was expected and {found} found")


def _client() -> httpx.Client:
    return httpx.Client(timeout=PATIENCE, transport=httpx.HTTPTransport(retries=ATTEMPTS))


def _is_address(locator: str) -> bool:
    return locator.startswith(("http://", "https://"))
