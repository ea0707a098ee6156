"""A newer text of the terms: asked on every page and before every deed, and in the way of nothing else."""

import pytest
from django.urls import resolve, reverse

from challenges.teams.models import Membership, Team
from smartport.accounts import rules
from smartport.accounts.agreeing import FREE
from smartport.accounts.consents import chosen, give
from smartport.accounts.models import User
from tests.factories import NOW
from tests.factories.people import PASSWORD

BANNER = "The terms of use and the privacy notice wait for your yes."
YES = {"terms": True, "contact": False, "publication": False}


@pytest.fixture
def newer_text(alice, carol, monkeypatch):
    """Alice and Carol agreed to the text of before."""
    for person in (alice, carol):
        give(person, purpose="terms", now=NOW)
    monkeypatch.setitem(rules.PURPOSES, "terms", 99)


def test_who_agreed_sees_no_banner(alices):
    assert BANNER not in alices.get("/").content.decode()


def test_visitor_is_not_asked(browser, edition, newer_text):
    assert BANNER not in browser.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/team/", "/account/", "/terms/", "/no-such-page/"])
def test_newer_text_is_asked_on_every_page_with_the_way_back(alices, alices_team, newer_text, path):
    page = alices.get(path).content.decode()
    assert page.count(BANNER) == 1
    assert f'href="/account/consents/?next={path.replace("/", "%2F")}"' in page


def test_page_where_one_agrees_asks_once(alices, newer_text):
    page = alices.get("/account/consents/?next=/team/").content.decode()
    assert (BANNER in page, '<input type="hidden" name="next" value="/team/">' in page) == (False, True)


@pytest.mark.parametrize(("sent", "then"), [("/team/", "/team/"), ("//elsewhere.test/", ""), ("https://x.test/", "")])
def test_who_agrees_goes_back_to_where_they_were_and_never_elsewhere(alices, alice, newer_text, sent, then):
    answer = alices.post("/account/consents/", {"terms": "yes", "next": sent})
    assert answer.url == (then or "/account/consents/")
    alice.refresh_from_db()
    assert (alice.agreed_terms, alice.wants_terms) == (99, False)


def test_deeds_wait_for_the_yes_on_the_page(browser, carol, edition, newer_text):
    browser.force_login(carol)
    answer = browser.post("/team/", {"name": "Grand large"}, headers={"Referer": "http://testserver/team/"})
    assert 'href="/account/consents/?next=/team/"' in answer.content.decode().replace("%2F", "/")
    assert (answer.status_code, "First read and agree" in answer.content.decode()) == (403, True)
    assert not Team.objects.exists()
    browser.post("/account/consents/", {"terms": "yes"})
    assert browser.post("/team/", {"name": "Grand large"}).status_code == 302
    assert Team.objects.get().name == "Grand large"


def test_deeds_wait_for_the_yes_at_the_api(as_, carol, edition, newer_text):
    client = as_(carol)
    answer = client.post("/api/v1/teams", {"name": "Grand large"}, format="json", headers={"accept-language": "en"})
    assert (answer.status_code, answer.json()) == (
        403,
        {"code": "terms_changed", "message": BANNER, "hint": rules.TermsChanged.hint, "field": None},
    )
    assert client.get("/api/v1/me").status_code == 200
    assert client.put("/api/v1/consents", YES, format="json").json()[0]["is_current"] is True
    assert client.post("/api/v1/teams", {"name": "Grand large"}, format="json").status_code == 201


def test_session_is_refused_at_the_api_alike(browser, carol, edition, newer_text):
    browser.force_login(carol)
    answer = browser.post("/api/v1/teams?lang=fr", {"name": "Grand large"})
    assert (answer.status_code, answer.json()["code"]) == (403, "terms_changed")
    assert answer.json()["message"].startswith("Les conditions")


def test_who_never_agreed_is_asked_too(browser, carol):
    User.objects.filter(pk=carol.pk).update(agreed_terms=0)
    browser.force_login(carol)
    assert BANNER in browser.get("/account/").content.decode()


def test_reading_leaving_letters_and_data_stay_possible(browser, bob, alices_team, monkeypatch):
    monkeypatch.setitem(rules.PURPOSES, "terms", 99)
    browser.force_login(bob)
    assert browser.get("/team/").status_code == 200
    assert browser.post("/account/mail/", {"team": "yes"}).status_code == 302
    assert browser.post(reverse("leave-team")).status_code == 302
    assert not Membership.objects.filter(user=bob).exists()
    assert browser.post("/account/delete/", {"email": bob.email}).status_code != 403


def test_every_free_door_exists():
    for name in FREE:
        args = {"membership_id": 1} if "member" in name or "captain" in name else {}
        args |= {"token": "x"} if name == "unsubscribe" else {}
        assert resolve(reverse(name, kwargs=args)).func.__module__.startswith("challenges.")


def test_sign_up_counts_as_the_yes(browser):
    form = {"display_name": "Salma", "email": "salma@smartport.test", "password1": PASSWORD, "accepts_terms": "on"}
    browser.post("/accounts/signup/", form)
    user = User.objects.get()
    assert (chosen(user), user.wants_terms) == ({"terms"}, False)
