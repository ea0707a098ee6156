"""Where a message may go, and how it is signed."""

import base64
from datetime import timedelta
from ipaddress import ip_address

import pytest

from challenges.hooks.rules import (
    EVENTS,
    OF_DEEDS,
    TRIES,
    AddressForbidden,
    AddressUnusable,
    EventsMissing,
    is_outside,
    is_taken,
    require_address,
    require_events,
    require_outside,
    shown_secret,
    signature,
    wait_after,
)

OURS = ["inside.port.ma", "127.0.0.1"]


@pytest.mark.parametrize(
    "url",
    ["https://example.ma/hook", "https://example.ma:8443/a?b=c", "http://inside.port.ma/x", "http://127.0.0.1:80/"],
)
def test_address_is_taken(url):
    assert require_address(f" {url} ", allowed=OURS) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.ma",
        "http://example.ma/",
        "ftp://example.ma/",
        "file:///etc/passwd",
        "https://",
        "https://user:secret@example.ma/",
        "https://example.ma@127.0.0.1/",
        "https://example.ma/#a",
        "https://example.ma:99999/",
        "https://example.ma:0x50/",
        "https://example.ma/\r\nX: y",
        "https://exa mple.ma/",
        "https://éxample.ma/",
        "https://[::1/",
        f"https://example.ma/{'a' * 500}",
    ],
)
def test_address_that_is_none_is_refused(url):
    with pytest.raises(AddressUnusable):
        require_address(url, allowed=OURS)


@pytest.mark.parametrize("host", ["10.0.0.1", "127.0.0.2", "169.254.169.254", "[::1]", "[fd00::1]", "0.0.0.0"])  # noqa: S104
def test_address_of_our_own_network_is_refused_when_it_is_written(host):
    with pytest.raises(AddressForbidden):
        require_address(f"https://{host}/", allowed=OURS)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fd12::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378::1",
        "::127.0.0.1",
        "2001:db8::1",
    ],
)
def test_address_inside_is_inside_however_it_is_written(address):
    assert not is_outside(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_address_outside_is_outside(address):
    assert is_outside(ip_address(address))


def test_one_address_inside_is_one_too_many():
    assert require_outside(["8.8.8.8", "9.9.9.9"], host="example.ma", allowed=[]) == ["8.8.8.8", "9.9.9.9"]
    for addresses in (["8.8.8.8", "10.0.0.1"], []):
        with pytest.raises(AddressForbidden):
            require_outside(addresses, host="example.ma", allowed=[])
    assert require_outside(["10.0.0.1"], host="inside.port.ma", allowed=OURS) == ["10.0.0.1"]
    assert require_outside(["fe80::1%eth0"], host="inside.port.ma", allowed=OURS) == ["fe80::1"]


def test_signature_is_that_of_the_specifications_own_libraries():
    """The example in the tests of Standard Webhooks' libraries: whoever uses one of them understands us."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    told = signature(
        secret, message_id="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body='{"test": 2432232314}'
    )
    assert told == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert shown_secret(b"\x00\xff") == "whsec_AP8="


def test_events_are_kept_in_their_order():
    assert require_events({"phase.closed", "nothing", "submission.received"}) == ["submission.received", "phase.closed"]
    with pytest.raises(EventsMissing):
        require_events(["nothing"])
    assert set(OF_DEEDS.values()) <= set(EVENTS)


def test_waits_grow_to_six_hours():
    waits = [wait_after(tries) for tries in range(1, TRIES)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert (waits[-1], sum(waits, timedelta()) > timedelta(hours=14)) == (timedelta(hours=6), True)


def test_redirection_is_no_yes():
    assert [is_taken(status) for status in (200, 204, 299, 301, 404, 500)] == [True, True, True, False, False, False]
