"""The access log keeps no address that is a key."""

import socket
import subprocess
import sys
import urllib.request

import pytest

from smartport.access_log import masked


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("GET /join/s3cret-word/ HTTP/1.1", "GET /join/…/ HTTP/1.1"),
        ("GET /api/v1/machine/content/eyJuYW1l:1x:Zz?x=1 HTTP/1.1", "GET /api/v1/machine/content/…?x=1 HTTP/1.1"),
        ("PUT /api/v1/machine/log/eyJ:1 HTTP/1.1", "PUT /api/v1/machine/log/… HTTP/1.1"),
        ("GET /accounts/confirm-email/Mg:1x:Zz/ HTTP/1.1", "GET /accounts/confirm-email/…/ HTTP/1.1"),
        ("GET /accounts/password/reset/key/2-c1-9/ HTTP/1.1", "GET /accounts/password/reset/key/…/ HTTP/1.1"),
        ("GET /accounts/email/?a=1&confirm=eyJ:1&b=2 HTTP/1.1", "GET /accounts/email/?a=1&confirm=…&b=2 HTTP/1.1"),
        ("GET /stage/screen/s3cret-word/now HTTP/1.1", "GET /stage/screen/…/now HTTP/1.1"),
        ("GET /follow/screen/s3cret-word HTTP/1.1", "GET /follow/screen/… HTTP/1.1"),
        ("GET /certificates/7W2K-9V0M/pdf/ HTTP/1.1", "GET /certificates/…/pdf/ HTTP/1.1"),
        ("GET /api/v1/certificates/7W2K9V0M HTTP/1.1", "GET /api/v1/certificates/… HTTP/1.1"),
        ("GET /console/certificates/7W2K9V0M/revoke/ HTTP/1.1", "GET /console/certificates/…/revoke/ HTTP/1.1"),
        ("GET /certificates/?code=7w2k%209v0m HTTP/1.1", "GET /certificates/?code=… HTTP/1.1"),
        (
            "GET / HTTP/1.1 https://smartport.test/Certificates/7W2K",
            "GET / HTTP/1.1 https://smartport.test/Certificates/…",
        ),
        ("GET /certificates/ HTTP/1.1", "GET /certificates/ HTTP/1.1"),
        ("GET /certificates/key/ HTTP/1.1", "GET /certificates/key/ HTTP/1.1"),
        ("GET /certificates/mine/ HTTP/1.1", "GET /certificates/mine/ HTTP/1.1"),
        ("GET /certificates/keyed/ HTTP/1.1", "GET /certificates/…/ HTTP/1.1"),
        ("GET /challenges/rade/ HTTP/1.1", "GET /challenges/rade/ HTTP/1.1"),
    ],
)
def test_secret_part_of_an_address_is_left_out(line, kept):
    assert masked(line) == kept


def test_server_itself_writes_no_code_of_a_certificate_and_no_secret_of_a_screen(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as door:
        log = tmp_path / "access"
        options = [
            "--logger-class",
            "smartport.access_log.AccessLog",
            "--access-logfile",
            str(log),
            "--log-level=error",
        ]
        command = [sys.executable, "-m", "gunicorn", "--bind", f"fd://{door.fileno()}", *options]
        server = subprocess.Popen([*command, "wsgiref.simple_server:demo_app"], pass_fds=[door.fileno()])
        try:
            for path in ("/certificates/7W2K-9V0M/", "/certificates/?code=7W2K", "/stage/screen/7W2K/now", "/results/"):
                address = f"http://127.0.0.1:{door.getsockname()[1]}{path}"
                referer = {"Referer": "http://site.test/certificates/7W2K/"}
                asked = urllib.request.Request(address, headers=referer)
                assert urllib.request.urlopen(asked, timeout=30).status == 200  # noqa: S310  (our own)
        finally:
            server.terminate()
            server.wait(timeout=30)
    lines = log.read_text().splitlines()
    assert (len(lines), "7W2K" in "".join(lines)) == (4, False)
    assert [line.split()[6] for line in lines][3] == "/results/"
