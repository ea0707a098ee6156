"""Boards that processes of the site share: signed, and only among siblings."""

from dataclasses import replace

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from challenges.pages import pinned as module
from challenges.pages.drawn import Drawn
from challenges.pages.pinned import claim, pin, pinned, release

BOARD = "/challenges/rade/leaderboard/"
DRAWN = Drawn("state", 1.5, 0.25, '"a"', {"Content-Language": "ar"}, "رصيف".encode(), b"\x1f\x8b\xff")


@pytest.fixture(autouse=True)
def one_cache(settings):
    settings.CACHE_IS_SHARED, settings.CROWD_SECONDS = True, 5
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize("drawn", [DRAWN, replace(DRAWN, packed=None)], ids=["page", "answer of the API"])
def test_what_is_pinned_is_found_by_its_key(drawn):
    pin("here", drawn)
    assert (pinned("here"), pinned("there")) == (drawn, None)


def test_what_is_too_large_is_not_pinned():
    pin("here", replace(DRAWN, plain=b"-" * (module.LARGEST_BYTES + 1)))
    assert pinned("here") is None


def test_cache_of_one_process_keeps_nothing(settings):
    settings.CACHE_IS_SHARED = False
    pin("here", DRAWN)
    settings.CACHE_IS_SHARED = True
    assert pinned("here") is None


def test_what_others_wrote_is_nothing():
    pin("here", DRAWN)
    _, told = signing.loads(cache.get(module._name("here")), salt=module.SALT)
    cache.set(module._name("here"), signing.dumps(["here", told], key="another-key", salt=module.SALT))
    assert pinned("here") is None


def test_what_was_signed_for_another_place_is_nothing():
    pin("there", DRAWN)
    cache.set(module._name("here"), cache.get(module._name("there")))
    assert pinned("here") is None


def test_other_start_of_the_site_finds_nothing(monkeypatch):
    pin("here", DRAWN)
    monkeypatch.setattr(module, "SITE", "other")
    assert pinned("here") is None


def test_one_may_draw_until_it_is_done():
    first, second = claim("here"), claim("here")
    release("here")
    assert (first, second, claim("here")) == (True, False, True)


@pytest.mark.database
def test_board_is_drawn_once_for_two_processes(leaderboard):
    first = Client().get(BOARD, headers={"Accept-Encoding": "gzip"})
    with CaptureQueriesContext(connection) as asked:
        second = Client().get(BOARD, headers={"Accept-Encoding": "gzip"})
    assert (second.content, second.headers["Content-Type"], len(asked)) == (
        first.content,
        first.headers["Content-Type"],
        1,
    )
