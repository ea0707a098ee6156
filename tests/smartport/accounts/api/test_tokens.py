"""A token for an e-mail address and a password, and one's own account."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from rest_framework.test import APIClient

from smartport.accounts.models import ApiToken
from tests.factories.people import PASSWORD

LOGIN = {"email": "alice@smartport.test", "password": PASSWORD}


def test_token_opens_the_doors(visitor, alice):
    answer = visitor.post("/api/v1/token", LOGIN, format="json")
    assert answer.status_code == 200
    client = APIClient(headers={"authorization": f"Token {answer.json()['token']}"})
    assert client.get("/api/v1/me").json()["email"] == "alice@smartport.test"


def test_token_of_an_account_that_signed_up_on_the_site(db):
    form = {"email": "nadia@port.test", "display_name": "Nadia", "password1": PASSWORD, "accepts_terms": "on"}
    assert Client().post("/accounts/signup/", form).status_code == 302
    answer = APIClient().post("/api/v1/token", {"email": "Nadia@port.test ", "password": PASSWORD}, format="json")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [{"password": "wrong"}, {"email": "nobody@smartport.test"}, {"email": "alice"}, {"email": "' OR 1=1"}],
)
def test_wrong_login_is_told_in_one_way(visitor, alice, wrong):
    answer = visitor.post("/api/v1/token", LOGIN | wrong, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "login_unknown")
    assert not ApiToken.objects.exists()


def test_inactive_account_gets_no_token(visitor, alice):
    alice.is_active = False
    alice.save()
    assert visitor.post("/api/v1/token", LOGIN, format="json").json()["code"] == "login_unknown"


def test_unverified_address_gets_no_token_where_the_site_wants_it_verified(visitor, alice, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    address = EmailAddress.objects.create(user=alice, email=alice.email, verified=False, primary=True)
    assert visitor.post("/api/v1/token", LOGIN, format="json").json()["code"] == "login_unknown"
    address.verified = True
    address.save()
    assert visitor.post("/api/v1/token", LOGIN, format="json").status_code == 200


def test_guessing_one_account_from_many_addresses_is_slowed_down(visitor, alice):
    for host in range(10):
        visitor.post("/api/v1/token", LOGIN | {"password": "x"}, format="json", REMOTE_ADDR=f"10.0.0.{host}")
    answer = visitor.post("/api/v1/token", LOGIN, format="json", REMOTE_ADDR="10.0.1.1")
    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert int(answer.headers["Retry-After"]) <= 60


def test_guessing_many_accounts_from_one_address_is_slowed_down(visitor, db, settings):
    settings.ATTEMPTS_BY_ADDRESS = 10
    answers = [
        visitor.post(
            "/api/v1/token",
            {"email": f"u{at}@x.test", "password": "x"},
            format="json",
            headers={"x-forwarded-for": f"10.0.0.{at}"},
        )
        for at in range(11)
    ]
    assert [answer.status_code for answer in answers] == [400] * 10 + [429]


def test_withdrawn_token_opens_nothing(as_, alice):
    client = as_(alice)
    assert client.delete("/api/v1/token").status_code == 204
    answer = client.get("/api/v1/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")


def test_me_tells_my_team(as_, alice, alices_team):
    assert as_(alice).get("/api/v1/me").json() == {
        "email": "alice@smartport.test",
        "display_name": "Alice",
        "language": "fr",
        "is_organizer": False,
        "team": {"id": str(alices_team.pk), "name": "Les Alizés"},
    }


def test_me_without_a_team_or_an_edition(as_, dora):
    me = as_(dora).get("/api/v1/me").json()
    assert (me["is_organizer"], me["team"]) == (True, None)


def test_me_needs_a_login(visitor):
    answer = visitor.get("/api/v1/me", headers={"accept-language": "en"})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Token"
    assert answer.json()["code"] == "not_authenticated"
    assert "POST /api/v1/token" in answer.json()["hint"]
