"""What an answer that is none means: one helpful line each."""

import ssl

import httpx
import pytest

from smartport.client.cli import main

HTML = {"Content-Type": "text/html; charset=utf-8"}


def said_when(capsys, tmp_path, answer):
    def respond(request):
        if isinstance(answer, Exception):
            raise answer
        return answer

    environ = {"XDG_CONFIG_HOME": str(tmp_path), "SMARTPORT_URL": "https://port.example"}
    status = main(["challenges"], environ=environ, transport=httpx.MockTransport(respond))
    out, err = capsys.readouterr()
    assert (status, out, err.count("\n")) == (1, "", 1)
    return err.removeprefix("smartport: ").rstrip("\n")


def certificate_error():
    error = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate")
    error.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    return error


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (
            httpx.ConnectError("[Errno -2] Name or service not known"),
            (
                "https://port.example does not answer ([Errno -2] Name or service not known). "
                "Check your network. Check the address: --url, or SMARTPORT_URL."
            ),
        ),
        (
            certificate_error(),
            (
                "The certificate of https://port.example cannot be trusted ([SSL: CERTIFICATE_VERIFY_FAILED] "
                "certificate verify failed: self-signed certificate). "
                "Check the address and this machine's clock; behind a filtering "
                "proxy, name its certificate: SSL_CERT_FILE."
            ),
        ),
        (
            httpx.ReadTimeout("The read operation timed out"),
            (
                "https://port.example does not answer in time. "
                "Try again; what was handed in once shows in: smartport submissions"
            ),
        ),
        (
            httpx.ProxyError("403 Forbidden"),
            "The proxy on the way to https://port.example refuses (403 Forbidden). Check HTTPS_PROXY and NO_PROXY.",
        ),
        (
            httpx.RemoteProtocolError("Server disconnected without sending a response."),
            (
                "The connection to https://port.example broke "
                "(Server disconnected without sending a response.). Try again."
            ),
        ),
        (
            httpx.Response(500, content=b"<html>", headers=HTML),
            (
                "https://port.example made a mistake (500). "
                "It is not your fault. Try again; if it stays so, tell the organizers."
            ),
        ),
        (
            httpx.Response(503, content=b"<html>", headers={**HTML, "Retry-After": "30"}),
            "https://port.example is not available at the moment (503). Try again in 30 seconds.",
        ),
        (
            httpx.Response(502, content=b"\xff"),
            "https://port.example is not available at the moment (502). Try again in a minute.",
        ),
        (
            httpx.Response(200, content=b"<html>It works!</html>", headers=HTML),
            (
                "https://port.example is not a site of the challenge: it answers with text/html. "
                "Check the address: --url, or SMARTPORT_URL."
            ),
        ),
        (
            httpx.Response(404, content=b"[]"),
            (
                "https://port.example answers 404, and not as a site of the challenge. "
                "Check the address: --url, or SMARTPORT_URL."
            ),
        ),
        (
            httpx.Response(301, headers={"Location": "https://www.port.example/api/v1/challenges"}),
            (
                "https://port.example sends you on to https://www.port.example. "
                "If that is the challenge's site: --url https://www.port.example"
            ),
        ),
        (
            httpx.Response(401, json={"code": "authentication_failed", "message": "Invalid token.", "hint": ""}),
            "Your login is no longer valid. Log in: smartport login",
        ),
        (
            httpx.Response(401, json={"code": "not_authenticated", "message": "No.", "hint": ""}),
            "You are not logged in. Log in: smartport login",
        ),
        (
            httpx.Response(429, json={"code": "throttled", "message": "Too much.", "hint": "Ask again in 9 seconds."}),
            "Too much. Ask again in 9 seconds.",
        ),
    ],
)
def test_answer_that_is_none_is_one_line(capsys, tmp_path, answer, line):
    assert said_when(capsys, tmp_path, answer) == line


def test_proxy_that_nobody_can_use_is_one_line(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "gopher://127.0.0.1:1")
    status = main(["challenges"], environ={"XDG_CONFIG_HOME": str(tmp_path), "SMARTPORT_URL": "https://port.example"})
    assert (status, capsys.readouterr().err.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("port.example", "“port.example” is no address of a site. It begins as in: --url https://port.example"),
        (
            "ftp://port.example",
            "“ftp://port.example” is no address of a site. It begins as in: --url https://port.example",
        ),
        ("http://[::bad", "http://[::bad is no address of a site. Check the address: --url, or SMARTPORT_URL."),
    ],
)
def test_address_that_is_none_is_one_line(capsys, tmp_path, url, line):
    status = main(["--url", url, "challenges"], environ={"XDG_CONFIG_HOME": str(tmp_path)})
    assert (status, capsys.readouterr().err) == (1, f"smartport: {line}\n")


def test_address_of_a_page_is_cut_to_the_one_of_the_site(capsys, tmp_path):
    site = httpx.MockTransport(lambda _: httpx.Response(404, content=b"<html>", headers=HTML))
    status = main(
        ["--url", "https://a.ma/fr/", "challenges"], environ={"XDG_CONFIG_HOME": str(tmp_path)}, transport=site
    )
    line = "https://a.ma/fr answers 404, and not as a site of the challenge. Perhaps without /fr: --url https://a.ma"
    assert (status, capsys.readouterr().err) == (1, f"smartport: {line}\n")


@pytest.mark.parametrize("token", ["spc_é", "spc_\nx"])
def test_damaged_token_is_never_shown(capsys, tmp_path, token):
    status = main(["challenges"], environ={"XDG_CONFIG_HOME": str(tmp_path), "SMARTPORT_TOKEN": token})
    line = "smartport: The token is damaged: it holds signs that none has. Copy it again.\n"
    assert (status, capsys.readouterr().err) == (1, line)
