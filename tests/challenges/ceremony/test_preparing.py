"""Hour and place, and the running order."""

import pytest

from challenges.ceremony.models import State
from challenges.ceremony.preparing import (
    keep_evening,
    keep_words,
    keys_in_order,
    move_entry,
    put_in_order,
    remove_words,
    words_of,
)
from challenges.ceremony.queries import ceremony_of, script_now
from challenges.ceremony.rules import MOST_WORDS, NotAtThisState, OrderMoved, ScriptArmed, TooManyWords
from tests.challenges.ceremony.conftest import deeds, of_the_stage
from tests.factories import NOW
from tests.factories.editions import texts

pytestmark = pytest.mark.django_db
SPEECH = {"title": texts("A word"), "speaker": "The minister", "notes": "Five minutes"}


def keys(edition):
    return keys_in_order(ceremony_of(edition))


def test_evening_that_nobody_has_touched_is_not_kept(edition):
    assert ceremony_of(edition).pk is None
    assert keys(edition) == []


def test_awards_stand_in_the_order_of_their_kinds_at_first(edition, awards):
    grand, theme = awards
    assert keys(edition) == [str(theme.pk), str(grand.pk)]


def test_hour_and_place_are_kept(edition, dora):
    row = ceremony_of(edition)
    row.begins_at, row.place, row.has_sound = NOW, texts("Agadir"), True
    keep_evening(row, by=dora, now=NOW)
    assert (ceremony_of(edition).place, ceremony_of(edition).has_sound) == (texts("Agadir"), True)
    assert deeds() == ["changed"]


def test_evening_that_is_done_keeps_its_hour(evening, dora):
    type(evening).objects.update(state=State.DONE)
    with pytest.raises(NotAtThisState):
        keep_evening(evening, by=dora, now=NOW)


def test_entries_are_put_into_another_order(edition, awards, dora):
    seen = keys(edition)
    put_in_order(edition, seen[::-1], seen=seen, by=dora, now=NOW)
    assert keys(edition) == seen[::-1]
    move_entry(edition, seen[0], up=True, seen=keys(edition), by=dora, now=NOW)
    move_entry(edition, seen[0], up=True, seen=keys(edition), by=dora, now=NOW)
    assert keys(edition) == seen
    assert deeds() == ["reordered", "reordered"]


def test_order_that_somebody_else_changed_is_not_overwritten(edition, awards, dora):
    seen = keys(edition)
    keep_words(edition, SPEECH, by=dora, now=NOW)
    with pytest.raises(OrderMoved):
        put_in_order(edition, seen[::-1], seen=seen, by=dora, now=NOW)
    with pytest.raises(OrderMoved):
        move_entry(edition, "nothing", up=True, seen=keys(edition), by=dora, now=NOW)


def test_words_come_before_the_main_prize_and_are_told_in_the_script(edition, awards, dora):
    grand, theme = awards
    key = keep_words(edition, SPEECH, by=dora, now=NOW)
    assert keys(edition) == [str(theme.pk), key, str(grand.pk)]
    (step,) = (step for step in script_now(ceremony_of(edition)) if step["kind"] == "words")
    assert (step["shows"]["speaker"], step["notes"]) == ("The minister", {"text": "Five minutes"})
    keep_words(edition, {**SPEECH, "speaker": "The wali"}, key=key, by=dora, now=NOW)
    assert words_of(ceremony_of(edition))[key].speaker == "The wali"
    assert remove_words(edition, key, by=dora, now=NOW)
    assert not remove_words(edition, key, by=dora, now=NOW)
    assert keys(edition) == [str(theme.pk), str(grand.pk)]


def test_words_that_are_gone_or_too_many_are_refused(edition, awards, dora):
    with pytest.raises(OrderMoved):
        keep_words(edition, SPEECH, key="f" * 32, by=dora, now=NOW)
    for _ in range(MOST_WORDS):
        keep_words(edition, SPEECH, by=dora, now=NOW)
    with pytest.raises(TooManyWords):
        keep_words(edition, SPEECH, by=dora, now=NOW)


def test_an_award_that_is_removed_leaves_the_order(edition, awards, dora):
    seen = keys(edition)
    put_in_order(edition, seen[::-1], seen=seen, by=dora, now=NOW)
    awards[1].laureates.all().delete()
    awards[1].delete()
    assert keys(edition) == [str(awards[0].pk)]


def test_armed_order_is_frozen(evening, edition, dora):
    type(evening).objects.update(state=State.ARMED)
    seen = keys(edition)
    with pytest.raises(ScriptArmed):
        put_in_order(edition, seen[::-1], seen=seen, by=dora, now=NOW)
    with pytest.raises(ScriptArmed):
        keep_words(edition, SPEECH, by=dora, now=NOW)


def test_journal_names_nobody(edition, awards, dora, alices_team):
    keep_words(edition, SPEECH, by=dora, now=NOW)
    seen = keys(edition)
    put_in_order(edition, seen[::-1], seen=seen, by=dora, now=NOW)
    told = str(list(of_the_stage().values_list("details", flat=True)))
    assert "minister" not in told
    assert alices_team.name not in told
