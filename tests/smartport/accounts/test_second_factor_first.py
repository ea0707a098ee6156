"""Where it is required, whoever organizes opens only the pages of the account before a second factor is shown."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.checks import run_checks
from django.test import Client

from challenges.journal.models import JournalEntry
from smartport.accounts.second_factor import is_own_page
from smartport.env import is_loopback
from tests.factories import NOW, make_person, make_token
from tests.factories.jury import make_juror, make_panel
from tests.factories.people import PASSWORD
from tests.smartport.accounts.test_second_factor import code_of
from tests.smartport.test_urls import answered, rows
from tests.smartport.world import world  # noqa: F401

DOOR = "/account/second-factor/"
DOORS = ("/console/", "/console/editions/", "/data/vault/", "/questions/", "/challenges/rade/", "/")


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def dora(db):
    return make_person("dora", is_staff=True)


@pytest.fixture
def doras(browser, dora):
    """Dora's browser, in which she has just typed her password."""
    browser.post("/accounts/login/", {"login": dora.email, "password": PASSWORD})
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


def set_up_app(browser):
    """As she would; the secret."""
    page = browser.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="totp-key" value="([A-Z2-7]+)"', page)[1]
    browser.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    cache.clear()
    return secret


def token_caller(person, **fields):
    return {"headers": {"authorization": f"Token {make_token(person, **fields)}"}}


@pytest.mark.parametrize("path", DOORS)
def test_organizer_without_a_factor_is_led_to_where_it_is_set_up(doras, challenge, required, path):
    answer = doras.get(path)
    assert (answer.status_code, answer.url) == (302, f"{DOOR}?next={path.replace('/', '%2F')}")
    page = doras.get(answer.url).content.decode()
    assert ("A password alone can be stolen" in page, 'href="/accounts/2fa/totp/activate/"' in page) == (True, True)


def test_operator_who_is_no_staff_is_led_as_well(browser, db, required):
    browser.force_login(make_person("olga", is_superuser=True))
    assert browser.get("/console/").url.startswith(DOOR)


def test_nothing_is_done_without_it(doras, leaderboard, required):
    before = JournalEntry.objects.count()
    path = f"/challenges/{leaderboard.phase.challenge.slug}/rejudges/"
    answer = doras.post(path, {"fr": "Un essai"})
    assert (answer.status_code, answer.url, JournalEntry.objects.count()) == (302, DOOR, before)


def test_program_of_her_session_is_told(doras, challenge, required):
    answer = doras.get("/api/v1/challenges")
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_first")


def test_part_of_a_page_leads_by_a_reload(doras, challenge, required):
    answer = doras.get("/console/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (401, "true")


def test_juror_is_led_as_well_and_sees_nothing_before(browser, carol, challenge, required):
    juror = make_juror(make_panel(challenge), carol)
    browser.force_login(carol)
    for path in ("/jury/", f"/jury/{juror.panel_id}/", f"/jury/{juror.panel_id}/projects/K7M2/", "/"):
        answer = browser.get(path)
        assert (answer.status_code, answer.url.startswith(DOOR)) == (302, True)
    assert browser.post(f"/jury/{juror.panel_id}/projects/K7M2/draft/", {"version": 0}).status_code == 302


def test_token_of_a_juror_needs_the_factor_too(visitor, carol, challenge, required):
    make_juror(make_panel(challenge), carol)
    answer = visitor.get("/api/v1/challenges", **token_caller(carol))
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_first")


def test_teams_are_not_asked(browser, alice, challenge, required):
    browser.force_login(alice)
    assert browser.get("/").status_code == 200


def test_optional_asks_nobody(doras):
    assert doras.get("/console/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_who_sets_it_up_goes_on_where_she_was_going(doras, required):
    doras.get(doras.get("/console/editions/").url)
    set_up_app(doras)
    assert f'href="{DOOR}"' in doras.get("/accounts/2fa/").content.decode()
    assert doras.get(DOOR).url == "/console/editions/"
    assert doras.get("/console/editions/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_session_of_before_shows_the_factor_first(doras, dora, required):
    older = Client()
    older.post("/accounts/login/", {"login": dora.email, "password": PASSWORD})
    secret = set_up_app(doras)
    assert doras.get("/console/").status_code == 200
    led = older.get("/console/").url
    assert "/accounts/2fa/reauthenticate/" in older.get(led).content.decode()
    older.post(f"/accounts/2fa/reauthenticate/?next={DOOR}", {"code": code_of(secret, ahead=1)})
    assert older.get("/console/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_password_alone_begins_no_session_of_an_account_with_a_factor(doras, dora, required):
    secret = set_up_app(doras)
    other = Client()
    other.post("/accounts/login/", {"login": dora.email, "password": PASSWORD})
    assert "_auth_user_id" not in other.session
    other.post("/accounts/2fa/authenticate/", {"code": code_of(secret, ahead=1)})
    assert other.get("/console/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_who_takes_the_factor_away_is_led_again(doras, dora, required):
    set_up_app(doras)
    Authenticator.objects.filter(user=dora).delete()
    assert doras.get("/console/").url.startswith(DOOR)


def test_token_counts_as_its_owner(visitor, dora, challenge, required):
    without = visitor.get("/api/v1/challenges", **token_caller(dora))
    assert (without.status_code, without.json()["code"]) == (403, "second_factor_first")
    factor = Authenticator.objects.create(user=dora, type="totp", data={"secret": ""})
    Authenticator.objects.filter(pk=factor.pk).update(created_at=NOW)
    older = visitor.get("/api/v1/challenges", **token_caller(dora, now=NOW - timedelta(days=1)))
    assert (older.status_code, older.json()["code"]) == (403, "token_older_than_factor")
    newer = token_caller(dora, now=NOW)
    assert visitor.get("/api/v1/challenges", **newer).status_code == 200
    factor.delete()
    assert visitor.get("/api/v1/challenges", **newer).json()["code"] == "second_factor_first"


@pytest.mark.parametrize("path", ["/account/tokens/new/", "/api/v1/tokens"])
def test_no_token_is_made_before(doras, required, path):
    assert doras.post(path, {"name": "x", "scopes": ["read"], "life": "90"}).status_code in {302, 403}
    assert doras.get(path).status_code != 200


def test_way_on_leads_nowhere_else(doras, required):
    doras.get(f"{DOOR}?next=https://elsewhere.test/")
    assert "second_factor_next" not in doras.session


@pytest.mark.parametrize("role", ["organizer", "elsewhere", "operator", "juror"])
def test_nothing_but_ones_own_account_is_open(world, role, required):  # noqa: F811
    """The whole table of addresses: a new one is behind it without being told so."""
    shut, opened = set(), set()
    for row, address in rows().items():
        cell = answered(world, role, row=row, address=address)
        (opened if cell[0] == "2" else shut).add(row[1])
    own = {name for name in opened if _is_own(name)}
    assert opened - own == set()
    assert {"console", "console-editions", "vault", "rejudges", "questions-asked", "stage-control", "jury-cast"} <= shut


def _is_own(name):
    address = next(found for found in rows().values() if found.name == name)
    view = getattr(address.view, "view_class", None) or getattr(address.view, "cls", None) or address.view

    class Asked:
        resolver_match = type("Match", (), {"func": view})

    return is_own_page(Asked)


def test_address_that_only_this_machine_has_asks_for_none():
    assert is_loopback("localhost", "127.0.0.1", "[::1]")
    assert not is_loopback("localhost", "challenge.example.ma")
    assert not is_loopback("192.0.2.7")


@pytest.mark.parametrize(
    ("is_local", "asked", "told"), [(False, "optional", 1), (False, "required", 0), (True, "optional", 0)]
)
def test_deploying_without_it_is_warned_of(settings, is_local, asked, told):
    settings.IS_LOCAL, settings.SECOND_FACTOR = is_local, asked
    found = [one.id for one in run_checks(tags=["security"], include_deployment_checks=True)]
    assert found.count("smartport.W001") == told
