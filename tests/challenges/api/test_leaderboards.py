"""The leaderboard: public part while open, private part after the close, page by page."""

from datetime import timedelta

import pytest

from challenges.editions.models import Edition, Phase
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.disqualifying import disqualify
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.rejudging import apply_rejudge, ask_rejudge
from tests.factories import CLOSES_AT, NOW, finish_rejudge, make_person, make_submission, make_team, score_submission

pytestmark = pytest.mark.database

ADDRESS = "/api/v1/challenges/rade/leaderboard"


def three_teams(bundle):
    """Public: A before B before C; private: C before B before A. B is a baseline."""
    for at, name in enumerate("ABC"):
        team = make_team(
            bundle.phase.challenge.edition, name=f"Team {name}", captain=make_person(name), is_baseline=name == "B"
        )
        handed_in = make_submission(team, bundle.phase, now=NOW + timedelta(minutes=at))
        score_submission(handed_in, public=1.125 + at, private=7.0625 - at)


def test_open_board_shows_the_public_part(visitor, bundle):
    three_teams(bundle)
    told = visitor.get(ADDRESS).json()
    assert (told["is_final"], told["closed_at"], told["count"]) == (False, None, 3)
    assert [(row["rank"], row["team_name"], row["is_baseline"], row["values"]["mae"]) for row in told["results"]] == [
        (1, "Team A", False, 1.125),
        (None, "Team B", True, 2.125),
        (2, "Team C", False, 3.125),
    ]
    assert [column["key"] for column in told["columns"]] == ["mae", "bias"]


def test_open_board_says_nothing_private(visitor, bundle, as_, dora):
    three_teams(bundle)
    for client in (visitor, as_(dora)):
        assert b"7.0625" not in client.get(ADDRESS).content


def test_closed_board_shows_the_private_part(visitor, bundle, leaderboard):
    three_teams(bundle)
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT + timedelta(seconds=1))
    told = visitor.get(ADDRESS).json()
    assert told["is_final"] is True
    assert [(row["rank"], row["team_name"], row["values"]["mae"], row["public_rank"]) for row in told["results"]] == [
        (1, "Team C", 5.0625, 2),
        (None, "Team B", 6.0625, None),
        (2, "Team A", 7.0625, 1),
    ]


def test_board_is_paged(visitor, bundle):
    three_teams(bundle)
    first = visitor.get(ADDRESS + "?page_size=2").json()
    assert [row["team_name"] for row in first["results"]] == ["Team A", "Team B"]
    second = visitor.get(first["next"]).json()
    assert [(row["rank"], row["team_name"]) for row in second["results"]] == [(2, "Team C")]
    assert second["next"] is None


def test_page_that_is_none_is_not_found(visitor, bundle):
    for page in ("0", "-1", "9" * 400, "x", "1.5", "%00"):
        assert visitor.get(f"{ADDRESS}?page={page}").status_code == 404


def test_board_is_empty_until_the_phase_can_score(visitor, phase):
    assert visitor.get(ADDRESS).json()["results"] == []


def test_unchanged_board_is_not_sent_again(visitor, bundle):
    three_teams(bundle)
    etag = visitor.get(ADDRESS).headers["ETag"]
    answer = visitor.get(ADDRESS, headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_board_is_sent_anew_once_it_changed(visitor, bundle):
    three_teams(bundle)
    etag = visitor.get(ADDRESS).headers["ETag"]
    team = make_team(bundle.phase.challenge.edition, name="Team D", captain=make_person("D"))
    score_submission(make_submission(team, bundle.phase), public=0.5)
    answer = visitor.get(ADDRESS, headers={"if-none-match": etag})
    assert answer.status_code == 200
    assert answer.json()["results"][0]["team_name"] == "Team D"


def test_phase_is_chosen_by_its_address(visitor, leaderboard):
    assert visitor.get(ADDRESS + "?phase=main").json()["phase"] == "main"
    assert visitor.get(ADDRESS + "?phase=nothing").status_code == 404


def test_board_asks_as_often_for_three_teams_as_for_one(visitor, bundle, alices_team, django_assert_num_queries):
    score_submission(make_submission(alices_team, bundle.phase))
    with django_assert_num_queries(8):
        visitor.get(ADDRESS)
    three_teams(bundle)
    with django_assert_num_queries(8):
        visitor.get(ADDRESS)


def test_unchanged_board_takes_one_query_to_say_so(visitor, bundle, alices_team, django_assert_num_queries):
    score_submission(make_submission(alices_team, bundle.phase))
    etag = visitor.get(ADDRESS).headers["ETag"]
    with django_assert_num_queries(1):
        assert visitor.get(ADDRESS, headers={"if-none-match": etag}).status_code == 304
    assert visitor.get(f"{ADDRESS}?lang=ar", headers={"if-none-match": etag}).status_code == 200


def test_search_folds_and_keeps_the_ranks_of_the_whole_board(visitor, bundle):
    three_teams(bundle)
    told = visitor.get(ADDRESS, {"q": "TEAM ç"}).json()
    assert (told["count"], [(row["rank"], row["team_name"]) for row in told["results"]]) == (1, [(2, "Team C")])
    assert visitor.get(ADDRESS, {"q": "team", "page_size": 2}).json()["next"].endswith("?page=2&page_size=2&q=team")


def test_baselines_are_left_out_on_request(visitor, bundle):
    three_teams(bundle)
    told = visitor.get(f"{ADDRESS}?baselines=false").json()
    assert [row["team_name"] for row in told["results"]] == ["Team A", "Team C"]
    answer = visitor.get(f"{ADDRESS}?baselines=perhaps")
    assert (answer.status_code, answer.json()["field"]) == (400, "baselines")


@pytest.mark.parametrize("needle", ["\x00", "%", "\ud800".encode("utf-8", "surrogatepass"), "x" * 3000, "'\"\\"])
def test_search_takes_anything(visitor, bundle, needle):
    three_teams(bundle)
    assert visitor.get(ADDRESS, {"q": needle}).status_code in {200, 400}


def test_history_are_the_steps_to_the_best(visitor, bundle, alices_team):
    for at, public in enumerate([3.0, 4.0, 2.0]):
        submission = make_submission(alices_team, bundle.phase, now=NOW + timedelta(minutes=at))
        score_submission(submission, public=public)
    start = int(NOW.timestamp())
    assert visitor.get(ADDRESS).json()["results"][0]["history"] == [[start, 3.0], [start + 120, 2.0]]


def test_frozen_board_says_since_when(visitor, bundle, alices_team, at):
    hour = NOW + timedelta(hours=1)
    Phase.objects.filter(pk=bundle.phase.pk).update(freezes_at=hour)
    score_submission(make_submission(alices_team, bundle.phase))
    assert visitor.get(ADDRESS).json()["frozen_at"] is None
    at(hour)
    assert visitor.get(ADDRESS).json()["frozen_at"] == "2026-11-20T13:00:00Z"


def test_applied_rejudge_is_told_with_its_reason_and_an_open_one_is_not(visitor, submission, leaderboard, dora):
    score_submission(submission, public=1.0)
    reason = {"fr": "Référence réparée.", "en": "Repaired reference."}
    rejudge = ask_rejudge(leaderboard.phase, reason=reason, by=dora, now=NOW)
    finish_rejudge(rejudge, {submission: {"public": 7.0}})
    before = visitor.get(f"{ADDRESS}?lang=en").json()
    assert (before["rejudges"], before["results"][0]["values"]["mae"]) == ([], 1.0)
    apply_rejudge(rejudge, by=dora, now=NOW)
    after = visitor.get(f"{ADDRESS}?lang=en").json()
    assert after["rejudges"] == [{"applied_at": "2026-11-20T12:00:00Z", "reason": "Repaired reference."}]
    assert after["results"][0]["values"]["mae"] == 7.0


def test_board_tells_what_was_disqualified(visitor, bundle, alices_team, dora):
    entry = make_submission(alices_team, bundle.phase)
    score_submission(entry)
    disqualify(entry, reason={"fr": "Copie", "en": "A copy"}, by=dora, now=NOW)
    told = visitor.get(ADDRESS, {"lang": "en"}).json()
    assert told["results"] == []
    assert told["disqualified"] == [
        {"team_id": str(alices_team.pk), "team_name": "Les Alizés", "at": "2026-11-20T12:00:00Z", "reason": "A copy"}
    ]


def test_board_under_hold_is_closed_and_not_final(visitor, bundle, leaderboard):
    three_teams(bundle)
    Edition.objects.update(is_told_on_stage=True)
    after = CLOSES_AT + timedelta(seconds=1)
    close_leaderboard(Leaderboard.objects.get(), by=None, now=after)
    told = visitor.get(ADDRESS).json()
    assert (told["is_final"], told["is_held"], told["closed_at"] is None) == (False, True, False)
    assert [(row["rank"], row["values"]["mae"], row["public_rank"]) for row in told["results"]] == [
        (1, 1.125, None),
        (None, 2.125, None),
        (2, 3.125, None),
    ]
