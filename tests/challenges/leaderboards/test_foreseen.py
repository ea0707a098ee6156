"""Of a big phase the clock works the preview out, for all processes; it equals what applying it does."""

import json
from datetime import timedelta
from unittest.mock import ANY

import pytest

from challenges.evaluations.models import State
from challenges.leaderboards import foreseen as room
from challenges.leaderboards.disqualifying import disqualify
from challenges.leaderboards.foreseen import changed, foresee, foreseen
from challenges.leaderboards.models import Foreseen, ForeseenMoves
from challenges.leaderboards.preview import Counts, TeamMove, kept, preview, progress_of
from challenges.leaderboards.queries import board_for
from challenges.leaderboards.rejudging import apply_rejudge, ask_rejudge, drop_rejudge
from tests.factories import NOW, finish_rejudge, make_person, make_submission, make_team, score_submission

pytestmark = pytest.mark.database

SOON, LATER = NOW + timedelta(seconds=5), NOW + timedelta(minutes=5)


@pytest.fixture
def entries(alices_team, mallorys_team, leaderboard):
    made = [make_submission(team, leaderboard.phase) for team in (alices_team, mallorys_team)]
    for entry, public in zip(made, (1.0, 2.0), strict=True):
        score_submission(entry, public=public)
    return made


@pytest.fixture
def asked(entries, phase, dora):
    return ask_rejudge(phase, reason={"fr": "Une erreur"}, by=dora, now=NOW)


@pytest.fixture
def ended(asked, entries):
    finish_rejudge(asked, {entries[0]: {"outcome": "predictions_refused"}, entries[1]: {"public": 0.5}})
    return asked


@pytest.fixture
def many(monkeypatch):
    monkeypatch.setattr(room, "MANY", 1)


@pytest.fixture
def worked_out(monkeypatch):
    """How often it was."""
    seen = []
    monkeypatch.setattr(room, "preview", lambda *args, **named: seen.append(1) or preview(*args, **named))
    return seen


def look(rejudge, *, now=NOW):
    return foreseen(rejudge, board=board_for(rejudge.phase), progress=progress_of(rejudge), now=now)


def strike(now=NOW):
    foresee(now=now, goes_on=lambda: True)


def told(outlook):
    """All of it but when."""
    names = ("changes", "change_count", "newly_broken", "uncovered", "is_new_bundle", "old_column", "new_column")
    return {"moves": list(outlook.moves), **{name: getattr(outlook, name) for name in names}}


def test_few_are_worked_out_while_somebody_looks(ended):
    strike()
    assert (Foreseen.objects.count(), look(ended).at) == (0, None)
    assert told(look(ended)) == told(preview(ended, board=board_for(ended.phase)))


def test_many_are_worked_out_by_the_clock(ended, many, worked_out):
    assert look(ended) is None
    strike()
    strike(SOON)
    found = look(ended)
    assert told(found) == told(preview(ended, board=board_for(ended.phase)))
    assert (found.at, found.is_old, found.counts) == (NOW, False, Counts(up=1, down=0, entering=0, leaving=1))
    assert len(worked_out) == 1


def test_preview_equals_result(ended, many, dora):
    strike()
    foreseen_moves = list(look(ended).moves)
    apply_rejudge(ended, by=dora, now=NOW)
    assert foreseen_moves == kept(ended) == list(changed(ended))


def test_anew_once_all_have_ended(asked, entries, many, worked_out):
    strike()
    finish_rejudge(asked, {entries[0]: {"public": 3.0}})
    assert look(asked).counts == Counts(up=0, down=0, entering=0, leaving=0)  # as it was when the clock struck
    strike(SOON)
    assert len(worked_out) == 1
    finish_rejudge(asked, {entries[1]: {"public": 2.5}})
    assert look(asked) is None
    strike(SOON)
    assert look(asked).counts == Counts(up=1, down=1, entering=0, leaving=0)


def test_now_and_then_while_it_runs(asked, entries, many):
    strike()
    finish_rejudge(asked, {entries[0]: {"public": 3.0}})
    strike(NOW + room.WHILE_RUNNING)
    assert look(asked).counts == Counts(up=1, down=1, entering=0, leaving=0)


def test_not_shown_when_one_of_them_runs_again(ended, many):
    strike()
    ended.evaluations.update(state=State.QUEUED)
    assert look(ended) is None


def test_anew_when_the_board_has_changed(ended, entries, many, dora):
    strike()
    disqualify(entries[1], reason={"fr": "Copie"}, by=dora, now=NOW)
    assert look(ended, now=SOON).is_old
    assert look(ended, now=LATER) is None
    strike(SOON)
    assert look(ended, now=SOON).is_old  # a board that moves all the time is not followed at every stroke
    strike(NOW + room.PAUSE)
    found = look(ended, now=LATER)
    assert (found.is_old, found.counts) == (False, Counts(up=0, down=0, entering=0, leaving=1))


def test_what_changes_meanwhile_makes_it_old(ended, entries, many, dora, monkeypatch):
    def meanwhile(*args, **named):
        found = preview(*args, **named)
        disqualify(entries[1], reason={"fr": "Copie"}, by=dora, now=NOW)
        return found

    monkeypatch.setattr(room, "preview", meanwhile)
    strike()
    assert look(ended).is_old


def test_anew_after_a_while(ended, many, worked_out):
    strike()
    strike(NOW + room.AT_LEAST - timedelta(seconds=1))
    assert len(worked_out) == 1
    strike(NOW + room.AT_LEAST)
    assert len(worked_out) == 2


def test_two_are_kept_and_none_of_what_is_settled(ended, many, dora):
    for turn in range(4):
        strike(NOW + turn * room.AT_LEAST)
    assert Foreseen.objects.count() == room.KEPT
    drop_rejudge(ended, by=dora, now=NOW)
    strike()
    assert (Foreseen.objects.count(), ForeseenMoves.objects.count()) == (0, 0)


def test_what_is_settled_meanwhile_is_not_kept(ended, many, dora, monkeypatch):
    def meanwhile(*args, **named):
        found = preview(*args, **named)
        drop_rejudge(ended, by=dora, now=NOW)
        return found

    monkeypatch.setattr(room, "preview", meanwhile)
    strike()
    assert Foreseen.objects.count() == 0


def test_clock_stops_when_others_want_it(ended, many):
    foresee(now=NOW, goes_on=lambda: False)
    assert Foreseen.objects.count() == 0


def test_names_are_those_of_now(ended, many, alices_team):
    strike()
    assert alices_team.name not in json.dumps(
        [Foreseen.objects.get().told, *(p.moves for p in ForeseenMoves.objects.all())]
    )
    type(alices_team).objects.filter(pk=alices_team.pk).update(name="Foulque")
    found = look(ended)
    assert "Foulque" in [move.team_name for move in found.moves]
    assert [change.team_name for change in found.changes] == ["Foulque"]


@pytest.mark.parametrize("part", [1, 2, 3, 100])
def test_moves_are_read_by_the_page_out_of_parts(phase, edition, entries, dora, many, monkeypatch, part):
    monkeypatch.setattr(room, "A_PART", part)
    for number in range(5):
        team = make_team(edition, name=f"Team {number}", captain=make_person(f"person{number}"))
        score_submission(make_submission(team, phase), public=float(number))
    asked = ask_rejudge(phase, reason={"fr": "Une erreur"}, by=dora, now=NOW)
    strike()
    whole, found = preview(asked, board=board_for(phase)).moves, look(asked).moves
    assert len(found) == len(whole) == 7
    assert [found[first : first + 2] for first in range(7)] == [whole[first : first + 2] for first in range(7)]
    assert (found[2], list(found)) == (whole[2], whole)
    assert found[2] == TeamMove(whole[2].team_id, whole[2].team_name, False, ANY, ANY, ANY, ANY)


def test_nothing_of_the_private_part_is_kept(ended, entries, many):
    ended.evaluations.get(submission=entries[1]).scores.filter(part="private").update(value=0.987654)
    strike()
    assert "0.98" not in json.dumps([Foreseen.objects.get().told, *(p.moves for p in ForeseenMoves.objects.all())])
