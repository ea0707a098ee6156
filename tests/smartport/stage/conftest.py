"""A live show at the doors: Dora holds the control, Driss looks on."""

import pytest
from django.test import Client

from challenges import clock
from challenges.ceremony.models import Show
from tests.factories import NOW, make_person
from tests.factories.evening import begin, make_awards, make_evening
from tests.smartport.console.desks import at_the_desk
from tests.smartport.stage.seen import evening, press, screen  # noqa: F401


@pytest.fixture
def driss(db):
    return make_person("driss", is_staff=True)


@pytest.fixture
def show(monkeypatch, edition, alices_team, mallorys_team, dora, driss) -> Show:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    make_awards(edition, alices_team, mallorys_team)
    make_evening(edition)
    return begin(edition, first=dora, second=driss)


@pytest.fixture
def doras(dora) -> Client:
    return at_the_desk(dora)


@pytest.fixture
def drisss(driss) -> Client:
    return at_the_desk(driss)
