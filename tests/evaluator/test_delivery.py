"""Contents come with their digest, from the disk or over a line that may lie, break or be slow; logs go out."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from challenges.evaluations.packing import packed
from evaluator.cache import Cache
from evaluator.delivery import ContentUnavailable, Delivery, deliver_logs
from evaluator.errors import BundleBroken
from evaluator.order import LOGS, Content, Order
from tests.evaluator.test_order import ORDER
from tests.factories.bundles import bundle_folder, code_zip, predictions_csv


def content_at(path: Path) -> Content:
    body = path.read_bytes()
    return Content(hashlib.sha256(body).hexdigest(), len(body), str(path))


@pytest.fixture
def delivery(tmp_path: Path) -> Delivery:
    return Delivery(Cache(tmp_path / "cache", max_bytes=1 << 20))


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """On a shared disk."""
    predictions, bundle = tmp_path / "predictions", tmp_path / "bundle.zip"
    predictions.write_bytes(predictions_csv(a=1))
    with packed(bundle_folder(tmp_path / "bundle")) as found:
        bundle.write_bytes(found.zip.read_bytes())
    logs = {which: str(tmp_path / "incoming" / f"{which}.log") for which in LOGS}
    return replace(ORDER, kind="predictions", submission=content_at(predictions), bundle=content_at(bundle), logs=logs)


class Web:
    """A server that gives what it is told to and keeps what it is given."""

    def __init__(self) -> None:
        web = self
        self.given: dict[str, bytes] = {}
        self.kept: dict[str, bytes] = {}
        self.asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append(self.path)
                body = web.given.get(self.path)
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def do_PUT(self) -> None:
                web.kept[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(204 if self.path.partition("?")[0] != "/old" else 409)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    thread = threading.Thread(target=web.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield web
    web.server.shutdown()
    web.server.server_close()
    thread.join()


@pytest.fixture
def distant(order: Order, web: Web) -> Order:
    """The same over HTTP."""
    contents = {}
    for name in ("submission", "bundle"):
        content = getattr(order, name)
        web.given[f"/{name}"] = Path(content.locator).read_bytes()
        contents[name] = replace(content, locator=f"{web.url}/{name}")
    return replace(order, **contents, logs={which: f"{web.url}/{which}" for which in LOGS})


@pytest.mark.parametrize("where", ["order", "distant"])
def test_bundle_and_submission_are_received(delivery, where, request):
    order = request.getfixturevalue(where)
    with delivery.received(order) as (bundle, submission):
        assert [score.key for score in bundle.scores] == ["mae", "bias"]
        assert (submission.kind, submission.path.read_bytes()) == ("predictions", predictions_csv(a=1))


def test_what_was_fetched_is_not_fetched_again(delivery, distant, web):
    for _ in range(2):
        with delivery.received(distant):
            pass
    assert sorted(web.asked) == ["/bundle", "/submission"]


@pytest.mark.parametrize("where", ["order", "distant"])
def test_content_that_is_not_its_digest_is_refused(delivery, where, request, web):
    order = request.getfixturevalue(where)
    forged = replace(order, submission=replace(order.submission, sha256="0" * 64))
    with pytest.raises(ContentUnavailable), delivery.received(forged):
        pass
    assert not [path for path in delivery.cache.folder.iterdir() if path.name.startswith("file-000")]


def test_content_larger_than_said_is_not_read_to_its_end(delivery, distant):
    small = replace(distant, submission=replace(distant.submission, size=3))
    with pytest.raises(ContentUnavailable, match="larger"), delivery.received(small):
        pass


@pytest.mark.parametrize("locator", ["/nowhere/at/all", "http://127.0.0.1:1/content", "{web}/missing"])
def test_content_that_is_not_there_is_unavailable(delivery, order, web, locator):
    gone = replace(order, submission=replace(order.submission, locator=locator.replace("{web}", web.url)))
    with pytest.raises(ContentUnavailable), delivery.received(gone):
        pass


@pytest.mark.parametrize(
    ("locator", "said"),
    [
        ("{web}/missing?X-Signature=s3cret", "HTTPStatusError 404"),
        ("http://127.0.0.1:1/content?X-Signature=s3cret", "ConnectError"),
        ("http://127.0.0.1:s3cret/content", "InvalidURL"),
    ],
)
def test_signed_address_is_not_in_the_message(delivery, order, web, locator, said):
    gone = replace(order, submission=replace(order.submission, locator=locator.replace("{web}", web.url)))
    with pytest.raises(ContentUnavailable) as raised, delivery.received(gone):
        pass
    assert str(raised.value) == f"{order.submission.sha256} could not be fetched: {said}"


def test_bundle_that_is_no_zip_is_broken(delivery, order):
    with pytest.raises(BundleBroken), delivery.received(replace(order, bundle=order.submission)):
        pass


def test_code_is_handed_over_as_it_came(delivery, order, tmp_path):
    entry = tmp_path / "entry"
    entry.write_bytes(code_zip())
    with delivery.received(replace(order, kind="code", submission=content_at(entry))) as (_, submission):
        assert (submission.kind, submission.path.read_bytes()) == ("code", code_zip())


def test_logs_are_left_on_the_disk(order):
    deliver_logs(order, {"entry": b"hello", "scorer": b""})
    folder = Path(order.logs["entry"]).parent
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"entry.log": b"hello"}


def test_logs_are_put_over_the_line(distant, web):
    deliver_logs(distant, {which: which.encode() for which in LOGS})
    assert web.kept == {f"/{which}": which.encode() for which in LOGS}


@pytest.mark.parametrize("which", LOGS)
def test_more_than_the_site_takes_is_not_brought(order, monkeypatch, which):
    monkeypatch.setattr("evaluator.delivery.MOST_BYTES", dict.fromkeys(LOGS, 200_000))
    deliver_logs(order, {which: b"a" * 100_000 + b"z" * 100_001})
    log = Path(order.logs[which])
    if which == "losses":
        assert not log.exists()
    else:
        assert log.read_bytes() == b"a" * 65_536 + b"\n[... 68929 bytes left out ...]\n" + b"z" * 65_536


def test_log_that_is_not_taken_is_an_error(distant, web):
    with pytest.raises(httpx.HTTPStatusError):
        deliver_logs(replace(distant, logs={**distant.logs, "entry": f"{web.url}/old"}), {"entry": b"x"})
