"""Drafted, tried, sent once whoever clicks how often, and written to each in their own language."""

from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.mailing.actions import (
    Draft,
    delete_draft,
    save_draft,
    send_group_letter,
    try_on_oneself,
    write_group_letters,
)
from challenges.mailing.models import Audience, Ground, GroupLetter
from challenges.mailing.rules import (
    ChallengeMissing,
    ChangedSincePreview,
    LanguageMissing,
    NobodyReads,
    PlaceWithoutTeam,
    SentAlready,
)
from challenges.post.models import Letter
from tests.factories import NOW
from tests.factories.letters import make_letter

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


def send(letter, by, *, seen=None, now=LATER):
    return send_group_letter(letter, seen=seen or letter.changed_at, by=by, now=now)


def test_each_gets_it_once_in_their_own_language_with_their_names(edition, alices_team, alice, bob, dora):
    alice.language = "ar"
    alice.save()
    letter = make_letter(edition, by=dora, body={one: f"{one} {{person}} {{team}}" for one in ("fr", "ar", "en")})
    assert send(letter, dora) == 2
    assert (write_group_letters(now=LATER), write_group_letters(now=LATER)) == (1, 0)
    told = {one.to.username: (one.language, one.body.strip(), one.kind) for one in Letter.objects.all()}
    assert told == {"alice": ("ar", "ar Alice Les Alizés", ""), "bob": ("fr", "fr Bob Les Alizés", "")}
    assert edition.title["fr"] in Letter.objects.get(to=bob).subject


def test_second_click_and_second_tab_send_nothing(edition, alices_team, dora):
    letter = make_letter(edition, by=dora)
    tab = GroupLetter.objects.get(pk=letter.pk)
    send(letter, dora)
    with pytest.raises(SentAlready):
        send(tab, dora)
    assert JournalEntry.objects.filter(deed="letter.sent_to_group").count() == 1


def test_what_was_looked_at_is_what_goes(edition, alices_team, dora):
    letter = make_letter(edition, by=dora)
    save_draft(
        edition,
        Draft(Audience.CAPTAINS, Ground.RUNNING, letter.subject, letter.body),
        by=dora,
        now=LATER,
        letter=letter,
    )
    with pytest.raises(ChangedSincePreview):
        send(letter, dora, seen=NOW)
    assert GroupLetter.objects.get().sent_at is None


def test_killed_in_the_middle_begins_again(edition, alices_team, dora, bob):
    letter = make_letter(edition, by=dora)
    send(letter, dora)
    write_group_letters(now=LATER)
    Letter.objects.filter(to=bob).delete()
    GroupLetter.objects.update(written_at=None)
    write_group_letters(now=LATER)
    assert Letter.objects.count() == 2


def test_draft_may_be_incomplete_a_letter_not(edition, alices_team, dora):
    letter = make_letter(edition, by=dora, subject={"fr": "Avis"})
    with pytest.raises(LanguageMissing):
        send(letter, dora)


def test_letter_to_nobody_does_not_go(edition, dora):
    with pytest.raises(NobodyReads):
        send(make_letter(edition, by=dora), dora)


def test_what_no_draft_can_say(edition, dora):
    with pytest.raises(ChallengeMissing):
        make_letter(edition, by=dora, audience=Audience.CHALLENGE)
    with pytest.raises(PlaceWithoutTeam):
        make_letter(edition, by=dora, audience=Audience.EVERYBODY, body={"fr": "{team}"})


def test_sent_letter_is_neither_changed_nor_deleted(edition, alices_team, dora):
    letter = make_letter(edition, by=dora)
    send(letter, dora)
    with pytest.raises(SentAlready):
        save_draft(
            edition,
            Draft(Audience.MEMBERS, Ground.NEWS, letter.subject, letter.body),
            by=dora,
            now=LATER,
            letter=letter,
        )
    with pytest.raises(SentAlready):
        delete_draft(letter, by=dora, now=NOW)
    draft = make_letter(edition, by=dora)
    delete_draft(draft, by=dora, now=NOW)
    delete_draft(draft, by=dora, now=NOW)
    assert GroupLetter.objects.get() == letter


def test_try_comes_to_oneself_in_every_language_that_is_written(edition, alices_team, dora):
    letter = make_letter(edition, by=dora, body={"fr": "Bonjour {person}", "en": "Hello {person}"})
    assert try_on_oneself(letter, by=dora, now=NOW) == 2
    assert try_on_oneself(letter, by=dora, now=LATER) == 2
    assert {(one.address, one.body.strip()) for one in Letter.objects.all()} == {
        (dora.email, "Bonjour Dora"),
        (dora.email, "Hello Dora"),
    }
    assert GroupLetter.objects.get().tried_at == LATER


def test_many_are_written_in_few_queries(edition, alices_team, mallorys_team, dora, django_assert_num_queries):
    send(make_letter(edition, by=dora), dora)
    with django_assert_num_queries(8):
        write_group_letters(now=LATER)
