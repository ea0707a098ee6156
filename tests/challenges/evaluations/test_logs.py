"""Logs that a worker left are taken in once, and nothing stays behind."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from challenges.evaluations.logs import discard, taken_in
from challenges.evaluations.orders import incoming_folder, incoming_log
from evaluator.order import LOGS, MOST_BYTES

EVALUATION = "0b8a4e1e-0000-4000-8000-000000000000"


def leave(text: str, *, evaluation: str = EVALUATION, ticket: str = "t1", which: str = "entry") -> None:
    path = incoming_log(evaluation, ticket=ticket, which=which)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def left() -> list[str]:
    return sorted(path.name for path in incoming_folder().glob("*"))


def test_logs_are_taken_into_the_storage():
    leave("hello")
    leave("oops", which="scorer")
    with taken_in(EVALUATION, "t1") as logs:
        kept = {which: Path(default_storage.path(name)).read_bytes() for which, name in logs.items()}
    assert kept == {"entry": b"hello", "scorer": b"oops"}
    assert left() == []


def test_every_sort_of_log_is_taken_in():
    for which in LOGS:
        leave(which, which=which)
    with taken_in(EVALUATION, "t1") as logs:
        assert logs.keys() == LOGS.keys()
    assert left() == []


def test_log_larger_than_a_machine_brings_is_not_taken(monkeypatch):
    monkeypatch.setattr("challenges.evaluations.logs.MOST_BYTES", {**MOST_BYTES, "entry": 4})
    leave("12345")
    leave("1234", which="public")
    with taken_in(EVALUATION, "t1") as logs:
        assert logs.keys() == {"public"}
    assert left() == []


def test_no_log_is_no_log():
    with taken_in(EVALUATION, "t1") as logs:
        assert logs == {}


def test_logs_of_another_ticket_are_left_alone():
    leave("old", ticket="t0")
    with taken_in(EVALUATION, "t1"):
        pass
    assert left() == [f"{EVALUATION}-t0-entry.log"]


def test_logs_stay_when_the_record_fails():
    leave("hello")
    with pytest.raises(RuntimeError), taken_in(EVALUATION, "t1"):
        raise RuntimeError("the database is away")
    assert len(left()) == 1


def test_discard_clears_what_dead_workers_left_of_this_evaluation():
    other = EVALUATION.replace("0b", "1b")
    for evaluation in (EVALUATION, other):
        leave("old", evaluation=evaluation, ticket="t0")
    discard(EVALUATION)
    assert left() == [f"{other}-t0-entry.log"]
