"""Requests that nobody should read are refused, at pages and at the API alike."""

import pytest
from django.test import Client

from smartport.api import LARGEST_BODY

FORM = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nVigies\r\n--x--\r\n'
PAGE, API = "/team/", "/api/v1/challenges/rade/submissions"


@pytest.fixture
def client(alice, phase):
    """Logged in, and checked for CSRF: that is what reads a body first."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    return client


@pytest.mark.parametrize("charset", ["base64", "rot13", "hex", "idna", "undefined", "utf-16", "unicode_escape"])
@pytest.mark.parametrize(("address", "media_type"), [(PAGE, "text/html"), (API, "application/json")])
def test_form_in_an_odd_encoding_is_refused(client, charset, address, media_type):
    answer = client.generic("POST", address, FORM, content_type=f"multipart/form-data; boundary=x; charset={charset}")
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (415, media_type)


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_form_in_utf8_is_read(client, charset):
    answer = client.generic("POST", PAGE, FORM, content_type=f"multipart/form-data; boundary=x; charset={charset}")
    assert answer.status_code == 403  # it was read: its CSRF token is missing


@pytest.mark.parametrize(("address", "media_type"), [(PAGE, "text/html"), (API, "application/json")])
def test_body_larger_than_anything_we_take_is_refused(client, address, media_type):
    answer = client.generic("POST", address, FORM, content_type="text/plain", CONTENT_LENGTH=str(LARGEST_BODY + 1))
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (413, media_type)


def test_refusal_speaks_the_readers_language(client):
    client.cookies["language"] = "en"
    answer = client.generic("POST", API, FORM, content_type="text/plain; charset=hex")
    assert answer.json() == {
        "code": "unsupported_media_type",
        "message": "Only text in UTF-8 is read here.",
        "hint": "",
        "field": None,
    }
