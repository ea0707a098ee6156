"""What stands beside a statement: theme, prizes, partners, scale, and the starter kit for those who may have it."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.editions.models import Partner
from tests.challenges.pages.test_data import body
from tests.factories import make_challenge

KIT = "/challenges/rade/kit/"
ZIP = b"PK\x05\x06" + bytes(18)


def texts(word):
    return {"fr": f"{word} fr", "ar": f"{word} ar", "en": f"{word} en"}


@pytest.fixture
def setting(challenge, bundle):
    """A challenge with everything, under a bundle whose first score ranks."""
    customs = Partner.objects.create(
        edition=challenge.edition, short_name="<b>ADII", name=texts("customs"), address="https://customs.example"
    )
    challenge.theme = texts("theme")
    challenge.prizes = [{"title": texts("prize"), "about": texts("a pilot")}]
    challenge.naive_anchor, challenge.target_anchor = 1234.5, 2.0
    challenge.partners.add(customs)
    challenge.save()
    return challenge


@pytest.fixture
def kit(challenge, release):
    challenge.kit, challenge.kit_size = default_storage.save("", ContentFile(ZIP)), len(ZIP)
    challenge.save()
    return challenge


def test_page_shows_theme_prizes_partners_and_scale(visitor, setting):
    page = visitor.get("/challenges/rade/").content.decode()
    for word in ("theme en", "prize en", "a pilot en", "customs en", "&lt;b&gt;ADII", "1,234.5", "naive baseline"):
        assert word in page
    assert '<a href="https://customs.example" rel="noopener">' in page
    assert "<b>ADII" not in page


def test_page_of_a_challenge_without_them_says_nothing_of_them(visitor, bundle):
    page = visitor.get("/challenges/rade/").content.decode()
    for word in ("Prizes", "Whom it concerns", "From 0 to 100 points", "Starter kit"):
        assert word not in page


def test_challenge_without_data_says_that_they_are_being_prepared(visitor, bundle):
    assert "The data of this challenge are being prepared" in visitor.get("/challenges/rade/").content.decode()


def test_home_shows_theme_and_partners(visitor, setting):
    page = visitor.get("/").content.decode()
    assert "theme en" in page
    assert "&lt;b&gt;ADII" in page


def test_page_asks_as_many_queries_for_three_partners_as_for_one(alices, setting, kit, django_assert_num_queries):
    with django_assert_num_queries(19):
        alices.get("/challenges/rade/")
    for number in range(2):
        setting.partners.create(edition=setting.edition, short_name=f"P{number}", name=texts("p"))
    with django_assert_num_queries(19):
        alices.get("/challenges/rade/")


def test_member_who_may_have_the_data_takes_the_kit(alices, kit):
    answer = alices.get(KIT)
    assert (answer.status_code, body(answer)) == (200, ZIP)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="smartport-rade.zip"'
    assert KIT in alices.get("/challenges/rade/").content.decode()


def test_kit_is_not_for_others(visitor, carols, mallorys, kit):
    assert visitor.get(KIT).status_code == 302
    assert carols.get(KIT).status_code == 403
    assert mallorys.get(KIT).status_code == 403
    page = carols.get("/challenges/rade/").content.decode()
    assert "It holds rows of the training data" in page
    assert KIT not in page


def test_challenge_without_kit_has_none_to_take(alices, release):
    assert alices.get(KIT).status_code == 404


def test_kit_without_data_is_not_served(alices, challenge):
    challenge.kit, challenge.kit_size = default_storage.save("", ContentFile(ZIP)), len(ZIP)
    challenge.save()
    assert alices.get(KIT).status_code == 404


def test_kit_of_an_unpublished_challenge_is_not_found(alices, kit):
    make_challenge(kit.edition, slug="other", is_published=False)
    kit.is_published = False
    kit.save()
    assert alices.get(KIT).status_code == 404
