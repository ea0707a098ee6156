"""How long a letter waits, and what may stand in it."""

from datetime import timedelta

import pytest

from challenges.post.rules import TRIES, plain_body, plain_subject, wait_after


@pytest.mark.parametrize(("tries", "minutes"), [(0, 1), (1, 1), (2, 2), (3, 4), (9, 256), (10, 360), (99, 360)])
def test_letter_waits_longer_every_time_up_to_six_hours(tries, minutes):
    assert wait_after(tries) == timedelta(minutes=minutes)


def test_letter_is_tried_for_hours_before_it_is_given_up():
    assert sum((wait_after(tries) for tries in range(1, TRIES)), timedelta()) > timedelta(hours=8)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hello\r\nBcc: mallory@smartport.test", "Hello Bcc: mallory@smartport.test"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("evil \u202egnp\u2069", "evil gnp"),
        ("half \ud800", "half "),
        ("  انتظار \n السفن ", "انتظار السفن"),
        ("x" * 500, "x" * 200),
    ],
)
def test_subject_is_one_plain_line(text, shown):
    assert plain_subject(text) == shown


def test_body_keeps_its_lines_and_nothing_that_cannot_be_seen():
    assert plain_body("one\r\ntwo\rthree\n\x00\ud800\u202efour\n") == "one\ntwo\nthree\nfour\n"


def test_body_keeps_the_spaces_of_french_punctuation_and_numbers():
    assert plain_body("«\u00a0Rade\u00a0»\u00a0: 10\u202f000") == "«\u00a0Rade\u00a0»\u00a0: 10\u202f000"


def test_body_keeps_what_isolates_a_name_and_no_other_sign_of_direction():
    assert plain_body("فريق \u2068Quai 7\u2069 \u202eevil\u2066") == "فريق \u2068Quai 7\u2069 evil"
