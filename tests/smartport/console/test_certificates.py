"""Organizers find certificates, revoke them and correct a name."""

import pytest

from challenges.results.models import Certificate
from smartport.accounts.consents import give
from smartport.accounts.rules import PUBLICATION
from tests.factories import NOW, make_person
from tests.factories.stage import make_certificate, make_publication

pytestmark = pytest.mark.usefixtures("hour")


@pytest.fixture
def paper(edition, alice):
    make_publication(edition)
    return make_certificate(edition, alice)


def test_before_the_results_there_is_nothing(organizer, edition):
    page = organizer.get("/console/certificates/").content.decode()
    assert "issued when the results are published" in page


def test_list_finds_by_name_and_kind(organizer, paper, edition, bob):
    make_certificate(edition, bob, kind="jury")
    page = organizer.get("/console/certificates/", {"q": "ali"}).content.decode()
    assert "<bdi>Alice</bdi>" in page
    assert "<bdi>Bob</bdi>" not in page
    page = organizer.get("/console/certificates/", {"kind": "jury"}).content.decode()
    assert "<bdi>Bob</bdi>" in page
    assert "<bdi>Alice</bdi>" not in page
    assert organizer.get("/console/certificates/", {"kind": "x", "q": "\0"}).status_code == 200


def test_list_costs_the_same_whatever_its_length(organizer, paper, edition, django_assert_num_queries):
    for number in range(20):
        make_certificate(edition, make_person(f"p{number}"))
    organizer.get("/console/certificates/")
    with django_assert_num_queries(5):
        organizer.get("/console/certificates/")


def test_one_says_whether_its_file_can_be_had(organizer, paper, alice):
    assert "has not said yes" in organizer.get(f"/console/certificates/{paper.code}/").content.decode()
    give(alice, purpose=PUBLICATION, now=NOW)
    page = organizer.get(f"/console/certificates/{paper.code}/").content.decode()
    assert f"/certificates/{paper.code}/pdf/" in page


def test_revoking_asks_first_and_is_done_once(organizer, paper):
    address = f"/console/certificates/{paper.code}/revoke/"
    page = organizer.get(address).content.decode()
    assert "This cannot be undone." in page
    assert Certificate.objects.get(pk=paper.pk).revoked_at is None
    assert organizer.post(address, {"reason": ""}).status_code == 422
    for _ in range(2):
        assert organizer.post(address, {"reason": "By mistake."}).status_code == 302
    page = organizer.get(f"/console/certificates/{paper.code}/").content.decode()
    assert "By mistake." in page
    assert "/revoke/" not in page


def test_name_is_corrected_by_another_one(organizer, paper):
    address = f"/console/certificates/{paper.code}/replace/"
    assert 'value="Alice"' in organizer.get(address).content.decode()
    refused = organizer.post(address, {"name": "Alice", "reason": "x"})
    assert (refused.status_code, "That is the name on it already." in refused.content.decode()) == (422, True)
    for _ in range(2):
        assert organizer.post(address, {"name": "Alice B", "reason": "x"}).status_code == 302
    assert Certificate.objects.count() == 2
    page = organizer.get(f"/console/certificates/{paper.code}/").content.decode()
    assert "Replaced by" in page


def test_others_find_no_such_pages(client, paper, alice):
    client.force_login(alice)
    for rest in ("", f"{paper.code}/", f"{paper.code}/revoke/", f"{paper.code}/replace/"):
        assert client.get(f"/console/certificates/{rest}").status_code == 404


@pytest.mark.parametrize("code", ["nothing", "%00", "0" * 17])
def test_unknown_code_is_not_found(organizer, code):
    assert organizer.get(f"/console/certificates/{code}/").status_code == 404
