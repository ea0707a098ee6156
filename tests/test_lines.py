"""The watch over deeds without a line finds one."""

import pytest
from django.test import Client

from challenges.editions.models import Announcement
from tests.factories import NOW, make_announcement
from tests.lines import Untold


def test_deed_without_a_line_is_found(edition, dora, monkeypatch):
    monkeypatch.setattr("smartport.console.announcements.withdraw_announcement", _silent)
    browser = Client()
    browser.force_login(dora)
    found = make_announcement(edition)
    with pytest.raises(Untold):
        browser.post(f"/console/announcements/{found.pk}/withdraw/")


def _silent(announcement, **_):
    Announcement.objects.filter(pk=announcement.pk).update(published_at=NOW)
    return announcement
