"""Which letters one wants, and the way out of every letter."""

import pytest
from django.test import Client

from challenges.post.actions import Words, write_to
from challenges.post.queries import unsubscribe_token, wanted_kinds
from challenges.post.rules import QUESTIONS, TEAM
from tests.challenges.pages.conftest import browser_of
from tests.factories import NOW


@pytest.fixture
def leave(alice) -> str:
    """The address in a letter that Alice got."""
    (letter,) = write_to([alice], lambda: Words("x", "y"), kind=TEAM, about="x", now=NOW)
    return f"/mail/stop/{unsubscribe_token(letter)}/"


def test_preferences_show_a_switch_for_each_kind(carols):
    page = carols.get("/account/mail/").content.decode()
    switched = [
        kind for kind in ("announcements", "answers", "team", "results") if f'id="wants-{kind}" checked' in page
    ]
    assert (page.count('role="switch"'), switched) == (5, ["announcements", "answers", "team"])


def test_organizer_has_a_switch_more(dora):
    page = browser_of(dora).get("/account/mail/").content.decode()
    assert (page.count('role="switch"'), 'id="wants-questions" checked' in page) == (6, True)


def test_way_out_of_a_kind_one_cannot_get_any_more_still_works(visitor, dora):
    (letter,) = write_to([dora], lambda: Words("x", "y"), kind=QUESTIONS, about="x", now=NOW)
    address = f"/mail/stop/{unsubscribe_token(letter)}/"
    dora.is_staff = False
    dora.save()
    assert [visitor.get(address).status_code, visitor.post(address).status_code] == [200, 200]


def test_choice_is_kept(carols, carol):
    answer = carols.post("/account/mail/", {"results": "yes", "team": "yes"})
    assert (answer.status_code, answer.url) == (302, "/account/mail/")
    assert wanted_kinds(carol) == {
        "announcements": False,
        "answers": False,
        "team": True,
        "mentors": False,
        "results": True,
    }


def test_switch_keeps_the_choice_without_another_page(carols, carol):
    answer = carols.post("/account/mail/", {"team": "yes"}, headers={"x-requested-with": "fetch"})
    assert (answer.status_code, wanted_kinds(carol)["announcements"]) == (204, False)
    assert "Your choice is kept" not in carols.get("/account/mail/").content.decode()


def test_visitor_logs_in_to_choose(visitor):
    assert visitor.get("/account/mail/").url == "/accounts/login/?next=/account/mail/"


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_way_out_changes_nothing(visitor, alice, leave, method):
    answer = getattr(visitor, method)(leave)
    assert (answer.status_code, wanted_kinds(alice)[TEAM]) == (200, True)


def test_one_click_stops_this_kind_without_login_cookie_or_token_of_the_form(alice, leave):
    """As a mailbox does it (RFC 8058)."""
    mailbox = Client(enforce_csrf_checks=True)
    answer = mailbox.post(leave, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert wanted_kinds(alice) == {
        "announcements": True,
        "answers": True,
        "team": False,
        "mentors": True,
        "results": False,
    }


def test_who_went_too_far_gets_them_back(visitor, alice, leave):
    visitor.post(leave)
    page = visitor.get(leave).content.decode()
    assert "I want them after all" in page
    visitor.post(leave, {"wanted": "yes"})
    assert wanted_kinds(alice)[TEAM]


def test_way_out_works_once_and_again(visitor, alice, leave):
    assert {visitor.post(leave).status_code for _ in range(3)} == {200}
    assert not wanted_kinds(alice)[TEAM]


@pytest.mark.parametrize("token", ["x", "x:y:z", "%00", "a" * 500])
def test_way_out_that_we_did_not_sign_is_not_found(visitor, token):
    assert {visitor.get(f"/mail/stop/{token}/").status_code, visitor.post(f"/mail/stop/{token}/").status_code} == {404}


def test_way_out_of_somebody_who_left_is_not_found(visitor, alice, leave):
    alice.is_active = False
    alice.save()
    assert visitor.get(leave).status_code == 404
