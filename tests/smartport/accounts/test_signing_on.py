"""Single sign-on through a real provider on this machine: who gets in, into which account, and who does not."""

import html
import re

import httpx
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail

from smartport.accounts.consents import chosen
from smartport.accounts.models import User
from smartport.sign_on import env_sign_on, sign_on_apps
from tests.factories import make_person
from tests.factories.people import PASSWORD
from tests.smartport.accounts.provider import Provider

BEGIN = "/accounts/oidc/sso/login/"
FORM = {"display_name": "Salma B.", "email": "salma@ministry.test", "accepts_terms": "on"}


@pytest.fixture
def provider(settings):
    with Provider().running() as running:
        sign_on = env_sign_on(source=running.settings())
        settings.SIGN_ON = sign_on
        apps = {"APPS": sign_on_apps(sign_on), "OAUTH_PKCE_ENABLED": True}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": apps}
        yield running


def sign_on(browser, *, process="login"):
    """What a browser does: the button, our page that leads on, the provider, back; the site's answer."""
    page = browser.post(f"{BEGIN}?process={process}").content.decode()
    onward = html.unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)[1])
    back = httpx.get(onward).headers["Location"]
    return browser.get(back.removeprefix("http://testserver"))


def is_in(browser):
    return "_auth_user_id" in browser.session


def test_newcomer_is_asked_for_a_name_and_the_consents(browser, provider):
    answer = sign_on(browser)
    assert (answer.status_code, answer.url) == (302, "/accounts/3rdparty/signup/")
    assert not User.objects.exists()
    form = browser.get(answer.url).content.decode()
    assert 'value="Salma Benali"' in form
    refused = browser.post(answer.url, {**FORM, "accepts_terms": ""})
    assert (refused.status_code, User.objects.count()) == (200, 0)
    assert browser.post(answer.url, FORM).status_code == 302
    user = User.objects.get()
    assert (user.email, user.display_name, user.first_name, user.has_usable_password()) == (
        "salma@ministry.test",
        "Salma B.",
        "",
        False,
    )
    assert chosen(user) == {"terms"}
    assert EmailAddress.objects.get(user=user).verified
    assert is_in(browser)
    assert "/token" not in provider.asked  # it was posted to


def test_known_person_comes_back_in(browser, client, provider):
    browser.post(sign_on(browser).url, FORM)
    assert sign_on(client).url == "/"
    assert is_in(client)
    assert User.objects.count() == 1


def test_account_with_the_same_verified_address_is_entered_and_connected(browser, provider):
    user = make_person("salma")
    User.objects.filter(pk=user.pk).update(email="salma@ministry.test")
    EmailAddress.objects.create(user=user, email="salma@ministry.test", verified=True, primary=True)
    assert sign_on(browser).url == "/"
    assert browser.session["_auth_user_id"] == str(user.pk)
    assert SocialAccount.objects.get().user == user
    assert mail.outbox[-1].to == ["salma@ministry.test"]


@pytest.mark.parametrize("case", ["unverified here", "unverified there", "organizer"])
def test_nobody_takes_an_account_over(browser, provider, case):
    """A stranger signed up here with Salma's address; or at the provider; or the account can do more than take part."""
    user = make_person("salma", is_staff=case == "organizer")
    User.objects.filter(pk=user.pk).update(email="salma@ministry.test")
    EmailAddress.objects.create(
        user=user, email="salma@ministry.test", verified=case != "unverified here", primary=True
    )
    provider.person["email_verified"] = case != "unverified there"
    answer = sign_on(browser)
    assert answer.url == "/accounts/3rdparty/signup/"
    page = browser.post(answer.url, FORM).content.decode()
    assert "There is an account with this e-mail address already." in page
    assert not is_in(browser)
    assert not SocialAccount.objects.exists()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_sign_on_is_connected_by_who_is_logged_in(alices, alice, provider):
    assert sign_on(alices, process="connect").url == "/accounts/3rdparty/"
    assert SocialAccount.objects.get().user == alice
    page = alices.get("/accounts/3rdparty/").content.decode()
    assert "Ministère" in page
    alices.post("/accounts/3rdparty/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()


def test_sign_on_of_another_account_is_not_taken(browser, alices, alice, client, provider):
    SocialAccount.objects.create(user=make_person("bob"), provider="sso", uid="42")
    sign_on(alices, process="connect")
    assert SocialAccount.objects.get().user.username == "bob"


def test_open_browser_alone_connects_nothing(browser, alice, provider):
    browser.force_login(alice)
    sign_on(browser, process="connect")
    assert not SocialAccount.objects.exists()


def test_answer_that_nobody_asked_for_lets_nobody_in(browser, client, provider):
    """A stranger's code and state, slipped into another browser."""
    page = client.post(BEGIN).content.decode()
    onward = html.unescape(re.search(r"url=([^\"]+)\"", page)[1])
    back = httpx.get(onward).headers["Location"].removeprefix("http://testserver")
    answer = browser.get(back)
    assert "The sign-on did not work." in answer.content.decode()
    assert not is_in(browser)


def test_provider_that_is_down_is_said(browser, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:1"
    answer = browser.post(BEGIN)
    assert (answer.status_code, "The sign-on did not work." in answer.content.decode()) == (502, True)


def test_link_alone_begins_nothing(browser, provider):
    """Only a form of ours does: else a page elsewhere could connect a sign-on in the reader's name."""
    answer = browser.get(BEGIN)
    assert (answer.status_code, "http-equiv" in answer.content.decode()) == (200, False)


def test_button_is_there_with_settings_and_not_without(browser, settings, provider):
    for page in ("/accounts/login/", "/accounts/signup/"):
        assert "Ministère" in browser.get(page).content.decode()
    settings.SIGN_ON, settings.SOCIALACCOUNT_PROVIDERS = None, {}
    for page in ("/accounts/login/", "/accounts/signup/"):
        assert "oidc" not in browser.get(page).content.decode()
    assert browser.post(BEGIN).status_code == 404
