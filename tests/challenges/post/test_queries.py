"""Which letters wait, and the token that stands in them."""

from datetime import timedelta

import pytest
from django.core import signing

from challenges.post.actions import prefer
from challenges.post.models import Letter
from challenges.post.queries import (
    SALT,
    given_up,
    narrowed,
    read_unsubscribe_token,
    unsubscribe_token,
    waiting,
    wanted_kinds,
)
from challenges.post.rules import ANNOUNCEMENTS, RESULTS, TEAM, TRIES
from smartport.accounts.models import User
from tests.factories import NOW

pytestmark = pytest.mark.database


def test_wishes_are_the_defaults_until_somebody_chooses(alice):
    assert wanted_kinds(alice) == {
        "announcements": True,
        "answers": True,
        "team": True,
        "mentors": True,
        "results": False,
    }


def test_organizer_has_a_kind_more(dora):
    assert wanted_kinds(dora)["questions"] is True


@pytest.mark.parametrize(("kind", "found"), [(TEAM, ["alice", "carol"]), (RESULTS, ["bob"])])
def test_those_who_want_a_kind_are_found_in_one_query(alice, bob, carol, kind, found, django_assert_num_queries):
    prefer(bob, kind=TEAM, is_wanted=False)
    prefer(alice, kind=TEAM, is_wanted=True)
    prefer(bob, kind=RESULTS, is_wanted=True)
    prefer(alice, kind=RESULTS, is_wanted=False)
    with django_assert_num_queries(1):
        assert sorted(person.username for person in narrowed(User.objects.all(), kind=kind)) == found


def test_oldest_letter_goes_first_and_none_before_its_time(write, alice):
    for minutes, about in ((5, "new"), (0, "old"), (9, "later")):
        write(alice, about=about, now=NOW + timedelta(minutes=minutes))
    assert [letter.about for letter in waiting(now=NOW + timedelta(minutes=5))] == ["old", "new"]


def test_letter_that_was_sent_or_given_up_does_not_wait(write, alice, bob):
    write(alice, bob)
    Letter.objects.filter(to=alice).update(sent_at=NOW)
    Letter.objects.filter(to=bob).update(tries=TRIES)
    assert list(waiting(now=NOW)) == []
    assert [letter.to for letter in given_up()] == [bob]


def test_token_names_its_reader_and_kind(write, alice):
    (letter,) = write(alice)
    assert read_unsubscribe_token(unsubscribe_token(letter)) == (alice.pk, TEAM)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "x:y:z",
        "\x00",
        "é:é:é",
        signing.dumps([1, TEAM], salt="another"),
        signing.dumps([1, "spam"], salt=SALT),
        signing.dumps([1, TEAM], salt=SALT, key="another"),
        signing.dumps([1, ANNOUNCEMENTS], salt=SALT)[:-1],
    ],
    ids=range(9),  # tokens tell the time: every process would call them by other names
)
def test_token_that_we_did_not_sign_is_none(token):
    assert read_unsubscribe_token(token) is None
