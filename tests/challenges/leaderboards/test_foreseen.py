"""A preview that is looked at again is not worked out again, unless something has happened."""

from datetime import timedelta

import pytest

from challenges.leaderboards import foreseen as room
from challenges.leaderboards.foreseen import foreseen
from challenges.leaderboards.preview import preview
from challenges.leaderboards.rejudging import ask_rejudge
from tests.factories import NOW, finish_rejudge, make_submission, score_submission

pytestmark = pytest.mark.database


@pytest.fixture
def entries(alices_team, mallorys_team, leaderboard):
    made = [make_submission(team, leaderboard.phase) for team in (alices_team, mallorys_team)]
    for entry, public in zip(made, (1.0, 2.0), strict=True):
        score_submission(entry, public=public)
    leaderboard.refresh_from_db()
    return made


@pytest.fixture
def asked(entries, phase, dora):
    return ask_rejudge(phase, reason={"fr": "Une erreur"}, by=dora, now=NOW)


@pytest.fixture
def worked_out(monkeypatch):
    """How often it was."""
    seen = []
    monkeypatch.setattr(room, "preview", lambda *args, **named: seen.append(1) or preview(*args, **named))
    return seen


def test_once_for_all_who_look(asked, leaderboard, worked_out):
    assert foreseen(asked, board=leaderboard) == foreseen(asked, board=leaderboard) == preview(asked, board=leaderboard)
    assert len(worked_out) == 1


def test_anew_with_every_result(asked, entries, leaderboard, worked_out):
    foreseen(asked, board=leaderboard)
    finish_rejudge(asked, {entries[0]: {"public": 3.0}})
    assert foreseen(asked, board=leaderboard) == preview(asked, board=leaderboard)
    assert len(worked_out) == 2


def test_of_many_only_once_all_have_ended(asked, entries, leaderboard, worked_out, monkeypatch):
    monkeypatch.setattr(room, "MANY", 1)
    foreseen(asked, board=leaderboard)
    finish_rejudge(asked, {entries[0]: {"public": 3.0}})
    assert foreseen(asked, board=leaderboard).progress.scored == 1
    assert len(worked_out) == 1
    finish_rejudge(asked, {entries[1]: {"public": 2.5}})
    assert foreseen(asked, board=leaderboard) == preview(asked, board=leaderboard)
    assert len(worked_out) == 2


def test_anew_when_the_board_has_changed(asked, entries, mallorys_team, leaderboard, worked_out):
    foreseen(asked, board=leaderboard)
    late = make_submission(mallorys_team, leaderboard.phase, now=NOW + timedelta(minutes=1))
    score_submission(late, public=0.5)
    leaderboard.refresh_from_db()
    assert foreseen(asked, board=leaderboard) == preview(asked, board=leaderboard)
    assert len(worked_out) == 2


def test_anew_after_a_while(asked, leaderboard, worked_out, monkeypatch):
    foreseen(asked, board=leaderboard)
    monkeypatch.setattr(room, "SECONDS", -1.0)
    foreseen(asked, board=leaderboard)
    assert len(worked_out) == 2


def test_few_are_kept(asked, leaderboard, monkeypatch):
    monkeypatch.setattr(room, "MOST_KEPT", 0)
    foreseen(asked, board=leaderboard)
    assert not room._kept
