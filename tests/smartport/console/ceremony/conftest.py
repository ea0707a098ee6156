"""An evening that lacks nothing, and the hour at the doors."""

import pytest
from django.test import Client

from tests.factories import make_person
from tests.factories.evening import make_awards, make_evening
from tests.smartport.console.desks import at_the_desk


@pytest.fixture
def evening(hour, edition, alices_team, mallorys_team):
    make_awards(edition, alices_team, mallorys_team)
    return make_evening(edition)


@pytest.fixture
def driss(db):
    """The colleague."""
    return make_person("driss", is_staff=True)


@pytest.fixture
def colleague(driss) -> Client:
    return at_the_desk(driss)
