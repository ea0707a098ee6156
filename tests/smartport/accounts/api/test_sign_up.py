"""A new account over the API, by the rules of the site's own page."""

import pytest
from django.core import mail

from tests.factories.people import PASSWORD

NADIA = {"email": "nadia@port.test", "display_name": "Nadia", "password": PASSWORD, "accepts_terms": True}
ADDRESS = "/api/v1/accounts"


def test_account_is_made_and_its_token_opens_the_doors(visitor):
    answer = visitor.post(ADDRESS, NADIA, format="json")
    assert (answer.status_code, answer.json()) == (201, {"email": "nadia@port.test", "display_name": "Nadia"})
    login = {"email": NADIA["email"], "password": PASSWORD}
    token = visitor.post("/api/v1/token", login, format="json").json()["token"]
    me = visitor.get("/api/v1/me", headers={"authorization": f"Token {token}"}).json()
    assert (me["display_name"], me["team"], me["is_organizer"]) == ("Nadia", None, False)


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "nadia"), ("email", "alice@smartport.test"), ("password", "12345"), ("display_name", "N")],
)
def test_what_the_page_refuses_is_refused(visitor, alice, field, value):
    answer = visitor.post(ADDRESS, NADIA | {field: value}, format="json")
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert not type(alice).objects.filter(display_name="Nadia").exists()


def test_address_is_verified_where_the_site_wants_it(visitor, db, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    assert visitor.post(ADDRESS, NADIA, format="json").status_code == 201
    assert [message.to for message in mail.outbox] == [["nadia@port.test"]]
    login = {"email": NADIA["email"], "password": PASSWORD}
    assert visitor.post("/api/v1/token", login, format="json").json()["code"] == "login_unknown"


def test_making_accounts_is_slowed_down(visitor, db, settings):
    settings.ATTEMPTS_BY_ADDRESS = 10
    answers = [visitor.post(ADDRESS, {}, format="json").status_code for _ in range(11)]
    assert answers == [400] * 10 + [429]
