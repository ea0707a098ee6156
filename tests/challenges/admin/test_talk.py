"""Organizers write, publish and withdraw in the admin."""

import pytest
from django.urls import reverse

from challenges.editions.models import Announcement, FaqEntry
from challenges.journal.models import JournalEntry
from challenges.post.actions import Words, write_to_address
from challenges.post.models import Letter
from challenges.post.rules import TRIES
from tests.factories import NOW, make_announcement, make_challenge, make_edition, make_faq

LIST = "admin:challenges_announcement_changelist"


@pytest.fixture
def doras(client, dora):
    client.force_login(dora)
    return client


def written(edition, **fields) -> dict[str, object]:
    return {
        "edition": edition.pk,
        "challenge": "",
        "title_fr": "Brume",
        "title_ar": "ضباب",
        "title_en": "Fog",
        "body_fr": "Prudence.",
        **fields,
    }


def test_announcement_begins_as_a_draft(doras, edition, dora):
    answer = doras.post(reverse("admin:challenges_announcement_add"), written(edition, published_at_0="2026-01-01"))
    assert answer.status_code == 302
    told = Announcement.objects.get()
    assert (told.title, told.by, told.published_at) == ({"fr": "Brume", "ar": "ضباب", "en": "Fog"}, dora, None)
    assert JournalEntry.objects.filter(deed="announcement.added").exists()


def test_announcement_about_a_challenge_of_another_edition_is_refused(doras, edition):
    other = make_challenge(make_edition("other"))
    answer = doras.post(reverse("admin:challenges_announcement_add"), written(edition, challenge=other.pk))
    assert (answer.status_code, Announcement.objects.count()) == (200, 0)


def test_announcement_is_published_from_the_list_and_withdrawn(doras, edition):
    draft = make_announcement(edition, published_at=None)
    for action, is_published in (("publish", True), ("publish", True), ("withdraw", False)):
        doras.post(reverse(LIST), {"action": action, "_selected_action": [str(draft.pk)]})
        draft.refresh_from_db()
        assert (draft.published_at is not None) is is_published
    deeds = JournalEntry.objects.filter(deed__startswith="announcement.").values_list("deed", flat=True)
    assert sorted(deeds) == ["announcement.published", "announcement.withdrawn"]


def test_nobody_else_publishes(client, alice, edition):
    client.force_login(alice)
    draft = make_announcement(edition, published_at=None)
    client.post(reverse(LIST), {"action": "publish", "_selected_action": [str(draft.pk)]})
    draft.refresh_from_db()
    assert draft.published_at is None


def test_frequent_question_is_written_and_taken_away(doras, edition):
    given = {"edition": edition.pk, "order": 1, "question_fr": "Qui ?", "answer_fr": "Tous."}
    assert doras.post(reverse("admin:challenges_faqentry_add"), given).status_code == 302
    entry = FaqEntry.objects.get()
    assert (entry.question, entry.answer) == ({"fr": "Qui ?"}, {"fr": "Tous."})
    doras.post(reverse("admin:challenges_faqentry_delete", args=[entry.pk]), {"post": "yes"})
    assert not FaqEntry.objects.exists()


def test_frequent_question_of_a_challenge_of_another_edition_is_refused(doras, edition):
    entry = make_faq(edition)
    other = make_challenge(make_edition("other"))
    given = {"edition": edition.pk, "challenge": other.pk, "order": 1, "question_fr": "Qui ?", "answer_fr": "Tous."}
    doras.post(reverse("admin:challenges_faqentry_change", args=[entry.pk]), given)
    entry.refresh_from_db()
    assert entry.challenge is None


def test_letter_that_was_given_up_is_tried_again_and_its_text_is_its_readers(doras):
    letter = write_to_address("a@example.ma", lambda: Words("Subject", "TIDEMARK"), about="x", language="fr", now=NOW)
    Letter.objects.update(tries=TRIES, trouble="nobody of that name")
    page = doras.get(reverse("admin:challenges_letter_change", args=[letter.pk])).content.decode()
    assert ("nobody of that name" in page, "TIDEMARK" in page, "a@example.ma" in page) == (True, False, False)
    doras.post(
        reverse("admin:challenges_letter_changelist"), {"action": "try_again", "_selected_action": [str(letter.pk)]}
    )
    letter.refresh_from_db()
    assert letter.tries == 0
