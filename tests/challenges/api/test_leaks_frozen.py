"""Nothing received after the frozen hour moves what others see until the close: every door is compared byte for byte.

The team really improves and takes the lead, as the board shows once it is closed.
"""

from datetime import timedelta

import pytest
from django.test import Client

from challenges.editions.models import Phase
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.freezing import freeze
from challenges.leaderboards.models import BestScore
from challenges.pages import board as pages_board
from tests.challenges.api.walking import routes
from tests.factories import CLOSES_AT, NOW, make_person, make_submission, make_team, score_submission

PAGE, FILE, API = (
    "/challenges/rade/leaderboard/",
    "/challenges/rade/leaderboard.csv",
    "/api/v1/challenges/rade/leaderboard",
)
DOORS = [
    *(PAGE + query for query in ("", "?page=2", "?q=aliz", "?q=contre", "?show=teams", "?show=around", "?phase=main")),
    *(FILE + query for query in ("", "?lang=fr", "?lang=ar")),
    *(API + query for query in ("", "?page_size=1", "?page_size=1&page=2", "?q=aliz", "?baselines=false", "?lang=all")),
    "/",
    "/challenges/rade/",
    "/api/v1/challenges",
    "/api/v1/challenges/rade",
    "/api/v1/edition",
]
OF_THE_OWN_ALLOWANCE = ["/challenges/rade/", "/api/v1/challenges/rade"]  # what one may still hand in today
FREEZE = NOW + timedelta(hours=1)
LATER = FREEZE + timedelta(minutes=10)


@pytest.fixture(params=["by the sweep", "by nobody yet"])
def frozen(request, phase, leaderboard, alices_team, alice, mallorys_team, mallory, edition, at, monkeypatch):
    """Alice is the last of three, and the hour has come, whether the sweep has been here or not."""
    monkeypatch.setattr(pages_board, "A_PAGE", 2)
    Phase.objects.filter(pk=phase.pk).update(freezes_at=FREEZE)
    third = make_team(edition, name="Troisième", captain=make_person("third"))
    for team, public in ((alices_team, 3.0), (mallorys_team, 1.0), (third, 2.0)):
        score_submission(make_submission(team, phase), public=public)
    at(LATER)
    if request.param == "by the sweep":
        freeze(leaderboard, now=FREEZE)
    return alices_team


def improve(team, phase, *, by, public=0.125) -> None:
    submission = make_submission(team, phase, by=by, now=FREEZE + timedelta(seconds=1))
    score_submission(submission, public=public, now=LATER)


def seen_by(person) -> dict[str, tuple[int, bytes, str]]:
    """What every door answers to this person: status, body, ETag; without what is drawn for each answer anew."""
    found = {}
    for door in DOORS:
        for headers in ({}, {"hx-request": "true"}) if door.startswith(PAGE) else ({},):
            client = Client()
            if person:
                client.force_login(person)
            answer = client.get(door, headers=headers)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            lines = [line for line in body.split(b"\n") if b"csrf" not in line]
            found[f"{door} {headers}"] = (answer.status_code, b"\n".join(lines), answer.headers.get("ETag", ""))
    return found


@pytest.mark.parametrize("who", ["visitor", "mallory", "alice", "dora"])
def test_nothing_of_what_came_after_the_hour_is_seen(frozen, phase, alice, mallory, dora, who):
    person = {"visitor": None, "mallory": mallory, "alice": alice, "dora": dora}[who]
    before = seen_by(person)
    improve(frozen, phase, by=alice)
    improve(frozen, phase, by=alice, public=0.0625)
    assert {status for status, _, _ in before.values()} == {200}
    assert BestScore.objects.get(team=frozen).sort_value == 0.0625
    after = seen_by(person)
    moved = {door for door in before if before[door] != after[door]}
    assert moved == ({f"{door} {{}}" for door in OF_THE_OWN_ALLOWANCE} if who == "alice" else set())


def test_what_others_have_stays_good(frozen, phase, alice):
    visitor = Client()
    kept = {door: visitor.get(door).headers["ETag"] for door in (FILE, API)}
    kept[PAGE] = visitor.get(PAGE, headers={"hx-request": "true"}).headers["ETag"]
    improve(frozen, phase, by=alice)
    for door, etag in kept.items():
        headers = {"if-none-match": etag, **({"hx-request": "true"} if door == PAGE else {})}
        assert visitor.get(door, headers=headers).status_code == 304


def test_all_doors_of_the_board_are_walked():
    from django.urls import get_resolver

    of_the_board = {route for route in routes(get_resolver().url_patterns) if "leaderboard" in route}
    assert of_the_board == {
        "challenges/<slug:slug>/leaderboard/",
        "challenges/<slug:slug>/leaderboard.csv",
        "api/v1/challenges/<slug:slug>/leaderboard",
    }


def test_close_shows_it(frozen, phase, alice, leaderboard, at):
    """Otherwise the tests above could not fail."""
    improve(frozen, phase, by=alice)
    at(CLOSES_AT + timedelta(hours=1))
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + timedelta(hours=1))
    assert Client().get(API).json()["results"][0]["team_name"] == "Les Alizés"
    assert seen_by(None)[f"{API} {{}}"][1].count(b"0.125") == 2


def test_own_results_are_on_the_page_of_the_own_submissions(frozen, phase, alice):
    improve(frozen, phase, by=alice)
    client = Client()
    client.force_login(alice)
    assert "0,1250" in client.get("/challenges/rade/submissions/").content.decode()
