"""Announcements and frequent questions are written, published, withdrawn and taken away."""

from datetime import timedelta

import pytest

from challenges.editions.models import Announcement, FaqEntry
from challenges.editions.queries import published_announcements
from challenges.journal.models import JournalEntry
from challenges.post.models import Letter
from challenges.teams.telling import write_announcements
from tests.factories import NOW, make_announcement, make_challenge, make_edition, make_faq, make_person
from tests.smartport.console.desks import at_the_desk, form_of

LIST, NEW = "/console/announcements/", "/console/announcements/new/"
WRITTEN = {"challenge": "", "title_fr": "Brume", "title_ar": "ضباب", "body_fr": "**Prudence**."}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]


def page_of(announcement: Announcement) -> str:
    return f"{LIST}{announcement.pk}/"


def test_announcement_begins_as_a_draft(organizer, edition, dora):
    looked = organizer.post(NEW, {**WRITTEN, "look": "look"})
    assert (looked.status_code, "<strong>Prudence</strong>" in looked.content.decode()) == (200, True)
    assert Announcement.objects.count() == 0
    assert organizer.post(NEW, WRITTEN).status_code == 302
    told = Announcement.objects.get()
    assert (told.title, told.by, told.published_at) == ({"fr": "Brume", "ar": "ضباب"}, dora, None)
    assert JournalEntry.objects.filter(deed="announcement.added").exists()


def test_announcement_without_french_or_of_another_edition_is_refused(organizer, edition):
    other = make_challenge(make_edition("other", is_published=False))
    assert organizer.post(NEW).status_code == 422
    for wrong in ({"title_fr": ""}, {"body_fr": " "}, {"challenge": other.pk}, {"challenge": "x"}):
        assert organizer.post(NEW, {**WRITTEN, **wrong}).status_code == 422
    for slug in ("nowhere", "%00"):
        assert organizer.get(f"{NEW}?edition={slug}").status_code == 404
    assert Announcement.objects.count() == 0


def test_organizer_of_named_challenges_says_nothing_of_the_whole_edition(organizer, edition, dora):
    of_all, own = make_announcement(edition, published_at=None), make_challenge(edition)
    entry = make_faq(edition)
    own.organizers.add(dora)
    dora.organizes_named_only = True
    dora.save()
    assert organizer.get(page_of(of_all)).status_code == organizer.post(f"{page_of(of_all)}publish/").status_code == 404
    assert organizer.post(f"/console/faq/{entry.pk}/remove/").status_code == 404
    assert organizer.post(NEW, WRITTEN).status_code == 422
    assert organizer.post(NEW, {**WRITTEN, "challenge": own.pk}).status_code == 302


def test_announcement_is_published_once_and_withdrawn(organizer, alices_team, edition):
    draft = make_announcement(edition, published_at=None)
    address = page_of(draft)
    assert "2 people" in organizer.get(f"{address}publish/").content.decode()
    assert organizer.post(f"{address}publish/", {"when": "now"}).status_code == 302
    assert organizer.post(f"{address}publish/", {"when": "now"}).status_code == 409
    assert organizer.post(f"{address}withdraw/").status_code == 302
    assert organizer.post(f"{address}withdraw/").status_code == 409
    deeds = JournalEntry.objects.filter(deed__startswith="announcement.").order_by("number")
    assert list(deeds.values_list("deed", flat=True)) == ["announcement.published", "announcement.withdrawn"]


def test_announcement_waits_for_its_hour_and_is_sent_then(organizer, alices_team, edition):
    draft = make_announcement(edition, published_at=None)
    address = f"{page_of(draft)}publish/"
    for wrong in ({}, {"when": "later"}, {"when": "later", "at": "2026-11-19T12:00"}):
        assert organizer.post(address, wrong).status_code == 422
    assert organizer.post(address, {"when": "later", "at": "2026-11-21T12:00"}).status_code == 302
    assert organizer.post(address, {"when": "later", "at": "2026-11-22T12:00"}).status_code == 302
    hour = NOW + timedelta(days=2)
    assert not published_announcements(edition, now=hour - timedelta(seconds=1)).exists()
    assert write_announcements(now=hour - timedelta(seconds=1)) == 0
    assert published_announcements(edition, now=hour).get() == draft
    assert (write_announcements(now=hour), Letter.objects.count()) == (1, 2)


def test_list_asks_few_queries_and_shows_drafts_first(organizer, edition, django_assert_num_queries):
    make_announcement(edition, title="Told")
    make_announcement(edition, title="Drafted", published_at=None)
    organizer.get(LIST)
    with django_assert_num_queries(5):
        page = organizer.get(LIST).content.decode()
    assert page.index("Drafted") < page.index("Told")


def test_what_is_about_another_organizers_challenge_is_not_there(edition, challenge, dora):
    challenge.organizers.add(dora)
    news = make_announcement(edition, challenge=challenge, published_at=None, title="Secret")
    entry = make_faq(edition, challenge=challenge, question="Secret")
    otto = at_the_desk(make_person("otto", is_staff=True))
    assert otto.get(page_of(news)).status_code == 404
    assert otto.post(f"{page_of(news)}publish/", {"when": "now"}).status_code == 404
    assert otto.get(f"/console/faq/{entry.pk}/").status_code == 404
    assert otto.post(f"/console/faq/{entry.pk}/remove/").status_code == 404
    assert "Secret" not in otto.get(LIST).content.decode() + otto.get("/console/faq/").content.decode()
    assert otto.post(NEW, {**WRITTEN, "challenge": challenge.pk}).status_code == 422


def test_frequent_question_is_written_changed_and_taken_away(organizer, challenge):
    given = {"challenge": challenge.pk, "order": "1", "question_fr": "Qui ?", "answer_fr": "Tous."}
    assert organizer.post("/console/faq/new/", given).status_code == 302
    entry = FaqEntry.objects.get()
    assert (entry.question, entry.challenge) == ({"fr": "Qui ?"}, challenge)
    address = f"/console/faq/{entry.pk}/"
    assert organizer.post(address, {**form_of(organizer, address), "answer_ar": "الجميع"}).status_code == 302
    assert FaqEntry.objects.get().answer == {"fr": "Tous.", "ar": "الجميع"}
    assert "Qui ?" in organizer.get("/console/faq/").content.decode()
    assert "Qui ?" in organizer.get(f"{address}remove/").content.decode()
    assert organizer.post(f"{address}remove/").status_code == 302
    assert organizer.post(f"{address}remove/").status_code == 404
    assert not FaqEntry.objects.exists()
