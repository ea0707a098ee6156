"""The page of the terms: for the operator, the same number of queries however many accounts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from challenges import clock
from challenges.post.models import Letter
from smartport.retention.ending import sweep
from smartport.retention.rules import NOTICE
from tests.factories import NOW, make_person, make_token

pytestmark = pytest.mark.django_db

LONG_AGO = NOW - timedelta(days=4 * 365)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch, settings):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.EMAIL_HOST = "mail.example.ma"


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def olga(db) -> Client:
    return client_of(make_person("olga", is_staff=True, is_superuser=True))


def test_operators_alone(dora):
    assert client_of(dora).get(reverse("console-retention")).status_code == 404


def test_it_tells_the_terms_what_goes_and_what_went(olga):
    zoe = make_person("zoe", date_joined=LONG_AGO, last_login=LONG_AGO)
    make_token(zoe, now=LONG_AGO, expires_at=LONG_AGO, last_used_at=None)
    sweep(now=NOW)
    Letter.objects.update(sent_at=NOW)
    page = olga.get(reverse("console-retention"))
    assert [one.user for one in page.context["standings"]] == [zoe]
    assert page.context["standings"][0].goes_at == NOW + NOTICE
    assert [entry.subject for entry, _ in page.context["went"]] == ["term:tokens"]
    assert "3 years after the last use" in page.content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_the_number_of_queries_does_not_grow(olga, people, django_assert_num_queries):
    for number in range(people):
        make_person(f"zoe{number}", date_joined=LONG_AGO, last_login=LONG_AGO)
    sweep(now=NOW)
    address = reverse("console-retention")
    olga.get(address)
    with django_assert_num_queries(18):
        olga.get(address)
