"""What the demo's organizers say is put in once."""

from challenges.editions.models import Announcement, FaqEntry
from challenges.editions.queries import faq_of, published_announcements
from smartport.demo.talk import add_talk
from tests.factories import NOW, make_challenge, make_person

LANGUAGES = {"fr", "ar", "en"}


def test_demo_has_an_announcement_and_frequent_questions_in_three_languages(edition, challenge, dora):
    other = make_challenge(edition, slug="other")
    add_talk(edition, now=NOW)
    (welcome,) = published_announcements(edition, now=NOW)
    texts = [welcome.title, welcome.body]
    texts += [text for entry in faq_of(challenge) for text in (entry.question, entry.answer)]
    assert {frozenset(text) for text in texts} == {frozenset(LANGUAGES)}
    assert len(faq_of(challenge)) > len(faq_of(other)) > 3


def test_second_time_changes_nothing(edition, challenge, dora):
    for _ in range(2):
        add_talk(edition, now=NOW)
        before = (Announcement.objects.count(), FaqEntry.objects.count())
    FaqEntry.objects.first().delete()
    Announcement.objects.update(title={"fr": "Changé"})
    add_talk(edition, now=NOW)
    assert (Announcement.objects.count(), FaqEntry.objects.count() + 1) == before
    assert Announcement.objects.get().title == {"fr": "Changé"}


def test_question_about_a_challenge_that_is_not_there_is_left_out(edition, db):
    make_person("dora")
    make_challenge(edition, slug="other")
    add_talk(edition, now=NOW)
    assert not FaqEntry.objects.exclude(challenge=None).exists()
