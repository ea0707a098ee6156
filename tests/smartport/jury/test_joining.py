"""The link in the letter: for the one address, once."""

from datetime import timedelta

import pytest

from challenges.panels.models import Juror, JurorInvitation
from challenges.panels.queries import digest_of
from tests.factories import NOW, make_person
from tests.factories.crew import confirm_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(panel, dora):
    JurorInvitation.objects.create(
        panel=panel,
        email="ruth@smartport.test",
        institution="ENSAM",
        secret_sha256=digest_of("a-secret"),
        created_by=dora,
        created_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )
    return "/jury/join/a-secret/"


@pytest.fixture
def ruth(client, db):
    ruth = make_person("ruth")
    client.cookies["language"] = "en"
    client.force_login(ruth)
    return ruth


def test_stranger_is_asked_to_log_in_and_gets_nothing(client, link):
    page = client.get(link).content.decode()
    assert f'href="/accounts/login/?next={link}"' in page
    assert client.post(link).status_code == 200
    assert not Juror.objects.exists()


def test_who_has_the_address_takes_the_seat_once(client, link, ruth, panel):
    confirm_address(ruth)
    assert "Accept" in client.get(link).content.decode()
    assert client.post(link).url == f"/jury/{panel.pk}/declaration/"
    ruth.refresh_from_db()
    assert (ruth.judges, Juror.objects.get().user) == (True, ruth)
    assert client.post(link).status_code == 404


def test_address_is_confirmed_first(client, link, ruth):
    assert 'href="/accounts/email/"' in client.get(link).content.decode()
    assert client.post(link).status_code == 403


def test_who_plays_does_not_judge(client, link, ruth, alices_team, alice):
    alice.email = "ruth@smartport.test"
    ruth.delete()
    alice.save()
    confirm_address(alice)
    client.force_login(alice)
    assert client.post(link).status_code == 409
    assert not Juror.objects.exists()


def test_guess_opens_nothing(client, db):
    assert client.get("/jury/join/guess/").status_code == 404
