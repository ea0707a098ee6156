"""The watch over deeds without a line finds one."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import resolve

from challenges.editions.models import Announcement
from tests.factories import NOW, make_announcement
from tests.lines import Untold, is_powerful


def test_deed_without_a_line_is_found(edition, dora, monkeypatch):
    monkeypatch.setattr("smartport.console.announcements.withdraw_announcement", _silent)
    browser = Client()
    browser.force_login(dora)
    found = make_announcement(edition)
    with pytest.raises(Untold):
        browser.post(f"/console/announcements/{found.pk}/withdraw/")


KEY = "3f1c0d6e-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("address", "is_staff", "expected"),
    [
        (f"/console/announcements/{KEY}/withdraw/", True, True),
        (f"/console/announcements/{KEY}/withdraw/", False, False),
        (f"/data/vault/{KEY}/delete/", True, True),
        (f"/data/vault/{KEY}/chunks/", True, False),
        (f"/questions/{KEY}/answer/", True, True),
        ("/challenges/rade/questions/", True, False),
        (f"/jury/{KEY}/president/lock/", False, True),
    ],
)
def test_power_is_of_the_person_and_of_the_page(address, is_staff, expected):
    asked = SimpleNamespace(user=SimpleNamespace(is_staff=is_staff), resolver_match=resolve(address))
    assert is_powerful(asked) == expected


def _silent(announcement, **_):
    Announcement.objects.filter(pk=announcement.pk).update(published_at=NOW)
    return announcement
