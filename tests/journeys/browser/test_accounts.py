"""Getting in, in a real browser: passkeys by a device that Chromium plays, and a sign-on that leads to another host."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import CDPSession, Page

from smartport.accounts.models import User
from smartport.sign_on import env_sign_on, sign_on_apps
from tests.factories import make_person
from tests.factories.people import PASSWORD
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, Witness, log_in, reader
from tests.smartport.accounts.provider import Provider

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(chromium, live_server, witness: Witness, db) -> Iterator[Page]:
    """Passkeys need a name, so the site is asked by one."""
    url = f"http://localhost:{urlsplit(live_server.url).port}"
    context = reader(chromium, url, language="en")
    context.set_default_timeout(30_000)  # the first page of a fresh site waits for all of its templates
    page = context.new_page()
    witness.watch(page)
    yield page
    context.close()


def device(page: Page, **different: object) -> CDPSession:
    """A phone or a laptop that holds passkeys and knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | different})
    return session


def is_home(url: str) -> bool:
    return urlsplit(url).path == "/"


def log_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.click("main form button")
    page.wait_for_url(is_home)


def add_passkey(page: Page, *, alone: bool) -> None:
    page.goto("/accounts/2fa/webauthn/add/")
    if "/reauthenticate/" in page.url:
        page.fill("[name=password]", PASSWORD)
        page.click("main form button")
        page.wait_for_url("**/webauthn/add/")
    page.fill("[name=name]", "My phone")
    page.set_checked("[name=passwordless]", alone)
    page.click("main form button")
    page.wait_for_url("**/recovery-codes/")


def test_passkey_opens_the_account_alone(page, witness, alice):
    device(page)
    log_in(page, "alice")
    add_passkey(page, alone=True)
    assert len(page.locator(".codes li").all()) == 10
    page.goto("/accounts/2fa/")
    assert "My phone" in page.inner_text("main")
    log_out(page)
    page.goto("/accounts/login/")
    page.click("text=Log in with a passkey")
    page.wait_for_url(is_home)
    page.goto("/account/")
    assert page.input_value("[name=display_name]") == "Alice"
    assert Authenticator.objects.get(type="webauthn").last_used_at is not None
    assert witness.complaints == []


def test_passkey_is_the_second_factor_after_the_password(page, witness, alice):
    device(page)
    log_in(page, "alice")
    add_passkey(page, alone=False)
    log_out(page)
    page.goto("/accounts/login/")
    page.fill("[name=login]", alice.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main .form button")
    page.wait_for_url("**/2fa/authenticate/")
    page.goto("/account/")
    assert "/accounts/2fa/authenticate/" in page.url
    page.click("text=Use a passkey")
    page.wait_for_url(is_home)
    page.goto("/account/")
    assert page.input_value("[name=display_name]") == "Alice"
    assert witness.complaints == []


def test_passkey_proves_it_again_before_what_is_dangerous(page, witness, alice):
    device(page)
    log_in(page, "alice")
    add_passkey(page, alone=True)
    log_out(page)
    page.goto("/accounts/login/")
    page.click("text=Log in with a passkey")
    page.wait_for_url(is_home)
    page.goto("/account/delete/")
    page.wait_for_url("**/reauthenticate/**")
    page.goto("/accounts/2fa/webauthn/reauthenticate/?next=/account/delete/")
    page.click("text=Use a passkey")
    page.wait_for_url("**/account/delete/")
    assert witness.complaints == []


def test_passkey_of_another_does_not_open(page, alice):
    """The device has a passkey of Mallory's; what is removed here opens nothing."""
    make_person("mallory")
    device(page)
    log_in(page, "mallory")
    add_passkey(page, alone=True)
    log_out(page)
    Authenticator.objects.all().delete()
    page.goto("/accounts/login/")
    page.click("text=Log in with a passkey")
    page.wait_for_selector(".messages")
    page.goto("/account/")
    assert "/accounts/login/" in page.url


def test_owner_who_says_no_is_told_what_to_do(page, alice):
    device(page, isUserVerified=False)
    log_in(page, "alice")
    page.goto("/accounts/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_url("**/webauthn/add/")
    page.click("main form button")
    said = page.locator("[data-passkey-said]")
    said.wait_for(state="visible")
    assert "Nothing was confirmed" in said.inner_text()
    assert not Authenticator.objects.exists()


def test_sign_on_leads_to_the_provider_and_back(page, witness, settings):
    """The policy of the page lets a form go nowhere else; the way leads over a page of ours."""
    with Provider().running() as provider:
        settings.SIGN_ON = sign_on = env_sign_on(source=provider.settings())
        apps = {"APPS": sign_on_apps(sign_on), "OAUTH_PKCE_ENABLED": True}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": apps}
        page.goto("/accounts/signup/")
        page.click("text=Go on with Ministère")
        page.wait_for_url("**/3rdparty/signup/")
        assert page.input_value("[name=display_name]") == "Salma Benali"
        page.check("[name=accepts_terms]")
        page.click("main .form button")
        page.wait_for_url(is_home)
    assert User.objects.get().email == "salma@ministry.test"
    assert witness.complaints == []
