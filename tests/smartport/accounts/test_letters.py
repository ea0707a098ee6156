"""The letters of the account: in the reader's language, leading to this site, and the same for all who ask."""

import re

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from smartport.accounts.models import User
from tests.factories import make_person
from tests.factories.people import PASSWORD

FORM = {"display_name": "Salma", "email": "salma@smartport.test", "password1": PASSWORD, "accepts_terms": "on"}
SUBJECTS = {
    "fr": "Smart Port Challenge · Confirmez votre adresse électronique",
    "ar": "Smart Port Challenge · أكّدوا عنوان بريدكم الإلكتروني",
    "en": "Smart Port Challenge · Confirm your e-mail address",
}


class Down(BaseEmailBackend):
    """A server that is not there."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


@pytest.fixture
def verified(settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.SITE_URL = "https://port.example"


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_sign_up_is_confirmed_by_a_link_in_ones_language(client, db, verified, language):
    client.cookies["language"] = language
    assert client.post("/accounts/signup/", FORM).url == "/accounts/confirm-email/"
    (letter,) = mail.outbox
    assert letter.subject == SUBJECTS[language]
    assert "_auth_user_id" not in client.session
    path = re.search(r"https://port\.example(/accounts/confirm-email/\S+)", letter.body)[1]
    assert client.get(path).status_code == 200
    assert "_auth_user_id" not in client.session
    client.post(path)
    assert "_auth_user_id" in client.session


def test_taken_address_looks_like_a_free_one(client, db, verified):
    make_person("salma")
    free = client.post("/accounts/signup/", {**FORM, "email": "free@smartport.test"})
    taken = client.post("/accounts/signup/", FORM)
    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    assert [letter.to for letter in mail.outbox] == [["free@smartport.test"], ["salma@smartport.test"]]
    assert "https://port.example/accounts/password/reset/" in mail.outbox[1].body
    assert User.objects.count() == 2


def test_taken_address_looks_like_a_free_one_in_the_api(visitor, verified):
    make_person("salma")
    body = {"display_name": "Salma", "password": PASSWORD, "accepts_terms": True}
    answers = [
        visitor.post("/api/v1/accounts", {**body, "email": f"{name}@smartport.test"}, format="json")
        for name in ("free", "salma")
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert {frozenset(answer.json()) for answer in answers} == {frozenset({"email", "display_name"})}


def test_reset_says_the_same_whoever_asks(client, db):
    make_person("salma")
    answers = [
        client.post("/accounts/password/reset/", {"email": f"{name}@smartport.test"}) for name in ("salma", "nobody")
    ]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/accounts/password/reset/done/")}
    assert len(mail.outbox) == 2


def test_reset_speaks_the_accounts_language_not_the_askers(client, db):
    make_person("salma", language="ar")
    client.cookies["language"] = "en"
    client.post("/accounts/password/reset/", {"email": "salma@smartport.test"}, headers={"host": "localhost"})
    (letter,) = mail.outbox
    assert letter.subject == "Smart Port Challenge · كلمة مرور جديدة"
    assert "http://testserver/accounts/password/reset/key/" in letter.body


def test_reset_sets_a_new_password_once(client, db):
    make_person("salma")
    client.post("/accounts/password/reset/", {"email": "salma@smartport.test"})
    path = re.search(r"http://testserver(\S+/key/\S+)", mail.outbox[0].body)[1]
    new = "a-colder-sea-and-a-better-tide"
    form = client.get(path).url
    assert client.post(form, {"password1": new, "password2": new}).status_code == 302
    assert client.login(email="salma@smartport.test", password=new)
    again = client.get(path, follow=True).content.decode()
    assert 'name="password1"' not in again


def test_server_that_is_down_fails_nobody(client, db, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    make_person("salma")
    client.cookies["language"] = "en"
    for name in ("salma", "nobody"):
        answer = client.post("/accounts/password/reset/", {"email": f"{name}@smartport.test"}, follow=True)
        assert "The e-mail could not be sent." in answer.content.decode()


def test_changed_password_is_told(alices, alice):
    new = "a-colder-sea-and-a-better-tide"
    alices.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    (letter,) = mail.outbox
    assert (letter.to, "Firefox" in letter.body) == ([alice.email], True)
    assert "http://testserver/account/" in letter.body


def test_new_address_counts_once_it_is_confirmed(alices, alice):
    alices.post("/accounts/email/", {"email": "new@smartport.test", "action_add": "add"})
    alice.refresh_from_db()
    assert alice.email == "alice@smartport.test"
    path = re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1]
    alices.post(path)
    alice.refresh_from_db()
    assert alice.email == "new@smartport.test"


def test_address_of_another_account_cannot_be_taken(alices, alice):
    """Even unconfirmed there: an address opens one account."""
    alices.post("/accounts/email/", {"email": "salma@smartport.test", "action_add": "add"})
    make_person("salma")
    path = re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1]
    page = alices.post(path, follow=True).content.decode()
    alice.refresh_from_db()
    assert alice.email == "alice@smartport.test"
    assert "belongs to another account" in page


def test_address_becomes_the_accounts_by_its_confirmation_and_by_nothing_else(alices, alice):
    """Forms of allauth's that our page does not show."""
    make_person("salma")
    alices.post("/accounts/email/", {"email": "salma@smartport.test", "action_add": "add"})
    alices.post("/accounts/email/", {"email": "salma@smartport.test", "action_primary": "x"})
    alices.post("/accounts/email/", {"email": "alice@smartport.test", "action_remove": "x"})
    alice.refresh_from_db()
    assert alice.email == "alice@smartport.test"
    alices.post("/accounts/email/", {"email": "salma@smartport.test", "action_remove": "x"})
    assert list(alice.emailaddress_set.values_list("email", flat=True)) == ["alice@smartport.test"]
