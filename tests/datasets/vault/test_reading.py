"""A raw file is read once, by one worker at a time, and what was found is kept without a value of it."""

import hashlib
import json
import stat
from datetime import timedelta

import pandas as pd
import pytest

from datasets.vault import keeping, reading
from datasets.vault.actions import CLOCK, delete, destroy
from datasets.vault.models import Extract, ExtractState
from datasets.vault.reading import read_extract
from datasets.vault.rules import READING_ATTEMPTS, SIGN_OF_LIFE
from tests.datasets.vault.conftest import CONTENT, uploaded
from tests.factories import NOW

pytestmark = pytest.mark.database


class Clock:
    """Goes on by itself, a second each time it is asked."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_file_becomes_a_table_with_notes_on_its_columns(whole, clock):
    assert read_extract(whole.pk, clock=clock)
    whole.refresh_from_db()
    assert (whole.state, whole.rows, whole.sha256) == ("ready", 40, hashlib.sha256(CONTENT).hexdigest())
    assert whole.reading == {"format": "csv", "encoding": "Windows-1252", "separator": ";", "decimal": ","}
    assert [(column["name"], column["type"], column["distinct"]) for column in whole.columns] == [
        ("navire", "text", 40),
        ("arrivée", "time", 28),
        ("poids", "number", 40),
    ]
    line = whole.accesses.first()
    assert (line.deed, line.actor, line.details) == ("read", "smartport", {"rows": 40, "columns": 3})
    assert list(pd.read_parquet(keeping.table(whole.pk))["poids"][:2]) == [0.5, 1.5]
    assert stat.S_IMODE(keeping.table(whole.pk).stat().st_mode) == 0o600


def test_identifiers_are_marked_and_their_examples_masked(by_dora, clock):
    lines = [f"907472{9};Atlas;a{number}@anp.ma;{number}" for number in range(30)]
    made = uploaded(by_dora, content=b"imo;navire;contact;poids\n" + "\n".join(lines).encode())
    read_extract(made.pk, clock=clock)
    made.refresh_from_db()
    kinds = {column["name"]: [found["kind"] for found in column["identifiers"]] for column in made.columns}
    assert (kinds["imo"], kinds["contact"], kinds["poids"]) == (["imo"], ["email"], [])
    kept = json.dumps([made.columns, made.reading, made.refusal, [access.details for access in made.accesses.all()]])
    for value in ("9074729", "Atlas", "@anp.ma"):
        assert value not in kept


def test_file_that_is_no_table_is_refused_without_its_values(by_dora, clock):
    made = uploaded(by_dora, content=b"navire;poids\nAtlas;12\nRIF;13;SECRETVALUE\n")
    assert read_extract(made.pk, clock=clock)
    made.refresh_from_db()
    assert (made.state, made.refusal["code"], made.refusal["details"]["row"]) == ("refused", "too_many_cells", 3)
    assert made.refusal["details"]["value"] == "S·········E"
    assert (made.accesses.first().deed, made.accesses.first().details) == ("refused", {"code": "too_many_cells"})
    assert "SECRETVALUE" not in json.dumps(made.refusal)
    assert [path.name for path in keeping.original(made.pk).parent.iterdir()] == ["original"]


def test_second_start_of_a_reading_is_harmless(whole, clock, monkeypatch):
    seconds = []
    read = reading.read_file

    def read_file(*args, **kwargs):
        seconds.append(read_extract(whole.pk, clock=clock))
        return read(*args, **kwargs)

    monkeypatch.setattr(reading, "read_file", read_file)
    assert read_extract(whole.pk, clock=clock)
    assert not read_extract(whole.pk, clock=clock)
    assert (seconds, whole.accesses.filter(deed="read").count()) == ([False], 1)


def test_reading_gives_signs_of_life_and_says_how_far_it_is(whole, clock, monkeypatch):
    seen = []

    def read_file(*args, on_progress, **kwargs):
        for share in (0.25, 0.25, 0.25, 0.75, 0.75, 0.75):
            on_progress(share)
            row = Extract.objects.get()
            seen.append((row.reading["percent"], clock.now - row.changed_at < timedelta(seconds=3)))
        raise reading.NoLongerOurs

    monkeypatch.setattr(reading, "read_file", read_file)
    assert not read_extract(whole.pk, clock=clock)
    assert all(lives for _, lives in seen)
    assert {percent for percent, _ in seen} >= {27, 62}


def test_killed_worker_leaves_its_work_to_the_next(whole, clock, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(path, *, to, **kwargs):
        to.with_name(".half.part").write_bytes(b"half")
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(reading, "read_file", killed)
        with pytest.raises(Killed):
            read_extract(whole.pk, clock=clock)
    assert not read_extract(whole.pk, clock=clock)
    clock.now += SIGN_OF_LIFE
    assert read_extract(whole.pk, clock=clock)
    whole.refresh_from_db()
    assert whole.state == "ready"
    assert sorted(path.name for path in keeping.original(whole.pk).parent.iterdir()) == ["original", "table.parquet"]


def test_file_that_kills_every_worker_is_given_up(whole, clock, monkeypatch):
    def break_down(*args, **kwargs):
        raise MemoryError

    monkeypatch.setattr(reading, "read_file", break_down)
    for _ in range(READING_ATTEMPTS):
        with pytest.raises(MemoryError):
            read_extract(whole.pk, clock=clock)
        clock.now += SIGN_OF_LIFE + timedelta(seconds=1)
    assert not read_extract(whole.pk, clock=clock)
    whole.refresh_from_db()
    assert (whole.state, whole.refusal) == ("refused", {"code": "reading_failed", "details": {}})


def test_worker_that_was_taken_for_dead_changes_nothing_when_it_comes_back(whole, clock, monkeypatch):
    read = reading.read_file
    answers = []

    def slow(*args, **kwargs):
        monkeypatch.setattr(reading, "read_file", read)
        found = read(*args, **kwargs)
        clock.now += SIGN_OF_LIFE + timedelta(seconds=5)
        answers.append(read_extract(whole.pk, clock=clock))
        return found

    monkeypatch.setattr(reading, "read_file", slow)
    assert not read_extract(whole.pk, clock=clock)
    assert answers == [True]
    assert whole.accesses.filter(deed="read").count() == 1
    assert keeping.table(whole.pk).exists()


def test_extract_deleted_while_it_is_read_comes_not_back(whole, clock, monkeypatch):
    read = reading.read_file

    def read_file(*args, **kwargs):
        delete(whole, reason="asked", by=CLOCK, now=NOW)
        destroy(whole, now=NOW)
        return read(*args, **kwargs)

    monkeypatch.setattr(reading, "read_file", read_file)
    assert not read_extract(whole.pk, clock=clock)
    whole.refresh_from_db()
    assert (whole.state, keeping.original(whole.pk).parent.exists()) == (ExtractState.DELETED, False)


def test_file_that_vanished_is_our_failure(whole, clock):
    keeping.original(whole.pk).unlink()
    with pytest.raises(FileNotFoundError):
        read_extract(whole.pk, clock=clock)


@pytest.mark.parametrize(("count", "first", "last"), [(0, [], []), (3, [0, 1], [1, 2]), (1000, [0, 20], [978, 999])])
def test_long_tables_are_looked_at_from_end_to_end(count, first, last):
    spread = reading._spread(count)
    assert (spread[:2], spread[-2:], len(set(spread))) == (first, last, min(count, reading.MOST_GROUPS))
