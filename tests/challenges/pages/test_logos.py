"""Logos by their addresses."""

import pytest

from challenges.partners.actions import keep_partner
from challenges.partners.logos import draw_logo
from tests.challenges.pages.conftest import browser_of
from tests.factories import NOW, make_partner
from tests.factories.projects import picture_file


@pytest.fixture
def partner(edition, dora):
    made = make_partner(edition, ground="dark", address="https://anp.example/")
    keep_partner(made, logo=draw_logo(picture_file()), by=dora, now=NOW)
    return made


def address(partner) -> str:
    return f"/partners/{partner.pk}/{partner.logo_digest}.webp"


def test_logo_is_an_image_and_nothing_else(visitor, partner):
    answer = visitor.get(address(partner))
    told = {name: answer.headers[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")}
    assert told == {
        "Content-Type": "image/webp",
        "Cache-Control": "public, max-age=86400, immutable",
        "X-Content-Type-Options": "nosniff",
    }
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert visitor.get(address(partner), headers={"if-none-match": answer.headers["ETag"]}).status_code == 304


def test_another_digest_is_not_found(visitor, partner):
    assert visitor.get(f"/partners/{partner.pk}/{'0' * 16}.webp").status_code == 404
    assert visitor.get(f"/partners/{make_partner(partner.edition, short_name='X').pk}/0.webp").status_code == 404


def test_logo_of_an_edition_that_is_not_published_is_for_organizers(visitor, partner, dora):
    partner.edition.is_published = False
    partner.edition.save()
    assert visitor.get(address(partner)).status_code == 404
    answer = browser_of(dora).get(address(partner))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-cache")


def test_home_and_challenge_show_it_with_its_size_and_name(visitor, partner, challenge):
    challenge.partners.add(partner)
    wanted = f'<img src="{address(partner)}" width="64" height="48" alt="Ports agency" loading="lazy"'
    for path in ("/", "/challenges/rade/"):
        page = visitor.get(path).content.decode()
        assert wanted in page
        assert 'class="logo logo-dark"' in page
