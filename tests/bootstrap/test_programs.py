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


@pytest.mark.parametrize(
    ("given", "most"),
    [({}, programs.CONNECTIONS_TO_A_SERVER // programs.SITE_WORKERS), ({"SMARTPORT_DATABASE_POOL": "3"}, 3)],
    ids=["by default", "as told"],
)
def test_threads_of_the_site_share_few_connections_to_a_server(given, most):
    place = Place.read({"DATABASE_URL": "postgres://site@localhost/site", **given})
    assert programs.site(place, place.environment()).environment["SMARTPORT_DATABASE_POOL"] == str(most)


def test_follower_is_a_program_of_its_own():
    place = Place.read({})
    program = programs.follower(place, place.environment())
    assert (program.name, program.command[1:]) == ("follower", ("-m", "smartport.stage.follower"))
