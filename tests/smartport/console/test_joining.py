"""The link in the letter: for the one address, once."""

import pytest

from challenges import clock
from challenges.crew.actions import invite_organizer
from tests.factories import NOW, make_person
from tests.factories.crew import confirm_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(challenge, dora, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    given = {"email": "otto@smartport.test", "challenges": [challenge], "is_limited": True}
    made = invite_organizer(challenge.edition, **given, by=dora, now=NOW)
    return f"/console/join/{made.secret}/"


@pytest.fixture
def ottos(client, db):
    otto = make_person("otto")
    client.cookies["language"] = "en"
    client.force_login(otto)
    return otto


def test_stranger_is_asked_to_log_in_and_gets_nothing(client, link, challenge):
    page = client.get(link).content.decode()
    assert f'href="/accounts/login/?next={link}"' in page
    assert client.post(link).status_code == 200


def test_who_has_the_address_accepts_once(client, link, ottos, challenge):
    confirm_address(ottos)
    assert "Accept" in client.get(link).content.decode()
    assert client.post(link).url == "/console/"
    ottos.refresh_from_db()
    assert (ottos.is_staff, list(challenge.organizers.all())) == (True, [ottos])
    assert client.post(link).status_code == 404


def test_address_is_confirmed_first(client, link, ottos):
    page = client.get(link).content.decode()
    assert 'href="/accounts/email/"' in page
    assert client.post(link).status_code == 403


def test_another_account_is_sent_out(client, link, mallory):
    confirm_address(mallory)
    client.force_login(mallory)
    assert 'href="/accounts/logout/"' in client.get(link).content.decode()
    assert client.post(link).status_code == 403
    mallory.refresh_from_db()
    assert mallory.is_staff is False


def test_guess_opens_nothing(client, db):
    assert client.get("/console/join/guess/").status_code == 404
