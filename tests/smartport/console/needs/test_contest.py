"""Questions, hours in sight, lost letters."""

from datetime import timedelta

import pytest

from challenges.post.models import Letter
from challenges.post.rules import TRIES
from smartport.console.needs.contest import hours, letters, questions
from smartport.console.needs.need import Urgency
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_person, make_question

pytestmark = pytest.mark.django_db


def asked(source, user, *, now=NOW):
    return list(source(user, language="en", now=now))


def test_question_becomes_urgent_after_a_day(challenge, alices_team, alice, dora):
    assert asked(questions, dora) == []
    make_question(alices_team, challenge, by=alice, now=NOW)
    (need,) = asked(questions, dora)
    assert (need.urgency, need.title) == (Urgency.SOON, "1 question waits for an answer.")
    (need,) = asked(questions, dora, now=NOW + timedelta(hours=25))
    assert need.urgency is Urgency.NOW


def test_question_about_anothers_challenge_is_not_mine(challenge, alices_team, alice, dora):
    challenge.organizers.add(dora)
    make_question(alices_team, challenge, by=alice, now=NOW)
    assert asked(questions, make_person("otto", is_staff=True)) == []


def test_phase_that_opens_soon_says_what_it_lacks(phase, dora):
    challenge, before = phase.challenge, OPENS_AT - timedelta(days=2)
    (need,) = asked(hours, dora, now=before)
    assert (need.urgency, need.about) == (Urgency.WHEN_QUIET, "")
    challenge.is_published = False
    challenge.save()
    (need,) = asked(hours, dora, now=before)
    assert need.urgency is Urgency.NOW
    assert "nothing could be scored" in need.about
    assert need.address == "/console/editions/demo/challenges/rade/"
    assert asked(hours, dora, now=OPENS_AT - timedelta(days=4)) == []


def test_phase_that_closes_soon_is_good_to_know(bundle, dora):
    (need,) = asked(hours, dora, now=CLOSES_AT - timedelta(days=1))
    assert need.urgency is Urgency.WHEN_QUIET
    assert "closes on" in need.title


def lost_letter(person) -> Letter:
    told = {"written_at": NOW, "not_before": NOW, "language": "fr", "subject": "?", "body": "?"}
    return Letter.objects.create(to=person, address=person.email, tries=TRIES, trouble="550 no such box", **told)


def test_letters_that_the_server_does_not_take_say_why(client, alice, dora):
    lost_letter(alice)
    Letter.objects.update(tries=2, not_before=NOW + timedelta(hours=1))
    (need,) = asked(letters, dora)
    assert (need.title, need.about) == ("1 letter is held up.", "550 no such box")
    client.force_login(dora)
    client.post(need.address)
    assert (Letter.objects.get().tries, asked(letters, dora)) == (0, [])


def test_lost_letters_are_sent_again_by_the_button(client, alice, dora):
    letter = lost_letter(alice)
    (need,) = asked(letters, dora)
    assert (need.is_deed, need.about) == (True, "550 no such box")
    client.force_login(dora)
    assert client.post(need.address).status_code == 302
    letter.refresh_from_db()
    assert letter.tries == 0
    assert asked(letters, dora) == []
