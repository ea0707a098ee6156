"""A walk sees what everybody sees, and stops where it is told to."""

import pytest
from django.http import HttpResponse

from smartport.keepsake import walking
from smartport.keepsake.rules import MediaUnknown, PageFailed, TooManyBytes, TooManyPages
from smartport.keepsake.walking import Asked, seeds, walk

pytestmark = pytest.mark.django_db


def silent(done: int, known: int) -> None:
    pass


def test_every_language_is_walked_and_pages_follow_each_other(harbour):
    with walk(harbour, tell=silent) as found:
        board = "/challenges/rade/leaderboard/"
        for language in ("fr", "ar", "en"):
            assert found.found[Asked(language, "/")].is_page
            assert found.found[Asked(language, f"{board}?page=2")].is_page
        assert f'lang="{language}"'.encode() in found.found[Asked("en", "/")].content()
        media = {one.media for one in found.found.values()}
        assert media == {"text/html", "text/csv", "text/calendar", "text/plain", "image/webp"}
        places = [one.place for one in found.found.values()]
    assert not any(place.exists() for place in places)


def test_nothing_is_asked_that_is_not_kept(harbour):
    with walk(harbour, tell=silent) as found:
        addresses = {asked.address for asked in found.found}
    assert not [
        one for one in addresses if one.startswith(("/accounts", "/account", "/console", "/team", "/api", "/vote"))
    ]
    assert not [one for one in addresses if "draft" in one or "submit" in one]


def test_progress_is_told(harbour):
    told: list[tuple[int, int]] = []
    with walk(harbour, tell=lambda done, known: told.append((done, known))) as found:
        assert told[-1] == (len(found.found), len(found.found) + len(found.missing))


def test_challenges_that_are_not_published_are_no_seed(harbour):
    assert "/challenges/con/" in list(seeds(harbour))
    assert "/challenges/draft/" not in list(seeds(harbour))


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (HttpResponse("x", status=500), PageFailed),
        (HttpResponse("x", status=429), PageFailed),
        (HttpResponse(b"MZ", content_type="application/x-msdownload"), MediaUnknown),
    ],
)
def test_hole_is_refused_by_its_address(edition, monkeypatch, answer, refusal):
    monkeypatch.setattr(walking, "_get", lambda client, asked: answer)
    with pytest.raises(refusal) as refused:
        walk(edition, tell=silent)
    assert refused.value.details["address"] == next(seeds(edition))


def test_walk_is_bounded(edition, monkeypatch):
    monkeypatch.setattr(walking, "MOST_ANSWERS", 2)
    with pytest.raises(TooManyPages):
        walk(edition, tell=silent)
    monkeypatch.setattr(walking, "MOST_ANSWERS", 100)
    monkeypatch.setattr(walking, "MOST_BYTES", 100)
    with pytest.raises(TooManyBytes):
        walk(edition, tell=silent)
    monkeypatch.setattr(walking, "LARGEST_ANSWER", 10)
    with pytest.raises(TooManyBytes):
        walk(edition, tell=silent)


def test_page_that_makes_links_without_end_ends(edition, monkeypatch):
    links = "".join(f'<a href="/challenges/c{number}/">x</a>' for number in range(50))
    monkeypatch.setattr(walking, "_get", lambda client, asked: HttpResponse(links))
    monkeypatch.setattr(walking, "MOST_LINKS", 40)
    with pytest.raises(TooManyPages):
        walk(edition, tell=silent)
