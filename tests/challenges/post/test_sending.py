"""Letters over real SMTP: nothing lost, nothing twice."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from challenges.post import sending
from challenges.post.actions import Words, write_to_address
from challenges.post.models import Letter
from challenges.post.rules import ANNOUNCEMENTS, TRIES
from challenges.post.sending import message_of, send_waiting_letters
from tests.challenges.post.mailroom import open_mailroom
from tests.factories import NOW, make_person
from tests.threads import at_once

pytestmark = pytest.mark.database
MINUTE = timedelta(minutes=1)


def test_letter_arrives_as_it_was_written(mailroom, write, alice):
    (letter,) = write(alice, subject="Marée haute — أعلى مدّ", body=".\n.un point\n\nau début, à midi.\n")
    assert send_waiting_letters(now=NOW) == 1
    (message,) = mailroom.arrived
    assert (message["Subject"], message["To"]) == ("Marée haute — أعلى مدّ", "alice@smartport.test")
    assert message["From"] == "Port <no-reply@smartport.test>"
    assert message.get_content().startswith(".\n.un point\n\nau début, à midi.\n\n-- \n")
    letter.refresh_from_db()
    assert (letter.sent_at, letter.tries, letter.trouble) == (NOW, 1, "")


def test_letter_says_that_a_program_wrote_it_in_which_language_and_how_to_stop_it(mailroom, write, alice):
    (letter,) = write(alice)
    send_waiting_letters(now=NOW)
    (message,) = mailroom.arrived
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fr"
    assert message["Date"] == "Fri, 20 Nov 2026 12:00:00 +0000"
    assert message["Message-ID"] == f"<{letter.pk}@testserver>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = message["List-Unsubscribe"].strip(" <>")
    assert urlsplit(leave).path.startswith("/mail/stop/")
    assert leave in message.get_content()


def test_letter_to_an_address_without_an_account_cannot_be_unsubscribed(mailroom, db):
    write_to_address("new@example.ma", lambda: Words("Come", "aboard"), about="x", language="en", now=NOW)
    send_waiting_letters(now=NOW)
    (message,) = mailroom.arrived
    assert message["List-Unsubscribe"] is None
    assert message.get_content() == "aboard\n"


def test_letter_is_sent_once(mailroom, write, alice):
    write(alice)
    assert [send_waiting_letters(now=NOW) for _ in range(3)] == [1, 0, 0]
    assert mailroom.addresses == ["alice@smartport.test"]


def test_round_is_one_connection_and_nothing_to_send_is_none(mailroom, write, alice, bob, carol):
    send_waiting_letters(now=NOW)
    assert mailroom.connections == 0
    write(alice, bob, carol)
    send_waiting_letters(now=NOW)
    assert (mailroom.connections, len(mailroom.arrived)) == (1, 3)


def test_server_that_is_down_costs_no_try_and_loses_nothing(closed_mailroom, write, alice, bob):
    write(alice, bob)
    for minutes in range(60):
        assert send_waiting_letters(now=NOW + minutes * MINUTE) == 0
    assert set(Letter.objects.values_list("tries", "sent_at")) == {(0, None)}
    assert "refused" in Letter.objects.first().trouble
    with open_mailroom(closed_mailroom):
        assert send_waiting_letters(now=NOW + 61 * MINUTE) == 2
        assert send_waiting_letters(now=NOW + 99 * MINUTE) == 0
    assert sorted(closed_mailroom.addresses) == ["alice@smartport.test", "bob@smartport.test"]
    assert set(Letter.objects.values_list("tries", "trouble")) == {(1, "")}


def test_server_that_is_down_is_asked_once_a_minute(closed_mailroom, write, alice, monkeypatch):
    asked = []
    real = sending.get_connection
    monkeypatch.setattr(sending, "get_connection", lambda: asked.append(1) or real())
    write(alice)
    for seconds in (0, 15, 30, 45, 60):
        send_waiting_letters(now=NOW + timedelta(seconds=seconds))
    assert len(asked) == 2


def test_address_that_is_refused_waits_longer_and_is_given_up_with_the_reason(mailroom, write, alice, bob):
    mailroom.refused.add("alice@")
    write(alice, bob)
    assert send_waiting_letters(now=NOW) == 1
    letter = Letter.objects.get(to=alice)
    assert (letter.tries, letter.not_before) == (1, NOW + MINUTE)
    moment = NOW
    for _ in range(TRIES + 5):
        moment += timedelta(hours=6)
        send_waiting_letters(now=moment)
    letter.refresh_from_db()
    assert (letter.tries, letter.sent_at) == (TRIES, None)
    assert "nobody of that name" in letter.trouble
    assert mailroom.addresses == ["bob@smartport.test"]


def test_server_that_hangs_up_stops_the_round_and_the_others_go_next(mailroom, write, alice, bob):
    mailroom.hangs_up_on = "alice@"
    write(alice)
    write(bob, now=NOW + MINUTE)
    assert send_waiting_letters(now=NOW + MINUTE) == 0
    assert dict(Letter.objects.values_list("to__username", "tries")) == {"alice": 1, "bob": 0}
    for minutes in range(2, 9):
        send_waiting_letters(now=NOW + minutes * MINUTE)
    assert mailroom.addresses == ["bob@smartport.test"]
    mailroom.hangs_up_on = ""
    send_waiting_letters(now=NOW + timedelta(hours=7))
    assert mailroom.addresses == ["bob@smartport.test", "alice@smartport.test"]


def test_server_that_does_not_take_us_as_a_sender_costs_no_letter_its_tries(mailroom, write, alice):
    mailroom.refuses_senders = True
    write(alice)
    for minutes in range(30):
        send_waiting_letters(now=NOW + minutes * MINUTE)
    assert Letter.objects.values_list("tries", "sent_at").get() == (0, None)
    mailroom.refuses_senders = False
    assert send_waiting_letters(now=NOW + 60 * MINUTE) == 1


def test_letter_is_the_same_letter_when_it_must_be_sent_twice(mailroom, write, alice):
    """We died between the server's yes and our note: the mailbox knows it as one by its Message-ID."""
    write(alice)
    send_waiting_letters(now=NOW)
    Letter.objects.update(sent_at=None)
    send_waiting_letters(now=NOW + timedelta(hours=1))
    first, second = (message["Message-ID"] for message in mailroom.arrived)
    assert first == second


@pytest.mark.parametrize(
    "text", ["Hi\r\nBcc: mallory@smartport.test", "Hi\nX-Evil: 1", "Hi\x0bBcc: x", "Hi\u2028Bcc: x"]
)
def test_nobody_can_write_a_header(mailroom, write, alice, text):
    write(alice, subject=text, body=text)
    assert send_waiting_letters(now=NOW) == 1
    (message,) = mailroom.arrived
    assert (message["Bcc"], message["X-Evil"], message["To"]) == (None, None, "alice@smartport.test")


def test_letter_whose_address_cannot_be_written_is_given_up_and_holds_nobody_up(mailroom, write, alice, bob):
    write(alice, bob)
    Letter.objects.filter(to=alice).update(address="a@smartport.test\nBcc: b@smartport.test")
    assert send_waiting_letters(now=NOW) == 1
    assert "Invalid address" in Letter.objects.get(to=alice).trouble


def test_kind_that_is_empty_is_always_sent_and_another_is_by_the_wish_at_the_time_of_writing(mailroom, write, alice):
    write(alice, kind=ANNOUNCEMENTS)
    send_waiting_letters(now=NOW)
    assert len(mailroom.arrived) == 1


@pytest.mark.django_db(transaction=True)
def test_two_clocks_send_each_letter_once(mailroom, write):
    people = [make_person(f"sailor{number}") for number in range(8)]
    write(*people)
    sent = at_once(4, lambda _: send_waiting_letters(now=NOW))
    assert sum(sent) == 8
    assert sorted(mailroom.addresses) == sorted(person.email for person in people)


def test_foot_is_in_the_language_of_the_letter(write, alice):
    alice.language = "ar"
    (letter,) = write(alice)
    assert "اختاروا" in message_of(letter, now=NOW).body
