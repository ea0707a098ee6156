"""The pages of hall and phones, and what they ask where no stream reaches them."""

import pytest
from django.urls import reverse

from challenges.ceremony.models import Screen
from tests.factories import NOW
from tests.smartport.stage.seen import SECRET

pytestmark = pytest.mark.django_db
FOLLOW = "http://follow.test:81"


@pytest.fixture(autouse=True)
def follow(settings):
    settings.FOLLOW_URL = FOLLOW


def directive(answer, name: str) -> str:
    found = [part for part in answer.headers["Content-Security-Policy"].split("; ") if part.startswith(name)]
    return found[0]


def test_phone_before_the_evening_says_when_in_the_readers_language(client, evening):
    client.cookies["language"] = "ar"
    answer = client.get("/stage/")
    page = answer.content.decode()
    assert ('data-language="ar"' in page, 'dir="rtl"' in page, 'data-display="before"' in page) == (True, True, True)
    assert f'data-stream="{FOLLOW}/follow/live/demo"' in page


def test_page_may_ask_the_follower_and_nobody_else(client, evening):
    assert directive(client.get("/stage/"), "connect-src") == f"connect-src 'self' {FOLLOW}"


def test_follower_behind_the_sites_own_address_needs_no_more(client, evening, settings):
    settings.FOLLOW_URL = settings.SITE_URL
    assert directive(client.get("/stage/"), "connect-src") == "connect-src 'self'"


def test_other_pages_may_not_ask_the_follower(client, evening):
    assert directive(client.get("/teams/"), "connect-src") == "connect-src 'self'"


def test_edition_without_an_evening_has_its_page(client, edition):
    assert client.get("/stage/").status_code == 200


def test_site_without_an_edition_has_no_stage(client):
    assert (client.get("/stage/").status_code, client.get("/stage/now").status_code) == (404, 404)


def test_hall_opens_with_its_secret_alone(client, press, screen):
    press("m:board")
    answer = client.get(f"/stage/screen/{SECRET}/")
    page = answer.content.decode()
    assert (answer.status_code, "Les Alizés" in page, "Set-Cookie" in answer.headers) == (200, True, False)
    assert (answer.headers["Referrer-Policy"], answer.headers["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["stage-screen", "stage-screen-now"])
def test_hall_that_is_revoked_or_unknown_is_not_there(client, screen, name):
    Screen.objects.update(revoked_at=NOW)
    assert client.get(reverse(name, args=[SECRET])).status_code == 404
    assert client.get(reverse(name, args=["another"])).status_code == 404


@pytest.mark.parametrize("has_sound", [True, False])
def test_sound_is_offered_where_the_evening_has_any_and_is_off(client, evening, screen, has_sound):
    evening.has_sound = has_sound
    evening.save()
    page = client.get(f"/stage/screen/{SECRET}/").content.decode()
    assert ('data-sound-switch aria-pressed="false"' in page) is has_sound


@pytest.mark.parametrize("path", ["/stage/now", f"/stage/screen/{SECRET}/now"])
def test_state_is_asked_with_its_name(client, press, screen, path):
    show = press("m:board")
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    press("m:resolve:1")
    moved = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.headers["ETag"], again.status_code, again.content) == (f'"{show.pk}.1"', 304, b"")
    assert (first.json()["version"], moved.json()["version"]) == (1, 2)


def test_public_is_told_no_rehearsal(client, press):
    press("p:winner", is_rehearsal=True)
    for path in ("/stage/", "/stage/now"):
        assert "Alizés" not in client.get(path).content.decode()


def test_hall_tells_where_phones_follow(client, press, screen, settings):
    settings.SITE_URL = "https://ports.test"
    page = client.get(f"/stage/screen/{SECRET}/").content.decode()
    told = page.partition('class="follow"')[2].partition("</aside>")[0]
    assert ("ports.test/stage/" in told, "<svg" in told, SECRET in told) == (True, True, False)
