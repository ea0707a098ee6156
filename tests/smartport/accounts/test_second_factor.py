"""Authenticator app and recovery codes: set up, asked for on the site and in the API, sealed in the database."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache

from smartport.accounts.adapters import SecondFactorAdapter
from tests.factories.people import PASSWORD, make_person

LOGIN = {"email": "alice@smartport.test", "password": PASSWORD}


def code_of(secret, *, ahead=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


@pytest.fixture
def secret(alices):
    """Of the app that Alice has just set up, on the page, as she would."""
    page = alices.get("/accounts/2fa/totp/activate/").content.decode()
    found = re.search(r'id="totp-key" value="([A-Z2-7]+)"', page)[1]
    assert 'src="data:image/svg+xml;base64,' in page
    answer = alices.post("/accounts/2fa/totp/activate/", {"code": code_of(found)})
    assert (answer.status_code, answer.url) == (302, "/accounts/2fa/recovery-codes/")
    cache.clear()
    return found


@pytest.fixture
def recovery_code(alices, secret):
    page = alices.get("/accounts/2fa/recovery-codes/").content.decode()
    return re.findall(r"<code>(\d+)</code>", page)[0]


def test_app_is_asked_for_after_the_password(client, secret):
    answer = client.post("/accounts/login/", {"login": LOGIN["email"], "password": PASSWORD})
    assert answer.url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, ahead=1)}).status_code == 302
    assert "_auth_user_id" in client.session


@pytest.mark.django_db(transaction=True)
def test_setting_up_is_told_by_letter(alices, alice):
    page = alices.get("/accounts/2fa/totp/activate/").content.decode()
    found = re.search(r'id="totp-key" value="([A-Z2-7]+)"', page)[1]
    alices.post("/accounts/2fa/totp/activate/", {"code": code_of(found)})
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (
        [alice.email],
        "Smart Port Challenge · Application d’authentification installée",
    )


def test_wrong_code_does_not_set_up(alices, alice):
    alices.get("/accounts/2fa/totp/activate/")
    assert alices.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()


def test_open_browser_alone_does_not_set_up(browser, alice):
    browser.force_login(alice)
    assert browser.get("/accounts/2fa/totp/activate/").url.startswith("/accounts/reauthenticate/")


def test_recovery_code_opens_once(client, recovery_code):
    for opens in (True, False):
        client.post("/accounts/login/", {"login": LOGIN["email"], "password": PASSWORD})
        client.post("/accounts/2fa/authenticate/", {"code": recovery_code})
        assert ("_auth_user_id" in client.session) is opens
        client.post("/accounts/logout/")


def test_token_needs_the_code(visitor, secret):
    without = visitor.post("/api/v1/token", LOGIN, format="json")
    said = without.json()
    assert (without.status_code, said["code"], said["field"]) == (400, "second_factor_needed", "code")
    wrong = visitor.post("/api/v1/token", LOGIN | {"code": "000000"}, format="json")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "second_factor_wrong")
    body = LOGIN | {"code": code_of(secret, ahead=1), "name": "ship", "scopes": ["submit"]}
    answer = visitor.post("/api/v1/token", body, format="json")
    assert (answer.status_code, answer.json()["name"], answer.json()["scopes"]) == (200, "ship", ["read", "submit"])


def test_nobody_learns_of_the_factor_without_the_password(visitor, secret):
    answer = visitor.post("/api/v1/token", LOGIN | {"password": "wrong"}, format="json")
    assert answer.json()["code"] == "login_unknown"


def test_code_is_not_taken_twice(visitor, secret):
    body = LOGIN | {"code": code_of(secret, ahead=1)}
    assert visitor.post("/api/v1/token", body, format="json").status_code == 200
    assert visitor.post("/api/v1/token", body, format="json").json()["code"] == "second_factor_wrong"


def test_guessing_codes_is_slowed_down(visitor, secret):
    for _ in range(6):
        visitor.post("/api/v1/token", LOGIN | {"code": "000000"}, format="json")
    right = visitor.post("/api/v1/token", LOGIN | {"code": code_of(secret, ahead=1)}, format="json")
    assert right.json()["code"] == "second_factor_wrong"


def test_secrets_are_sealed(secret, settings):
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert SecondFactorAdapter().decrypt(kept) == secret
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert SecondFactorAdapter().decrypt(kept) == secret
    settings.SECRET_KEY_FALLBACKS = []
    assert SecondFactorAdapter().decrypt(kept) == ""


@pytest.mark.parametrize("page", ["", "webauthn/", "webauthn/add/", "totp/activate/"])
def test_pages_have_nothing_inline(alices, page):
    told = alices.get(f"/accounts/2fa/{page}").content.decode()
    for script in re.findall(r"<script[^>]*>", told):
        assert "src=" in script or 'type="application/json"' in script
    assert " style=" not in told
    assert " onclick=" not in told


def test_unverified_address_comes_first_where_addresses_are_verified(alices, alice, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False
    alice.emailaddress_set.update_or_create(email=alice.email, defaults={"verified": False, "primary": True})
    answer = alices.get("/accounts/2fa/totp/activate/", follow=True)
    assert answer.redirect_chain == [("/accounts/2fa/", 302)]
    assert "Confirm your e-mail address first" in answer.content.decode()


@pytest.fixture
def guarded(alices, secret, settings):
    """Alice's browser where addresses are verified and she has a second factor."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False
    mail.outbox.clear()
    return alices


def link_sent_to(address, browser):
    browser.post("/accounts/email/", {"email": address, "action_add": "add"})
    assert [letter.to for letter in mail.outbox] == [[address]]
    return re.search(r"http://[^/]+(/accounts/email/\?confirm=\S+)", mail.outbox[0].body)[1]


def test_guarded_address_is_changed_by_a_link_and_a_yes(guarded, alice):
    link = link_sent_to("new@smartport.test", guarded)
    assert not alice.emailaddress_set.filter(email="new@smartport.test").exists()
    assert "<bdi>new@smartport.test</bdi>" in guarded.get(link).content.decode()
    answer = guarded.post("/accounts/email/", {"confirm": link.partition("=")[2]})
    assert (answer.status_code, answer.url) == (302, "/accounts/email/")
    alice.refresh_from_db()
    assert alice.email == "new@smartport.test"
    assert list(alice.emailaddress_set.values_list("email", "verified", "primary")) == [(alice.email, True, True)]
    assert guarded.get(link).url == "/accounts/email/"


def test_link_of_a_guarded_address_opens_nothing_for_others(guarded, alice, mallory, client):
    client.force_login(mallory)
    sealed = link_sent_to("new@smartport.test", guarded).partition("=")[2]
    for asked in (sealed, sealed + "x", "", "\x00"):
        assert client.get("/accounts/email/", {"confirm": asked}).url == "/accounts/email/"
        assert client.post("/accounts/email/", {"confirm": asked}).status_code == 302
    assert not alice.emailaddress_set.filter(email="new@smartport.test").exists()


def test_guarded_address_that_another_account_has_is_not_taken(guarded, alice):
    link = link_sent_to("new@smartport.test", guarded)
    make_person("new")
    guarded.post("/accounts/email/", {"confirm": link.partition("=")[2]})
    alice.refresh_from_db()
    assert alice.email == "alice@smartport.test"
