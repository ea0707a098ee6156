"""Who is written to, in which language, how often."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.translation import gettext

from challenges.post.actions import (
    Words,
    forget_old_letters,
    prefer,
    send_again,
    write_to,
    write_to_address,
)
from challenges.post.models import Letter, MailPreference
from challenges.post.rules import ANNOUNCEMENTS, KEPT_FOR, RESULTS, TEAM, TRIES, AddressUnusable
from tests.factories import NOW, make_person
from tests.threads import at_once

pytestmark = pytest.mark.database


def addresses() -> list[str]:
    return sorted(Letter.objects.values_list("address", flat=True))


def test_letter_is_in_the_language_of_its_reader(db):
    people = [make_person(f"of-{code}", language=code) for code in ("fr", "ar", "en")]
    write_to(people, lambda: Words(gettext("Leaderboard"), "."), kind=TEAM, about="x", now=NOW)
    told = dict(Letter.objects.values_list("language", "subject"))
    assert told == {"fr": "Classement", "ar": "الترتيب", "en": "Leaderboard"}


def test_same_thing_is_told_once(write, alice, bob):
    write(alice)
    write(alice, bob)
    write(alice, about="tide:2")
    assert addresses() == ["alice@smartport.test", "alice@smartport.test", "bob@smartport.test"]


def test_letter_goes_to_those_who_want_its_kind(write, alice, bob, carol):
    prefer(alice, kind=TEAM, is_wanted=False)
    prefer(bob, kind=ANNOUNCEMENTS, is_wanted=False)
    write(alice, bob, carol)
    assert addresses() == ["bob@smartport.test", "carol@smartport.test"]


def test_letter_that_has_to_be_asked_for_goes_to_who_asked(write, alice, bob):
    prefer(alice, kind=RESULTS, is_wanted=True)
    write(alice, bob, kind=RESULTS)
    assert addresses() == ["alice@smartport.test"]


def test_nobody_is_written_whose_account_is_shut_or_has_no_address(write, db):
    shut = make_person("shut", is_active=False)
    silent = make_person("silent")
    silent.email = ""
    broken = make_person("broken")
    broken.email = "a@smartport.test\nBcc: b@smartport.test"
    write(shut, silent, broken)
    assert addresses() == []


@pytest.mark.django_db(transaction=True)
def test_letter_of_what_did_not_happen_is_not_written():
    alice = make_person("alice")
    with transaction.atomic():
        write_to([alice], lambda: Words("x", "y"), kind=TEAM, about="x", now=NOW)
        transaction.set_rollback(True)
    assert addresses() == []


def test_address_without_an_account_gets_a_letter_once(db):
    for _ in range(2):
        letter = write_to_address(
            "new@example.ma", lambda: Words("Come", "aboard"), about="invitation:1", language="ar", now=NOW
        )
        assert (letter.to, letter.kind, letter.language, letter.subject) == (None, "", "ar", "Come")
    assert addresses() == ["new@example.ma"]


@pytest.mark.parametrize("address", ["", "nobody", "a@b", "a@b.ma\nBcc: c@d.ma", "a b@example.ma", "\x00@example.ma"])
def test_address_that_is_none_is_refused(db, address):
    with pytest.raises(AddressUnusable):
        write_to_address(address, lambda: Words("x", "y"), about="x", language="fr", now=NOW)


def test_wish_is_changed_and_not_doubled(alice):
    prefer(alice, kind=TEAM, is_wanted=False)
    prefer(alice, kind=TEAM, is_wanted=True)
    assert list(MailPreference.objects.values_list("kind", "is_wanted")) == [(TEAM, True)]


def test_wish_about_what_is_no_kind_is_an_error(alice):
    with pytest.raises(KeyError):
        prefer(alice, kind="spam", is_wanted=True)


def test_letter_that_was_given_up_may_be_tried_again(write, alice):
    write(alice)
    Letter.objects.update(tries=TRIES)
    assert send_again(Letter.objects.all(), now=NOW) == 1
    assert Letter.objects.get().tries == 0
    Letter.objects.update(sent_at=NOW)
    assert send_again(Letter.objects.all(), now=NOW) == 0


def test_old_letters_are_forgotten(write, alice, bob):
    write(alice, now=NOW - KEPT_FOR - timedelta(seconds=1))
    write(bob, now=NOW - KEPT_FOR)
    forget_old_letters(now=NOW)
    assert addresses() == ["bob@smartport.test"]


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_the_same_thing_at_once_write_one_letter():
    alice = make_person("alice")
    tell = lambda _: write_to([alice], lambda: Words("x", "y"), kind=TEAM, about="x", now=NOW)  # noqa: E731
    assert [type(told) for told in at_once(6, tell)] == [list] * 6
    assert addresses() == ["alice@smartport.test"]
