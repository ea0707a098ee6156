"""Organizers keep the partners of an edition."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from challenges.editions.models import Partner
from tests.challenges.pages.conftest import browser_of
from tests.factories import make_edition, make_partner
from tests.factories.projects import picture_file

pytestmark = pytest.mark.django_db
BELOW = "/console/event/demo/partners/"
SENT = {"short_name": "ANP", "name_fr": "Agence", "name_en": "Agency", "address": "anp.example", "ground": "dark"}


@pytest.fixture
def doras(dora):
    return browser_of(dora)


def test_partner_is_added_with_its_logo(doras, edition):
    assert doras.post(f"{BELOW}new/", {**SENT, "file": picture_file()}).status_code == 302
    made = Partner.objects.get()
    assert (made.name, made.address) == ({"fr": "Agence", "en": "Agency"}, "https://anp.example")
    assert (made.logo_width, made.logo_height, made.ground) == (64, 48, "dark")
    assert made.logo_digest in doras.get(BELOW).content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "An SVG drawing can carry programs"),
        (b"GIF89a" + bytes(60), "not a JPEG, PNG or WebP picture"),
    ],
)
def test_what_is_no_logo_is_refused_with_a_sentence(doras, edition, content, sentence):
    answer = doras.post(f"{BELOW}new/", {**SENT, "file": SimpleUploadedFile("logo.png", content)})
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, 'value="ANP"' in page) == (422, True, True)
    assert not Partner.objects.exists()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://anp.example/", "https://"])
def test_address_is_one_of_the_web(doras, edition, address):
    assert doras.post(f"{BELOW}new/", {**SENT, "address": address}).status_code == 422


def test_second_of_one_name_is_refused(doras, edition):
    make_partner(edition)
    assert doras.post(f"{BELOW}new/", SENT).status_code == 409


def test_logo_is_taken_away(doras, edition):
    doras.post(f"{BELOW}new/", {**SENT, "file": picture_file()})
    made = Partner.objects.get()
    doras.post(f"{BELOW}{made.pk}/", {"deed": "drop-logo"})
    made.refresh_from_db()
    assert not made.logo


def test_partner_is_moved(doras, edition):
    first, second = make_partner(edition, order=0), make_partner(edition, short_name="PortNet", order=1)
    doras.post(f"{BELOW}{second.pk}/order/", {"deed": "up"})
    assert list(Partner.objects.order_by("order")) == [second, first]


def test_removing_asks_and_says_where_it_is_used(doras, challenge):
    partner = make_partner(challenge.edition)
    challenge.partners.add(partner)
    page = doras.get(f"{BELOW}{partner.pk}/remove/").content.decode()
    assert "1 challenge names it" in page
    assert "Waiting at anchorage" in page
    assert doras.post(f"{BELOW}{partner.pk}/remove/").status_code == 302
    assert not Partner.objects.exists()


def test_partner_of_another_edition_is_not_here(doras, edition):
    other = make_partner(make_edition("other"))
    assert doras.get(f"{BELOW}{other.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 4])
def test_list_asks_as_many_queries_for_four_as_for_one(doras, edition, django_assert_num_queries, count):
    for number in range(count):
        make_partner(edition, short_name=f"P{number}")
    with django_assert_num_queries(4):
        doras.get(BELOW)
