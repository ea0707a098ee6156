"""A walk over the chain names what it finds."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from challenges.journal.rules import (
    CHANGED,
    CUT_OFF,
    MISSING,
    NO_HASH,
    REWRITTEN,
    UNLINKED,
    Finding,
    HeadUnreadable,
    Kept,
    Line,
    Place,
    Walk,
    cut_off,
    hash_of,
    require_head,
)

NOON = datetime(2027, 1, 15, 12, tzinfo=UTC)


def chain(length, *, subject="thing", first=0, before=NO_HASH):
    entries = []
    for number in range(first, first + length):
        line = Line(number, NOON, "system", "deed", f"{subject}:{number}", {}, before)
        before = hash_of(line)
        entries.append(Kept(number, line, before))
    return entries


def found(entries, **known):
    return Walk(known={int(name[1:]): value for name, value in known.items()}).over(entries)


def test_whole_chain_has_no_findings_in_any_steps():
    walk, entries = Walk(), chain(7)
    assert [walk.over(entries[at : at + 3]) for at in (0, 3, 6)] == [[], [], []]
    assert walk.place == Place(7, entries[-1].hash)


def test_changed_line_is_found():
    entries = chain(5)
    entries[2] = replace(entries[2], line=replace(entries[2].line, subject="other"))
    assert found(entries) == [Finding(CHANGED, 2, 2)]


def test_line_that_cannot_be_read_was_changed():
    entries = chain(3)
    entries[1] = replace(entries[1], line=None)
    assert found(entries) == [Finding(CHANGED, 1, 1)]


def test_line_replaced_with_its_hash_does_not_lead_on():
    entries = chain(5)
    entries[2:3] = chain(1, subject="other", first=2, before=entries[1].hash)
    assert found(entries) == [Finding(UNLINKED, 3, 2)]


def test_gap_is_told_once_with_its_ends():
    entries = chain(6)
    assert found(entries[:2] + entries[4:]) == [Finding(MISSING, 2, 3)]
    assert found(entries[3:]) == [Finding(MISSING, 0, 2)]


def test_chain_written_anew_is_whole_but_is_not_the_one_that_was_noted():
    entries = chain(5)
    anew = entries[:2] + chain(3, subject="other", first=2, before=entries[1].hash)
    assert found(anew) == []
    assert found(anew, _3=entries[3].hash) == [Finding(REWRITTEN, 3, 3)]
    assert found(entries, _3=entries[3].hash) == []


def test_end_that_was_cut_off_is_seen_by_what_was_noted():
    assert cut_off(Place(3, "a"), last_known=2) == []
    assert cut_off(Place(3, "a"), last_known=6) == [Finding(CUT_OFF, 3, 6)]


@pytest.mark.parametrize(
    ("number", "hash_"), [("", "a" * 64), ("1", "a" * 63), ("1", "g" * 64), ("-1", "a" * 64), ("٣", "a" * 64)]
)
def test_head_that_is_none_is_refused(number, hash_):
    with pytest.raises(HeadUnreadable):
        require_head(number, hash_)


def test_head_is_read_as_people_write_it():
    assert require_head(" 1 024 ", "AB " * 32) == (1024, "ab" * 32)
