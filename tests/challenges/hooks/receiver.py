"""A real receiver on this machine, and a check of signatures that shares no line with the house."""

import base64
import hashlib
import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """What came, and what is answered: a status, a body, or something that `acts` does with the connection instead."""

    url: str = ""
    status: int = 204
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    acts: Any = None
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _door_of(receiver))
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _door_of(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            receiver.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, content))
            if receiver.acts:
                receiver.acts(self)
                return
            self.send_response(receiver.status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(receiver.body)))
            self.end_headers()
            self.wfile.write(receiver.body)

        do_GET = do_POST  # noqa: N815  (a redirection that were followed would come as this)

        def log_message(self, *args):
            pass

    return Door


def is_signed(secret: str, headers: dict[str, str], content: bytes) -> bool:
    """As the specification of Standard Webhooks tells a receiver to look."""
    assert secret.startswith("whsec_")
    key = base64.b64decode(secret[len("whsec_") :], validate=True)
    told = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), content])
    right = base64.b64encode(hmac.digest(key, told, hashlib.sha256)).decode()
    return any(
        version == "v1" and hmac.compare_digest(given, right)
        for version, _, given in (one.partition(",") for one in headers["webhook-signature"].split(" "))
    )
