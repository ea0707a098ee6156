"""One address for all ways of writing it, and none for what is not kept."""

import pytest

from smartport.keepsake.addresses import Target, target_of


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://port.test:8443"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("?page=2", "/news/?page=2"),
        ("?page=1", "/news/"),
        ("/challenges/rade/leaderboard/?phase=b&page=3", "/challenges/rade/leaderboard/?page=3&phase=b"),
        ("/calendar.ics?lang=ar", "/calendar.ics?lang=ar"),
        ("https://port.test:8443/agenda/#x", "/agenda/"),
        ("/challenges/rade/leaderboard/?show=teams", ""),
        ("/accounts/login/", ""),
        ("/api/v1/challenges", ""),
        ("/console/", ""),
        ("/metrics", ""),
    ],
)
def test_address_is_kept_in_one_form(link, address):
    assert target_of(link, on="/news/").address == address


def test_what_leads_out_is_said_whole():
    assert target_of("https://port.test/news/", on="/") == Target(outward="https://port.test/news/")
    assert target_of("mailto:a@b.test", on="/") == Target(outward="mailto:a@b.test")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "https://[", "//\\evil", "vbscript:x"])
def test_nothing_else_leads_anywhere(link):
    found = target_of(link, on="/")
    assert (found.address, found.outward) == ("", "")
