"""Announcements on their pages and in the feed; drafts nowhere."""

from datetime import timedelta
from uuid import uuid4

import pytest
from defusedxml import ElementTree

from tests.factories import NOW, make_announcement, make_challenge

ATOM = "{http://www.w3.org/2005/Atom}"
SECRET = "TIDEMARK"


@pytest.fixture
def drafts(edition):
    """What nobody may read yet."""
    hidden = make_challenge(edition, slug="hidden", is_published=False)
    return [
        make_announcement(edition, title=SECRET, published_at=None),
        make_announcement(edition, title=SECRET, published_at=NOW + timedelta(seconds=1)),
        make_announcement(edition, title=SECRET, challenge=hidden),
    ]


def test_news_are_read_newest_first(visitor, edition, challenge):
    make_announcement(edition, title="Older", published_at=NOW - timedelta(days=1))
    make_announcement(edition, title="Newer", challenge=challenge)
    page = visitor.get("/news/").content.decode()
    assert page.index("Newer") < page.index("Older")
    assert "Newer: <strong>mind the buoys</strong>." in page
    assert "20 November 2026, 12:00 (Casablanca)" in page


def test_announcement_has_an_address_of_its_own(visitor, edition):
    told = make_announcement(edition)
    answer = visitor.get(f"/news/{told.pk}/")
    assert (answer.status_code, "<h1>Fog on Friday</h1>" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("path", ["/", "/news/", "/news/feed/", "/challenges/rade/", "/calendar.ics"])
def test_draft_leaks_through_no_page(visitor, alices, phase, drafts, path):
    for client in (visitor, alices):
        answer = client.get(path)
        assert (answer.status_code, SECRET in answer.content.decode()) == (200, False)


def test_draft_is_not_found_at_its_address(visitor, alices, drafts):
    assert {client.get(f"/news/{draft.pk}/").status_code for client in (visitor, alices) for draft in drafts} == {404}
    assert visitor.get(f"/news/{uuid4()}/").status_code == 404


def test_feed_is_read_by_feed_readers_in_the_language_asked_for(visitor, edition):
    told = make_announcement(edition, title="Brouillard & <houle>")
    answer = visitor.get("/news/feed/?lang=fr")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert feed.find(f"{ATOM}title").text == "Smart Port Challenge (fr) · Actualités"
    assert entry.find(f"{ATOM}title").text == "Brouillard & <houle> (fr)"
    assert entry.find(f"{ATOM}id").text == f"urn:uuid:{told.pk}"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/news/{told.pk}/"
    assert "<strong>mind the buoys</strong>" in entry.find(f"{ATOM}content").text
    assert entry.find(f"{ATOM}published").text == "2026-11-20T12:00:00Z"


def test_feed_with_what_xml_does_not_know_is_still_one(visitor, edition):
    make_announcement(edition, title="bell\x07\x00 \ufffe")
    assert ElementTree.fromstring(visitor.get("/news/feed/").content).find(f"{ATOM}entry") is not None


def test_feed_that_has_not_changed_is_not_sent_again(visitor, edition):
    make_announcement(edition)
    tag = visitor.get("/news/feed/?lang=en")["ETag"]
    assert visitor.get("/news/feed/?lang=en", headers={"if-none-match": tag}).status_code == 304


def test_news_without_any_say_so(visitor, edition):
    assert "Nothing has been announced yet." in visitor.get("/news/").content.decode()


def test_news_ask_as_many_queries_for_three_as_for_one(visitor, edition, challenge, django_assert_num_queries):
    make_announcement(edition)
    with django_assert_num_queries(3):
        visitor.get("/news/")
    for _ in range(2):
        make_announcement(edition, challenge=challenge)
    with django_assert_num_queries(3):
        visitor.get("/news/")


def test_announcements_with_something_evil_in_them_do_nothing(visitor, edition):
    make_announcement(edition, title="<script>1</script>", body={"en": "![x](https://evil.example/x.png)<script>"})
    page = visitor.get("/news/").content.decode()
    assert "<script>1" not in page
    assert "evil.example/x.png" not in page
