"""Announcements by API."""

from datetime import timedelta

import pytest

from tests.factories import NOW, make_announcement, make_challenge

SECRET = "TIDEMARK"
PATH = "/api/v1/announcements"


def test_announcements_are_listed_newest_first(visitor, edition, challenge):
    make_announcement(edition, title="Older", published_at=NOW - timedelta(days=1))
    newer = make_announcement(edition, title="Newer", challenge=challenge)
    results = visitor.get(f"{PATH}?lang=en").json()["results"]
    assert [found["title"] for found in results] == ["Newer", "Older"]
    assert results[0] == {
        "id": str(newer.pk),
        "challenge": "rade",
        "title": "Newer",
        "body": "Newer: **mind the buoys**.",
        "published_at": "2026-11-20T12:00:00Z",
    }
    assert results[1]["challenge"] is None


def test_announcements_about_a_challenge_are_its_own_and_those_about_all(visitor, edition, challenge):
    other = make_challenge(edition, slug="other")
    for title, about in (("all", None), ("own", challenge), ("other", other)):
        make_announcement(edition, title=title, challenge=about)
    results = visitor.get(f"{PATH}?challenge=rade&lang=en").json()["results"]
    assert {found["title"] for found in results} == {"all", "own"}


def test_announcement_is_read_in_every_language(visitor, edition):
    told = make_announcement(edition)
    assert visitor.get(f"{PATH}/{told.pk}?lang=all").json()["title"]["ar"] == "Fog on Friday (ar)"


def test_draft_leaks_through_no_door(visitor, as_, alice, alices_team, edition):
    hidden = make_challenge(edition, slug="hidden", is_published=False)
    drafts = [
        make_announcement(edition, title=SECRET, published_at=None),
        make_announcement(edition, title=SECRET, published_at=NOW + timedelta(days=1)),
        make_announcement(edition, title=SECRET, challenge=hidden),
    ]
    for client in (visitor, as_(alice)):
        for path in (PATH, f"{PATH}?challenge=rade", f"{PATH}?lang=all", "/api/v1/challenges/rade", "/api/v1/edition"):
            answer = client.get(path)
            assert (answer.status_code, SECRET in answer.content.decode()) == (200, False)
        assert client.get(PATH).json()["count"] == 0
        assert {client.get(f"{PATH}/{draft.pk}").status_code for draft in drafts} == {404}


@pytest.mark.parametrize("slug", ["none", "hidden", "%00", "é"])
def test_announcements_about_what_is_no_challenge_are_not_found(visitor, edition, slug):
    make_challenge(edition, slug="hidden", is_published=False)
    assert visitor.get(f"{PATH}?challenge={slug}").status_code == 404


def test_list_asks_as_many_queries_for_three_as_for_one(visitor, edition, challenge, django_assert_num_queries):
    make_announcement(edition)
    with django_assert_num_queries(3):
        visitor.get(PATH)
    for _ in range(2):
        make_announcement(edition, challenge=challenge)
    with django_assert_num_queries(3):
        visitor.get(PATH)
