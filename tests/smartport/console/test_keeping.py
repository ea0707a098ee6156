"""A form keeps one row, and who saves second is told."""

import pytest

from challenges.editions.models import Partner
from tests.challenges.pages.conftest import browser_of
from tests.factories import make_partner

pytestmark = pytest.mark.django_db
SENT = {"short_name": "ANP", "name_fr": "Agence", "address": "", "ground": "light"}


@pytest.fixture
def partner(edition):
    return make_partner(edition)


@pytest.fixture
def path(partner):
    return f"/console/event/demo/partners/{partner.pk}/"


@pytest.fixture
def doras(dora):
    return browser_of(dora)


def seen(client, path) -> str:
    return client.get(path).context["seen"]


def test_form_that_saw_the_row_saves(doras, path, partner):
    assert doras.post(path, {**SENT, "seen": seen(doras, path)}).status_code == 302
    partner.refresh_from_db()
    assert partner.name == {"fr": "Agence"}


def test_who_saves_second_overwrites_nothing_unseen(doras, path, partner):
    before = seen(doras, path)
    Partner.objects.filter(pk=partner.pk).update(short_name="PortNet")
    answer = doras.post(path, {**SENT, "seen": before})
    page = answer.content.decode()
    assert (answer.status_code, "Somebody else saved this page" in page, "PortNet" in page) == (409, True, True)
    partner.refresh_from_db()
    assert partner.short_name == "PortNet"
    assert doras.post(path, {**SENT, "seen": answer.context["seen"]}).status_code == 302
    partner.refresh_from_db()
    assert partner.short_name == "ANP"


def test_same_change_by_two_is_no_clash(doras, path, partner):
    before = seen(doras, path)
    assert doras.post(path, {**SENT, "seen": before}).status_code == 302
    assert doras.post(path, {**SENT, "seen": before}).status_code == 302


def test_form_without_its_digest_is_treated_as_old(doras, path, partner):
    assert doras.post(path, SENT).status_code == 409


def test_what_is_wrong_is_said_beside_its_field(doras, path, partner):
    answer = doras.post(path, {**SENT, "short_name": "", "name_fr": "", "name_ar": "وكالة", "seen": seen(doras, path)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write it in French at least" in page
    assert page.count('class="field-error"') == 2


def test_row_that_is_gone_is_not_found(doras, path, partner):
    partner.delete()
    assert doras.post(path, SENT).status_code == 404
