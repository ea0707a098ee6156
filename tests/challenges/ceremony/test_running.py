"""A show begins, is moved by keys, changes hands and ends."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from challenges.ceremony.arming import agree_to_script, propose_script
from challenges.ceremony.freezing import digest_of_script
from challenges.ceremony.models import Show, State
from challenges.ceremony.prizes import prizes_of
from challenges.ceremony.queries import ceremony_of, live_show, running_show, script_now
from challenges.ceremony.rules import (
    AbortReasonNeeded,
    ControlMoved,
    HoldNeeded,
    Key,
    KeyTooLate,
    NobodyToDraw,
    NotAtTheEnd,
    NotAtThisState,
    NotInControl,
    ScriptMoved,
    ShowOver,
    ShowRunning,
)
from challenges.ceremony.running import abort, finish, go_live, press, rehearse, take_over, take_up_again
from challenges.journal.models import JournalEntry
from tests.challenges.ceremony.conftest import deeds, of_the_stage
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def armed(evening, edition, digest, dora, driss):
    propose_script(edition, seen=digest, by=dora, now=NOW)
    return agree_to_script(edition, seen=digest, by=driss, now=NOW)


@pytest.fixture
def show(armed, edition, dora):
    return go_live(edition, by=dora, now=NOW)


def push(show, key=Key.NEXT, *, by, **more):
    """From the page that holds the control, which has seen what there is."""
    there = Show.objects.get(pk=show.pk)
    given = {"seen_version": there.version, "controller_key": there.controller_key, "is_held": True, **more}
    return press(show, key, by=by, now=LATER, **given)


def to_the_end(show, *, by):
    for _ in show.script:
        push(show, by=by)
    return Show.objects.get(pk=show.pk)


def test_the_evening_begins_with_the_logo_and_a_copy_of_the_script(show, edition):
    evening = ceremony_of(edition)
    assert (evening.state, show.script, show.is_rehearsal) == (State.LIVE, evening.script, False)
    expected = {"version": 0, "display": "logo", "is_rehearsal": False, "step": None, "ended": False}
    assert live_show(edition).shown == expected
    assert deeds()[-1] == "went_live"


def test_only_an_armed_evening_begins(evening, edition, dora):
    with pytest.raises(NotAtThisState):
        go_live(edition, by=dora, now=NOW)


def test_frozen_script_that_was_touched_does_not_begin(armed, edition, dora):
    armed.script[0]["shows"]["title"]["fr"] = "Autre"
    armed.save()
    with pytest.raises(ScriptMoved):
        go_live(edition, by=dora, now=NOW)


def test_a_key_moves_step_version_and_what_is_shown_at_once(show, dora):
    push(show, by=dora)
    moved = push(show, by=dora)
    there = Show.objects.get(pk=show.pk)
    step = show.script[1]
    assert (there.cursor, there.version, there.step_since) == (1, 2, LATER) == (moved.cursor, moved.version, LATER)
    assert there.shown == {
        "version": 2,
        "display": "step",
        "is_rehearsal": False,
        "step": {"kind": step["kind"], "shows": step["shows"]},
        "ended": False,
    }


def test_pressed_twice_it_moves_once(show, dora):
    seen = show.version
    push(show, by=dora, seen_version=seen)
    with pytest.raises(KeyTooLate):
        push(show, by=dora, seen_version=seen)
    assert Show.objects.get().version == seen + 1


def test_only_the_page_in_control_moves(show, dora, driss):
    for key, who in ((uuid4(), dora), (None, dora), (show.controller_key, driss)):
        with pytest.raises(NotInControl):
            push(show, by=who, controller_key=key)
    assert Show.objects.get().version == 0


def test_winner_is_told_by_holding(show, dora):
    at = next(number for number, step in enumerate(show.script) if step["holds"])
    for _ in range(at):
        push(show, by=dora)
    with pytest.raises(HoldNeeded):
        push(show, by=dora, is_held=False)
    assert Show.objects.get().cursor == at - 1
    assert push(show, by=dora).cursor == at


def test_take_over_shuts_the_other_page_at_once(show, dora, driss):
    old = show.controller_key
    taken = take_over(show, seen_key=old, by=driss, now=LATER)
    with pytest.raises(NotInControl):
        push(show, by=dora, controller_key=old)
    assert push(show, by=driss).version == 1
    assert taken.controller == driss
    with pytest.raises(ControlMoved):
        take_over(show, seen_key=old, by=dora, now=LATER)


def test_n_forward_and_n_back_is_where_one_was(show, dora):
    first = push(show, by=dora).shown
    for _ in range(4):
        push(show, by=dora)
    for _ in range(4):
        push(show, Key.BACK, by=dora)
    there = Show.objects.get()
    assert {**there.shown, "version": 1} == first
    assert there.cursor == 0


def test_last_state_is_what_was_decided(show, edition, dora):
    seen = set()
    for _ in show.script:
        for team in (push(show, by=dora).shown["step"] or {})["shows"].get("awards", ()):
            seen |= {(team["award"]["en"], one["team"]) for one in team["teams"]}
    decided = {(prize.title["en"], team.team) for prize in prizes_of(edition) for team in prize.places[0]}
    assert seen == decided


def test_every_key_is_in_the_journal_and_no_name(show, dora, alices_team):
    push(show, by=dora)
    push(show, Key.BLACK, by=dora)
    rows = JournalEntry.objects.filter(deed="ceremony.key_pressed").order_by("number")
    told = [(row.details["key"], row.details["step"], row.details["number"], row.details["display"]) for row in rows]
    assert told == [("next", "welcome", 1, "step"), ("black", "welcome", 1, "black")]
    to_the_end(Show.objects.get(), by=dora)
    assert alices_team.name not in str(list(of_the_stage().values_list("details", flat=True)))


def test_finished_at_the_last_step_which_stays(show, edition, dora):
    with pytest.raises(NotAtTheEnd):
        finish(show, by=dora, now=LATER)
    last = to_the_end(show, by=dora)
    for _ in range(2):
        finish(show, by=dora, now=LATER)
    there = Show.objects.get()
    assert there.shown == {**last.shown, "version": last.version + 1, "ended": True}
    assert (ceremony_of(edition).state, running_show(ceremony_of(edition))) == (State.DONE, None)
    with pytest.raises(ShowOver):
        push(show, by=dora)
    assert deeds().count("finished") == 1


def test_broken_off_the_halls_show_the_logo(show, edition, dora):
    to_the_end(show, by=dora)
    with pytest.raises(AbortReasonNeeded):
        abort(show, reason=" ", by=dora, now=LATER)
    for _ in range(2):
        abort(show, reason="Fire alarm", by=dora, now=LATER)
    assert (Show.objects.get().shown["step"], Show.objects.get().shown["ended"]) == (None, True)
    assert (ceremony_of(edition).state, ceremony_of(edition).aborted_reason) == (State.ABORTED, "Fire alarm")


def test_broken_off_it_is_taken_up_again_at_its_step(show, edition, digest, dora, driss):
    for _ in range(4):
        push(show, by=dora)
    abort(show, reason="Power cut", by=dora, now=LATER)
    take_up_again(edition, by=dora, now=LATER)
    assert ceremony_of(edition).state == State.DRAFT
    propose_script(edition, seen=digest, by=driss, now=LATER)
    agree_to_script(edition, seen=digest, by=dora, now=LATER)
    again = go_live(edition, by=dora, now=LATER)
    assert (again.cursor, again.display, again.shown["step"]) == (3, "logo", None)


def test_with_another_script_it_begins_anew(show, edition, awards, dora, driss):
    for _ in range(3):
        push(show, by=dora)
    abort(show, reason="A wrong name", by=dora, now=LATER)
    take_up_again(edition, by=dora, now=LATER)
    awards[0].laureates.filter(rank=1).update(team_name="Les vrais")
    seen = digest_of_script(script_now(ceremony_of(edition)))
    propose_script(edition, seen=seen, by=driss, now=LATER)
    agree_to_script(edition, seen=seen, by=dora, now=LATER)
    assert go_live(edition, by=dora, now=LATER).cursor == 0


def test_rehearsal_draws_the_same_for_the_same_seed_and_is_marked(evening, edition, dora):
    first = rehearse(edition, seed=7, by=dora, now=NOW)
    finish(first, by=dora, now=LATER)
    second = rehearse(edition, seed=7, by=dora, now=LATER)
    assert first.script == second.script
    assert (second.is_rehearsal, second.seed, second.shown["is_rehearsal"]) == (True, 7, True)
    assert live_show(edition) is None
    assert ceremony_of(edition).state == State.DRAFT


def test_rehearsal_leaves_nothing_on_the_screens(evening, edition, dora):
    show = rehearse(edition, by=dora, now=NOW)
    to_the_end(show, by=dora)
    finish(show, by=dora, now=LATER)
    assert (Show.objects.get().shown["step"], Show.objects.get().display) == (None, "logo")


def test_one_show_runs_at_a_time(show, edition, dora):
    with pytest.raises(NotAtThisState):
        rehearse(edition, by=dora, now=NOW)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Show.objects.create(ceremony=show.ceremony, step_since=NOW, started_at=NOW)


def test_no_evening_beside_a_rehearsal(armed, edition, dora):
    rehearse(edition, by=dora, now=NOW)
    with pytest.raises(ShowRunning):
        go_live(edition, by=dora, now=NOW)
    with pytest.raises(ShowRunning):
        rehearse(edition, by=dora, now=NOW)


def test_rehearsal_is_ended_and_not_broken_off(evening, edition, dora):
    show = rehearse(edition, by=dora, now=NOW)
    with pytest.raises(NotAtThisState):
        abort(show, reason="x", by=dora, now=NOW)


def test_without_a_team_nothing_is_drawn(edition, dora):
    with pytest.raises(NobodyToDraw):
        rehearse(edition, by=dora, now=NOW)
