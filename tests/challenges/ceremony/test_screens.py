"""Screens: an address for 48 hours, of which only a digest is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest

from challenges.ceremony.models import Screen
from challenges.ceremony.queries import is_seen_lately, screen_of, screens_alive
from challenges.ceremony.rules import MOST_SCREENS, SCREEN_LIFE, ScreenMade, TooManyScreens
from challenges.ceremony.screens import make_screen, note_seen, revoke_screen
from tests.challenges.ceremony.conftest import deeds
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def made(edition, dora, *, name="Main hall", key=None):
    return make_screen(edition, key=key or uuid4(), name=name, by=dora, now=NOW)


def test_address_works_for_48_hours_and_is_not_kept(edition, dora):
    new = made(edition, dora)
    assert screen_of(new.secret, now=NOW) == new.screen
    assert screen_of(new.secret, now=NOW + SCREEN_LIFE) is None
    assert new.secret not in str(vars(Screen.objects.get()))
    assert screen_of("guess\ud800", now=NOW) is None


def test_revoked_it_opens_nothing(edition, dora):
    new = made(edition, dora)
    for _ in range(2):
        revoke_screen(new.screen, by=dora, now=NOW)
    assert screen_of(new.secret, now=NOW) is None
    assert deeds() == ["screen_made", "screen_revoked"]


def test_form_sent_twice_makes_one(edition, dora):
    key = uuid4()
    made(edition, dora, key=key)
    with pytest.raises(ScreenMade):
        made(edition, dora, key=key)


def test_there_are_not_endlessly_many(edition, dora):
    for _ in range(MOST_SCREENS):
        new = made(edition, dora)
    with pytest.raises(TooManyScreens):
        made(edition, dora)
    revoke_screen(new.screen, by=dora, now=NOW)
    made(edition, dora)


def test_last_look_is_noted_and_never_set_back(edition, dora):
    screen = made(edition, dora).screen
    note_seen([screen.pk], now=NOW)
    note_seen([screen.pk], now=NOW - timedelta(minutes=5))
    (there,) = screens_alive(screen.ceremony, now=NOW)
    assert there.last_seen_at == NOW
    assert is_seen_lately(there, now=NOW + timedelta(seconds=20))
    assert not is_seen_lately(there, now=NOW + timedelta(minutes=2))
