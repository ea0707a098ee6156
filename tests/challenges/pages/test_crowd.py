"""Many who look at a board: drawn once, packed, never with anything of a reader's own."""

import gzip
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from challenges.leaderboards.keeping import touch
from challenges.leaderboards.versions import state_of
from tests import factories
from tests.factories import NOW, score_submission

BOARD = "/challenges/rade/leaderboard/"
API = "/api/v1/challenges/rade/leaderboard"
LANGUAGES = ("fr", "ar", "en")
PART = {"HX-Request": "true"}

pytestmark = pytest.mark.database


def test_second_visitor_costs_one_query(leaderboard, client):
    first = client.get(BOARD)
    with CaptureQueriesContext(connection) as asked:
        second = client.get(BOARD)
    assert (first.content == second.content, len(asked)) == (True, 1)


def test_page_for_everybody_sets_no_cookie(leaderboard, client):
    answer = client.get(BOARD)
    assert (answer.status_code, dict(answer.cookies), b"csrf" in answer.content) == (200, {}, False)


def test_part_is_told_to_be_the_same_and_packed_where_that_is_read(leaderboard, client):
    plain = client.get(BOARD, headers=PART)
    packed = client.get(BOARD, headers={**PART, "Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    for etag in (plain.headers["ETag"], packed.headers["ETag"]):
        assert client.get(BOARD, headers={**PART, "If-None-Match": etag}).status_code == 304


def test_languages_and_lights_are_kept_apart(leaderboard, client):
    pages = set()
    for language, light in (("fr", ""), ("ar", ""), ("ar", "dark")):
        client.cookies["language"], client.cookies["theme"] = language, light
        pages.add(client.get(BOARD).content)
    assert len(pages) == 3


def test_change_is_seen_at_once_without_a_crowd(leaderboard, client):
    before = client.get(BOARD, headers=PART).headers["ETag"]
    touch(leaderboard, now=NOW)
    assert client.get(BOARD, headers=PART).headers["ETag"] != before


def test_who_is_logged_in_is_served_apart(leaderboard, client, alice):
    kept = client.get(BOARD).content
    client.force_login(alice)
    assert b"Alice" in client.get(BOARD).content
    client.logout()
    assert client.get(BOARD).content == kept


@pytest.mark.parametrize(
    "later",
    [timedelta(minutes=1), factories.CLOSES_AT - NOW + timedelta(microseconds=1)],
    ids=["texts may have changed", "closed"],
)
def test_state_changes_by_the_hour(leaderboard, later):
    assert state_of("rade", now=NOW) != state_of("rade", now=NOW + later)


def test_state_changes_at_the_frozen_hour(leaderboard):
    phase = leaderboard.phase
    phase.freezes_at = NOW + timedelta(seconds=1)
    phase.save()
    moments = [NOW, NOW + timedelta(seconds=0.5), phase.freezes_at]
    first, second, third = (state_of("rade", now=moment) for moment in moments)
    assert (first == second, second == third) == (True, False)


def test_challenge_that_is_not_published_has_no_state(leaderboard):
    challenge = leaderboard.phase.challenge
    challenge.is_published = False
    challenge.save()
    assert (state_of("rade", now=NOW), state_of("nowhere", now=NOW)) == ("", "")


def test_api_is_asked_once_for_all(leaderboard, client):
    first = client.get(API)
    with CaptureQueriesContext(connection) as asked:
        second = client.get(API)
        same = client.get(API, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.json(), second.json(), same.status_code, len(asked)) == (second.json(), first.json(), 304, 2)


def test_api_answers_each_in_their_language(leaderboard, client):
    told = [
        client.get(API, headers={"Accept-Language": language}).headers["Content-Language"] for language in LANGUAGES
    ]
    assert told == list(LANGUAGES)


def test_api_says_where_its_next_page_is_at_the_address_that_was_asked(leaderboard, client, alices_team, mallorys_team):
    for team in (alices_team, mallorys_team):
        score_submission(factories.make_submission(team, leaderboard.phase))
    told = [client.get(f"{API}?page_size=1", secure=secure).json()["next"] for secure in (False, True)]
    assert told == [f"{scheme}://testserver{API}?page=2&page_size=1" for scheme in ("http", "https")]


def test_token_is_served_apart(leaderboard, client, alice):
    client.get(API)
    refused = client.get(API, headers={"Authorization": "Token spc_nothing"})
    assert refused.status_code == 401
