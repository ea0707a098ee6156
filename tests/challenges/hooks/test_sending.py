"""One request to somebody's machine, whatever it does."""

import socket
import ssl
import time

from challenges.hooks import sending
from challenges.hooks.sending import Answer, post

HERE = ["127.0.0.1", "receiver.test"]


def sent(url, *, allowed=HERE, seconds=5.0):
    return post(url, body='{"a":1}', headers={"content-type": "application/json"}, allowed=allowed, seconds=seconds)


def resolve_to(monkeypatch, *answers):
    """The name leads elsewhere every time it is asked for; addresses lead where they always do."""
    asked, known = [], socket.getaddrinfo

    def getaddrinfo(host, port, *more, **named):
        if host[0].isdigit():
            return known(host, port, *more, **named)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[min(len(asked), len(answers)) - 1], port))]

    monkeypatch.setattr(sending.socket, "getaddrinfo", getaddrinfo)
    return asked


def test_message_arrives_whole(receiver):
    receiver.status, receiver.body = 200, "reçu\x1b[31m".encode()
    assert sent(receiver.url) == Answer(200, "reçu [31m")
    ((path, headers, content),) = receiver.got
    assert (path, content, headers["content-type"]) == ("/hook", b'{"a":1}', "application/json")
    assert headers["host"] == receiver.url.split("/")[2]


def test_nothing_goes_to_our_own_network(receiver):
    assert sent(receiver.url, allowed=[]) == Answer(trouble="address_forbidden")
    assert sent(receiver.url.replace("127.0.0.1", "localhost"), allowed=[]) == Answer(trouble="address_forbidden")
    assert receiver.got == []


def test_name_that_leads_inside_is_not_followed(receiver, monkeypatch):
    resolve_to(monkeypatch, "169.254.169.254")
    assert sent("https://metadata.example/") == Answer(trouble="address_forbidden")


def test_name_is_resolved_once_and_what_was_checked_is_what_is_connected_to(receiver, monkeypatch):
    """A name that leads outside when it is looked at and inside when it is connected to gains nothing."""
    port = receiver.url.split(":")[2].split("/")[0]
    asked = resolve_to(monkeypatch, "203.0.113.7", "127.0.0.1")
    monkeypatch.setattr("challenges.hooks.rules.is_outside", lambda address: str(address) == "203.0.113.7")
    connected = []

    def connect(self, host, *_):
        connected.append(host)
        raise sending.httpcore.ConnectError

    monkeypatch.setattr(sending.httpcore.SyncBackend, "connect_tcp", connect)
    assert sent(f"https://rebinding.example:{port}/hook", allowed=[]) == Answer(trouble="no_connection")
    assert (asked, connected, receiver.got) == (["rebinding.example"], ["203.0.113.7"], [])


def test_name_stays_in_the_request_though_its_address_is_connected_to(receiver, monkeypatch):
    resolve_to(monkeypatch, "127.0.0.1")
    assert sent(receiver.url.replace("127.0.0.1", "receiver.test")).status == 204
    assert receiver.got[0][1]["host"].startswith("receiver.test:")


def test_redirection_is_not_followed(receiver):
    receiver.status, receiver.headers = 302, {"Location": receiver.url.replace("/hook", "/elsewhere")}
    assert sent(receiver.url).status == 302
    assert [path for path, _, _ in receiver.got] == ["/hook"]


def test_long_answer_is_not_read_to_its_end(receiver):
    receiver.status, receiver.body = 200, b"a" * (8 << 20)
    answer = sent(receiver.url)
    assert (answer.status, answer.body) == (200, "a" * 500)


def test_receiver_that_is_silent_is_left(receiver):
    receiver.acts = lambda door: time.sleep(1.5)
    begun = time.monotonic()
    assert sent(receiver.url, seconds=0.3) == Answer(trouble="too_slow")
    assert time.monotonic() - begun < 1.2


def test_receiver_that_drips_does_not_hold_us(receiver):
    """Each byte comes in time, the whole never does."""

    def drip(door):
        try:
            for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 60:
                door.wfile.write(bytes([letter]))
                door.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    receiver.acts = drip
    begun = time.monotonic()
    assert sent(receiver.url, seconds=0.5) == Answer(trouble="too_slow")
    assert time.monotonic() - begun < 1.5


def test_receiver_that_is_not_there(receiver):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert sent(f"http://127.0.0.1:{taken.getsockname()[1]}/") == Answer(trouble="no_connection")


def test_receiver_that_hangs_up(receiver):
    receiver.acts = lambda door: door.connection.close()
    assert sent(receiver.url).trouble in {"not_http", "no_connection"}


def test_receiver_that_speaks_something_else(receiver):
    receiver.acts = lambda door: door.wfile.write(b"220 mail.example ESMTP\r\n")
    assert sent(receiver.url) == Answer(trouble="not_http")


def test_receiver_without_a_certificate(receiver):
    assert sent(receiver.url.replace("http:", "https:")) == Answer(trouble="tls_failed")


def test_name_that_nobody_has(monkeypatch):
    def nobody(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(sending.socket, "getaddrinfo", nobody)
    assert sent("https://nobody.example/") == Answer(trouble="host_unknown")


def test_certificate_is_asked_of_the_name_not_of_the_address(receiver, monkeypatch):
    asked = []

    def wrap_socket(self, sock, server_hostname, **_):
        asked.append(server_hostname)
        raise ssl.SSLCertVerificationError

    resolve_to(monkeypatch, "127.0.0.1")
    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", wrap_socket)
    answer = sent(receiver.url.replace("http:", "https:").replace("127.0.0.1", "receiver.test"))
    assert (answer, asked) == (Answer(trouble="tls_failed"), ["receiver.test"])
