"""The access log keeps no address that is a key."""

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
        ("GET /challenges/rade/ HTTP/1.1", "GET /challenges/rade/ HTTP/1.1"),
    ],
)
def test_secret_part_of_an_address_is_left_out(line, kept):
    assert masked(line) == kept
