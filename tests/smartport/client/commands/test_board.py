"""The leaderboard in part: a search, one's own line, without the baselines; and what is said below it."""

import csv
import io

import pytest

from smartport.client.commands.board import _about, _moved
from tests.factories import score_submission


def names(said):
    assert (said.status, said.err) == (0, "")
    return [line["teamName"] for line in csv.DictReader(io.StringIO(said.out))]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ["Les Alizés"]),
        (["--search", "alize"], ["Les Alizés"]),
        (["--search", "zzz"], []),
        (["--mine"], ["Les Alizés"]),
    ],
)
def test_board_is_narrowed(logged_in, alice, submission, words, found):
    score_submission(submission, public=1.25)
    assert names(logged_in(alice)("leaderboard", "--teams-only", "-v", *words)) == found


@pytest.mark.parametrize(("language", "title"), [("en", "Bias"), ("fr", "Biais"), ("ar", "انحياز")])
def test_column_has_its_title_for_people_and_its_key_for_programs(smartport, submission, environ, language, title):
    score_submission(submission, public=1.25)
    environ["SMARTPORT_LANGUAGE"] = language
    assert smartport("leaderboard").out.split()[5] == title
    assert smartport("leaderboard", "-v").out.splitlines()[0] == (
        "rank,teamId,teamName,submissionDate,score,bias,submissions"
    )


def test_team_without_a_score_is_told_so(logged_in, alice, alices_team, bundle):
    said = logged_in(alice)("leaderboard", "--mine")
    assert said.err == "smartport: Les Alizés is not on this board yet. A line begins with the first score.\n"


def test_what_happened_to_a_board_is_said():
    board = {
        "is_final": False,
        "frozen_at": "2026-11-20T10:00:00+00:00",
        "rejudges": [{"applied_at": "2026-11-20T11:00:00+00:00", "reason": "A row was wrong."}],
    }
    frozen, again = _about(board)
    assert (frozen[:7], again.rpartition(": ")[2]) == ("Frozen:", "A row was wrong.")
    assert _about({**board, "is_final": True, "rejudges": []}) == ["Final: scores of the private part."]


@pytest.mark.parametrize(
    ("rank", "public_rank", "moved"), [(1, 3, "+2"), (3, 1, "-2"), (2, 2, "0"), (None, None, ""), (1, None, "")]
)
def test_places_moved_since_the_public_part_are_counted(rank, public_rank, moved):
    assert _moved({"rank": rank, "public_rank": public_rank}) == moved
