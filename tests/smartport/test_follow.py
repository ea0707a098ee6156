"""Where the follower listens and is found."""

import pytest

from smartport.follow import env_follow

SITE = "https://challenge.example.ma"


@pytest.mark.parametrize(
    ("given", "address", "url"),
    [
        ({}, ("127.0.0.1", 8001), "http://127.0.0.1:8001"),
        ({"SMARTPORT_PORT": "81", "SMARTPORT_BIND": "0.0.0.0"}, ("0.0.0.0", 82), "http://127.0.0.1:82"),  # noqa: S104
        ({"SMARTPORT_FOLLOW_ADDRESS": "10.0.0.5:9000"}, ("10.0.0.5", 9000), "http://127.0.0.1:9000"),
        ({"SMARTPORT_URL": SITE}, ("127.0.0.1", 8001), SITE),
        (
            {"SMARTPORT_URL": SITE, "SMARTPORT_FOLLOW_URL": "https://follow.example.ma/"},
            ("127.0.0.1", 8001),
            "https://follow.example.ma",
        ),
    ],
)
def test_follower_is_beside_the_site_unless_told_otherwise(given, address, url):
    assert env_follow(SITE, source=given) == (address, url)
