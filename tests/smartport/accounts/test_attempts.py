"""A hall of people behind one address comes in; whoever guesses at one account does not."""

import pytest
from django.test import Client

from smartport.accounts.models import User
from smartport.attempts import account_limits, from_one_address
from smartport.caching import cache_at
from tests.factories import make_person
from tests.factories.people import PASSWORD

LOGIN, SIGN_UP = "/accounts/login/", "/accounts/signup/"
HALL = "196.200.131.7"
SHUT = "Too many attempts. Wait a few minutes, then try again."


def browser_in_the_hall() -> Client:
    client = Client(REMOTE_ADDR=HALL)
    client.cookies["language"] = "en"
    return client


def log_in(client: Client, name: str, password: str = PASSWORD):
    return client.post(LOGIN, {"login": f"{name}@smartport.test", "password": password})


def test_sixty_sign_up_from_one_address(db):
    form = {"password1": PASSWORD, "accepts_terms": "on"}
    answers = [
        browser_in_the_hall().post(
            SIGN_UP, {**form, "display_name": f"Seat {seat}", "email": f"seat{seat}@smartport.test"}
        )
        for seat in range(60)
    ]
    assert ({answer.status_code for answer in answers}, User.objects.count()) == ({302}, 60)


def test_sixty_log_in_from_one_address_though_twenty_mistype_at_first(db):
    for seat in range(60):
        make_person(f"seat{seat}")
    browsers = [browser_in_the_hall() for _ in range(60)]
    mistyped = [log_in(browsers[seat], f"seat{seat}", "not-that-one-9") for seat in range(20)]
    assert not any(SHUT in answer.content.decode() for answer in mistyped)
    answers = [log_in(browser, f"seat{seat}") for seat, browser in enumerate(browsers)]
    assert {answer.status_code for answer in answers} == {302}


def test_sixty_get_a_token_and_sign_up_by_api_from_one_address(db):
    new = {"password": PASSWORD, "accepts_terms": True}
    answers = [
        browser_in_the_hall().post(
            "/api/v1/accounts",
            {**new, "display_name": f"Seat {seat}", "email": f"seat{seat}@smartport.test"},
            content_type="application/json",
        )
        for seat in range(60)
    ]
    answers += [
        browser_in_the_hall().post(
            "/api/v1/token",
            {"email": f"seat{seat}@smartport.test", "password": PASSWORD},
            content_type="application/json",
        )
        for seat in range(60)
    ]
    assert [answer.status_code for answer in answers] == [201] * 60 + [200] * 60


def test_sixth_guess_at_one_account_is_refused_wherever_it_comes_from(alice, db):
    for host in range(5):
        client = Client(REMOTE_ADDR=f"10.0.0.{host}")
        client.cookies["language"] = "en"
        assert SHUT not in log_in(client, "alice", f"guess-number-{host}").content.decode()
    answer = log_in(browser_in_the_hall(), "alice")
    assert (answer.status_code, SHUT in answer.content.decode()) == (200, True)
    make_person("bob")
    assert log_in(browser_in_the_hall(), "bob").status_code == 302


def test_who_comes_while_redis_is_away_comes_in(alice, settings, tmp_path):
    settings.CACHES = {"default": cache_at(f"unix://{tmp_path}/nobody.sock")}
    assert log_in(browser_in_the_hall(), "alice").status_code == 302


@pytest.mark.parametrize(("language", "said"), [("en", "Too many attempts"), ("fr", "Trop de tentatives")])
def test_what_is_too_much_for_one_address_is_said_in_words(db, settings, language, said):
    settings.ACCOUNT_RATE_LIMITS = account_limits(by_address=2)
    client = browser_in_the_hall()
    client.cookies["language"] = language
    answers = [client.post(SIGN_UP, {}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert said in answers[-1].content.decode()


def test_no_limit_by_address_leaves_those_by_account():
    assert (from_one_address(0), from_one_address(7)) == ("", "7/m/ip")
    limits = account_limits(by_address=0)
    assert (limits["signup"], limits["login_failed"], limits["reset_password"]) == ("", "5/5m/key", "5/m/key")
    assert account_limits(by_address=7)["login_failed"] == "7/m/ip,5/5m/key"
