"""The account's home, its tokens, and the notices that everybody may read."""

import re

import pytest
from django.test import Client

from challenges.editions.models import Edition
from smartport.accounts.models import ApiToken, User
from tests.factories import make_person
from tests.factories import make_token as given_token

PLACES = (
    "/account/",
    "/account/consents/",
    "/account/tokens/",
    "/account/tokens/new/",
    "/account/data/",
    "/account/delete/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/totp/activate/",
    "/accounts/sessions/",
    "/accounts/3rdparty/",
    "/accounts/logout/",
)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("place", PLACES)
def test_place_wears_the_sites_clothes_with_and_without_an_edition(alices, place, language):
    alices.cookies["language"] = language
    answer = alices.get(place)
    page = answer.content.decode()
    assert (answer.status_code, 'class="account-places"' in page) == (200, True)
    assert page.count("<h1>") == 1
    assert page.count('aria-current="page"') <= 2


@pytest.mark.parametrize("place", [place for place in PLACES if place != "/accounts/logout/"])
def test_place_is_for_whoever_is_logged_in(client, db, place):
    answer = client.get(place)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/")


def test_name_and_language_are_changed(alices, alice):
    answer = alices.post("/account/", {"display_name": " Alice  B. ", "language": "ar"})
    alice.refresh_from_db()
    assert (alice.display_name, alice.language) == ("Alice B.", "ar")
    assert answer.cookies["language"].value == "ar"


@pytest.mark.parametrize("name", ["AB123456", "\u202eabc", "x", "a\x00b"])
def test_name_that_cannot_be_is_refused(alices, alice, name):
    page = alices.post("/account/", {"display_name": name, "language": "fr"}).content.decode()
    assert 'aria-invalid="true"' in page
    alice.refresh_from_db()
    assert alice.display_name == "Alice"


def test_api_changes_name_and_language(as_, alice):
    client = as_(alice)
    assert client.patch("/api/v1/me", {"display_name": "Al"}, format="json").json()["display_name"] == "Al"
    assert client.patch("/api/v1/me", {"language": "ar"}, format="json").json()["language"] == "ar"
    refused = client.patch("/api/v1/me", {"display_name": "AB123456"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (422, "identity_number_given")
    assert client.patch("/api/v1/me", {"email": "x@y.test"}, format="json").json()["email"] == alice.email


def test_token_is_made_shown_once_and_withdrawn(alices, alice):
    body = {"name": "laptop", "scopes": ["submit"], "life": "30"}
    page = alices.post("/account/tokens/new/", body, follow=True).content.decode()
    secret = re.search(r'value="(spc_[\w-]+)"', page)[1]
    assert Client().get("/api/v1/me", headers={"authorization": f"Token {secret}"}).status_code == 200
    listed = alices.get("/account/tokens/").content.decode()
    assert ("laptop" in listed, secret in listed) == (True, False)
    assert "Hand in, cancel and choose submissions <code" in listed
    token = ApiToken.objects.get()
    assert alices.get(f"/account/tokens/{token.pk}/withdraw/").status_code == 200
    alices.post(f"/account/tokens/{token.pk}/withdraw/")
    assert Client().get("/api/v1/me", headers={"authorization": f"Token {secret}"}).status_code == 401


def test_token_without_scopes_is_not_made(alices):
    page = alices.post("/account/tokens/new/", {"name": "x", "life": "30"}).content.decode()
    assert "Tick at least one." in page


def test_open_browser_alone_makes_no_token(browser, alice):
    browser.force_login(alice)
    assert browser.post("/account/tokens/new/", {}).url.startswith("/accounts/reauthenticate/")


def test_nobody_elses_token_is_withdrawn(alices, as_):
    given_token(make_person("mallory"))
    token = ApiToken.objects.get(user__username="mallory")
    assert alices.post(f"/account/tokens/{token.pk}/withdraw/").status_code == 404
    client = as_(User.objects.get(username="alice"))
    assert client.delete(f"/api/v1/tokens/{token.pk}").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_tokens_are_listed_at_one_price(alices, alice, as_, django_assert_num_queries):
    client = as_(alice)
    for tokens in (1, 3):
        while ApiToken.objects.count() < tokens:
            given_token(alice)
        with django_assert_num_queries(4):
            alices.get("/account/tokens/")
        with django_assert_num_queries(3):
            client.get("/api/v1/tokens")


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("notice", ["terms", "privacy"])
def test_notice_is_there_in_every_language_and_for_everybody(client, db, notice, language):
    client.cookies["language"] = language
    answer = client.get(f"/{notice}/")
    assert answer.status_code == 200
    if notice == "privacy":
        assert "09-08" in answer.content.decode()


def test_notice_says_who_is_responsible(client, db, settings):
    settings.CONTROLLER_NAME, settings.CONTROLLER_CNDP_REFERENCE = "Agence <b>", "D-1/2026"
    page = client.get("/privacy/").content.decode()
    assert ("Agence &lt;b&gt;" in page, "D-1/2026" in page) == (True, True)


def test_no_form_or_row_of_accounts_and_teams_asks_for_an_identity_number():
    """Law 09-08: nothing more than is needed."""
    from django.apps import apps

    asked = re.compile(r"cin\b|cnie|identity|passport|national|birth", re.IGNORECASE)
    names = [
        f"{model.__name__}.{field.name}"
        for label in ("accounts", "challenges")
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
    ]
    assert [name for name in names if asked.search(name)] == []


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_no_log_in_leads_elsewhere(browser, alice, elsewhere):
    from tests.factories.people import PASSWORD

    login = {"login": alice.email, "password": PASSWORD, "next": elsewhere}
    assert browser.post("/accounts/login/", login).url == "/"
    assert Edition.objects.count() == 0
