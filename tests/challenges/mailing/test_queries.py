"""Whom a letter reaches: by group, and by the ground on which one may write."""

import pytest
from django.utils import translation

from challenges.mailing.models import Audience, Ground
from challenges.mailing.queries import progress_of, readers_of, subject_of
from challenges.post.actions import prefer
from challenges.post.models import Letter
from challenges.post.rules import ANNOUNCEMENTS, TRIES
from smartport.accounts.consents import give, withdraw
from tests.factories import NOW, make_challenge, make_person, make_submission, make_team
from tests.factories.letters import make_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(challenge, alices_team, mallorys_team, carol, dora):
    """Two teams, a baseline, somebody without a team, an organizer, somebody who is blocked."""
    make_person("eve", is_active=False)
    make_team(challenge.edition, name="Baseline", captain=make_person("robot"), is_baseline=True)


def reached(edition, by, **fields):
    return {person.username for person in readers_of(make_letter(edition, by=by, **fields))}


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        (Audience.EVERYBODY, {"alice", "bob", "carol", "dora", "mallory", "robot"}),
        (Audience.MEMBERS, {"alice", "bob", "mallory"}),
        (Audience.CAPTAINS, {"alice", "mallory"}),
        (Audience.ORGANIZERS, {"dora"}),
    ],
)
def test_groups(people, edition, dora, audience, names):
    assert reached(edition, dora, audience=audience) == names


def test_teams_of_a_challenge_are_those_in_which_somebody_accepted_its_rules(people, edition, dora, mallory):
    other = make_challenge(edition, slug="quais")
    mallory.rules_acceptances.create(challenge=other, version=1, accepted_at=NOW)
    assert reached(edition, dora, audience=Audience.CHALLENGE, challenge=other) == {"mallory"}


def test_idle_teams_in_a_challenge_or_in_any(people, edition, dora, alice, alices_team, phase, bundle):
    make_submission(alices_team, phase, by=alice)
    assert reached(edition, dora, audience=Audience.IDLE) == {"mallory"}
    other = make_challenge(edition, slug="quais")
    assert reached(edition, dora, audience=Audience.IDLE, challenge=other) == {"alice", "bob", "mallory"}


def test_news_leaves_out_who_does_not_want_them_and_running_nobody(people, edition, dora, bob):
    prefer(bob, kind=ANNOUNCEMENTS, is_wanted=False)
    assert reached(edition, dora, ground=Ground.NEWS) == {"alice", "mallory"}
    assert reached(edition, dora, ground=Ground.RUNNING) == {"alice", "bob", "mallory"}


def test_partners_message_goes_to_those_who_agreed(people, edition, dora, alice, bob, mallory):
    for person in (alice, bob, mallory):
        give(person, purpose="contact", now=NOW)
    give(mallory, purpose="publication", now=NOW)
    withdraw(mallory, purpose="contact", now=NOW)
    prefer(bob, kind=ANNOUNCEMENTS, is_wanted=False)
    assert reached(edition, dora, ground=Ground.PARTNER) == {"alice"}


def test_progress_is_counted_from_the_letters(edition, dora):
    letter = make_letter(edition, by=dora)
    for number, fields in enumerate([{"sent_at": NOW}, {"tries": TRIES}, {}]):
        given = {"address": f"{number}@smartport.test", "about": f"group:{letter.pk}", "written_at": NOW}
        Letter.objects.create(**given, not_before=NOW, language="fr", subject="x", body="x", **fields)
    told = progress_of(letter)
    assert (told.written, told.sent, told.given_up, told.waiting) == (3, 1, 1, 1)


def test_organizers_read_a_subject_with_the_edition_in_it(edition, dora):
    letter = make_letter(edition, by=dora, subject=dict.fromkeys(("fr", "ar", "en"), "{edition}, {person}"))
    with translation.override("en"):
        assert subject_of(letter) == f"{edition.title['en']}, {{person}}"
