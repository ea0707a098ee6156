"""Consents: apart, unticked, taken back as easily as given, and never overwritten."""

from datetime import timedelta

from smartport.accounts import consents, rules
from smartport.accounts.consents import choose, chosen, give, give_at_sign_up, standings
from smartport.accounts.models import Consent, User
from tests.factories import NOW
from tests.factories.people import PASSWORD

LATER = NOW + timedelta(days=1)
FORM = {"display_name": "Salma", "email": "salma@smartport.test", "password1": PASSWORD}


def rows(user):
    return list(Consent.objects.filter(user=user).values_list("purpose", "version", "given_at", "withdrawn_at"))


def test_nothing_is_given_unasked(alice):
    assert chosen(alice) == set()
    assert [one.purpose for one in standings(alice)] == ["terms", "contact", "publication"]


def test_yes_and_no_leave_their_days(alice):
    choose(alice, purposes={"contact"}, now=NOW)
    choose(alice, purposes={"contact"}, now=LATER)
    assert rows(alice) == [("contact", 1, NOW, None)]
    choose(alice, purposes=set(), now=LATER)
    assert rows(alice) == [("contact", 1, NOW, LATER)]
    assert chosen(alice) == set()


def test_newer_text_is_asked_again(alice, monkeypatch):
    give(alice, purpose="terms", now=NOW)
    newer = {**rules.PURPOSES, "terms": 99}
    monkeypatch.setattr(consents, "PURPOSES", newer)
    assert chosen(alice) == set()
    give(alice, purpose="terms", now=LATER)
    assert rows(alice) == [("terms", rules.PURPOSES["terms"], NOW, LATER), ("terms", 99, LATER, None)]


def test_free_choices_do_not_touch_the_terms(alice):
    give_at_sign_up(alice, purposes={"publication"}, now=NOW)
    choose(alice, purposes={"terms"}, now=LATER)
    assert chosen(alice) == {"terms"}


def test_sign_up_asks_for_each_apart_and_none_is_ticked(browser):
    page = browser.get("/accounts/signup/").content.decode()
    for purpose in ("accepts_terms", "contact", "publication"):
        assert f'name="{purpose}"' in page
    assert "checked" not in page
    assert '<a href="/terms/"' in page
    assert '<a href="/privacy/"' in page


def test_sign_up_without_the_terms_is_refused(browser):
    answer = browser.post("/accounts/signup/", FORM)
    assert "Without your yes we may not keep an account for you." in answer.content.decode()
    assert not User.objects.exists()


def test_sign_up_keeps_what_was_ticked_and_no_more(browser):
    assert browser.post("/accounts/signup/", {**FORM, "accepts_terms": "on", "contact": "on"}).status_code == 302
    user = User.objects.get()
    assert chosen(user) == {"terms", "contact"}
    assert rows(user)[0] == ("terms", rules.PURPOSES["terms"], NOW, None)


def test_page_gives_and_takes_back(alices, alice):
    alices.post("/account/consents/", {"terms": "yes"})
    alices.post("/account/consents/", {"contact": "on", "publication": "on"})
    assert chosen(alice) == {"terms", "contact", "publication"}
    alices.post("/account/consents/", {"publication": "on"})
    assert chosen(alice) == {"terms", "publication"}
    page = alices.get("/account/consents/").content.decode()
    assert "taken back" in page


def test_api_gives_and_takes_back(as_, alice):
    client = as_(alice)
    answer = client.put("/api/v1/consents", {"contact": True, "publication": False}, format="json")
    assert [(one["purpose"], one["is_current"]) for one in answer.json()] == [
        ("terms", False),
        ("contact", True),
        ("publication", False),
    ]
    assert client.put("/api/v1/consents", {"contact": True}, format="json").json()["field"] == "publication"
