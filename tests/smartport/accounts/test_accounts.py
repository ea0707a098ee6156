"""Signing up, logging in, and what a reader may choose."""

import pytest
from django.core.cache import cache

from smartport.accounts.models import User
from tests.factories import make_person
from tests.factories.people import PASSWORD


@pytest.fixture(autouse=True)
def fresh_rate_limits():
    """Attempts of another test do not count."""
    cache.clear()


def sign_up(client, **fields):
    given = {"display_name": "Salma", "email": "salma@smartport.test", "password1": PASSWORD, "accepts_terms": "on"}
    return client.post("/accounts/signup/", {**given, **fields})


def test_signing_up_logs_in_with_a_name_others_see(client, db):
    client.cookies["language"] = "ar"
    answer = sign_up(client)
    assert (answer.status_code, answer.url) == (302, "/")
    user = User.objects.get()
    assert (user.email, user.display_name, user.language) == ("salma@smartport.test", "Salma", "ar")
    assert user.username.startswith("u-")
    assert str(user) == "Salma"


def test_signing_up_with_a_common_password_is_refused(client, db):
    answer = sign_up(client, password1="password12")
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not User.objects.exists()


def test_signing_up_comes_back_to_where_one_was(client, db):
    assert sign_up(client, next="/join/abc/").url == "/join/abc/"


def test_logging_in_by_e_mail(client, db):
    make_person("alice")
    answer = client.post("/accounts/login/", {"login": "alice@smartport.test", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/")


def test_wrong_password_is_refused_without_saying_which_was_wrong(client, db):
    make_person("alice")
    known = client.post("/accounts/login/", {"login": "alice@smartport.test", "password": "no"}).content.decode()
    unknown = client.post("/accounts/login/", {"login": "nobody@smartport.test", "password": "no"}).content.decode()
    said = "adresse électronique ou le mot de passe est incorrect."
    assert said in known
    assert said in unknown


@pytest.mark.parametrize(
    "address",
    ["login", "signup", "password/reset", "password/reset/done", "inactive", "confirm-email"],
)
def test_page_before_the_door_wears_the_sites_clothes(client, db, address):
    answer = client.get(f"/accounts/{address}/")
    assert answer.status_code == 200
    assert 'class="masthead"' in answer.content.decode()


@pytest.mark.parametrize("address", ["email", "password/change", "logout", "reauthenticate"])
def test_page_behind_the_door_wears_the_sites_clothes(client, db, address):
    client.force_login(make_person("alice"))
    answer = client.get(f"/accounts/{address}/")
    assert answer.status_code == 200
    assert 'class="masthead"' in answer.content.decode()


def test_leaving_asks_first(client, db):
    client.force_login(make_person("alice"))
    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_chosen_language_is_spoken_and_remembered(client, db):
    alice = make_person("alice")
    client.force_login(alice)
    answer = client.post("/preferences/language/", {"language": "ar", "next": "/team/"})
    assert (answer.status_code, answer.url) == (302, "/team/")
    alice.refresh_from_db()
    assert alice.language == "ar"
    assert '<html lang="ar" dir="rtl">' in client.get("/").content.decode()


def test_chosen_light_is_on_the_page(client, db):
    client.post("/preferences/theme/", {"theme": "dark"})
    assert '<html lang="fr" dir="ltr" data-theme="dark">' in client.get("/").content.decode()


@pytest.mark.parametrize("choice", [("language", "xx"), ("theme", "<script>"), ("theme", "")])
def test_unknown_choice_is_refused(client, db, choice):
    kind, value = choice
    assert client.post(f"/preferences/{kind}/", {kind: value}).status_code == 400


def test_choice_made_by_a_link_is_refused(client, db):
    assert client.get("/preferences/language/", {"language": "ar"}).status_code == 405


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_choice_never_leads_elsewhere(client, db, elsewhere):
    assert client.post("/preferences/theme/", {"theme": "dark", "next": elsewhere}).url == "/"
