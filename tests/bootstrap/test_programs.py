"""What the programs are started with."""

import pytest

from smartport.bootstrap import programs
from smartport.bootstrap.place import Place


def slots(given: dict[str, str]) -> str:
    place = Place.read(given)
    return programs.evaluator(place, place.environment()).environment["SMARTPORT_SLOTS"]


@pytest.mark.parametrize(("processors", "expected"), [(1, "1"), (2, "1"), (8, "7")])
def test_evaluator_leaves_the_site_a_processor(monkeypatch, processors, expected):
    monkeypatch.setattr(programs, "PROCESSORS", processors)
    assert slots({}) == expected


def test_evaluator_alone_has_all(monkeypatch):
    monkeypatch.setattr(programs, "PROCESSORS", 8)
    assert slots({"SMARTPORT_ROLE": "evaluator", "REDIS_URL": "redis://elsewhere"}) == "8"


def test_who_says_how_many_has_so_many():
    assert slots({"SMARTPORT_SLOTS": "5"}) == "5"


def test_evaluator_is_told_no_secret():
    place = Place.read({"SMARTPORT_SECRET_KEY": "s" * 50, "DATABASE_URL": "postgres://x"})
    told = programs.evaluator(place, place.environment()).environment
    assert [name for name in programs.SECRETS if name in told] == []


def threads(given: dict[str, str]) -> int:
    place = Place.read(given)
    words = programs.site(place, place.environment()).command
    return int(words[words.index("--threads") + 1])


def test_threads_keep_few_connections_to_a_server():
    told = threads({"DATABASE_URL": "postgres://site@localhost/site"}) * programs.SITE_WORKERS
    assert (told, threads({})) == (programs.CONNECTIONS_TO_A_SERVER, programs.SITE_THREADS)
