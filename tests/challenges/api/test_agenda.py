"""The agenda by API."""

from datetime import timedelta

from tests.factories import NOW, make_challenge, make_item

PATH = "/api/v1/agenda"


def test_agenda_is_listed_the_earliest_first(visitor, edition, challenge):
    make_item(edition, title="Later", starts_at=NOW + timedelta(days=9))
    first = make_item(edition, challenge=challenge, place={"fr": "Casablanca"}, link="https://v.example/")
    results = visitor.get(f"{PATH}?lang=en").json()["results"]
    assert [found["title"] for found in results] == ["Webinar on the data", "Later"]
    assert results[0] == {
        "id": str(first.pk),
        "kind": "webinar",
        "title": "Webinar on the data",
        "starts_at": "2026-11-22T12:00:00Z",
        "ends_at": "2026-11-22T13:00:00Z",
        "place": "Casablanca",
        "about": "",
        "link": "https://v.example/",
        "challenge": "rade",
    }


def test_what_is_over_may_be_left_out(visitor, edition):
    make_item(edition, starts_at=NOW - timedelta(days=1))
    assert visitor.get(PATH).json()["count"] == 1
    assert visitor.get(f"{PATH}?to_come=true").json()["count"] == 0


def test_drafts_are_not_told(visitor, edition):
    make_item(edition, is_public=False)
    make_item(edition, challenge=make_challenge(edition, slug="draft", is_published=False))
    assert visitor.get(PATH).json()["results"] == []


def test_unchanged_agenda_is_not_sent_again(visitor, edition):
    make_item(edition)
    etag = visitor.get(PATH).headers["ETag"]
    assert visitor.get(PATH, headers={"if-none-match": etag}).status_code == 304


def test_agenda_asks_as_many_queries_for_three_as_for_one(visitor, edition, challenge, django_assert_num_queries):
    make_item(edition, challenge=challenge)
    with django_assert_num_queries(3):
        visitor.get(PATH)
    for _ in range(2):
        make_item(edition, challenge=challenge)
    with django_assert_num_queries(3):
        visitor.get(PATH)
