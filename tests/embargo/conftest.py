"""A world whose results wait, at an hour at which everything is closed: whole, or with no more than a result needs."""

import pytest
from django.utils import timezone

from challenges import clock
from datasets import clock as clock_of_data
from smartport.accounts.consents import give
from smartport.accounts.rules import PUBLICATION
from tests.embargo.crawling import Chance
from tests.embargo.planting import prepare
from tests.factories import NOW, make_person
from tests.factories.publishing import AFTER
from tests.smartport.hooked import hooked
from tests.smartport.stage.seen import SECRET
from tests.smartport.world import World, world  # noqa: F401


@pytest.fixture
def chance(monkeypatch) -> Chance:
    return Chance(monkeypatch)


@pytest.fixture
def late(monkeypatch) -> None:
    """Everything is closed."""
    for told in (clock, clock_of_data, timezone):
        monkeypatch.setattr(told, "now", lambda: AFTER)


@pytest.fixture
def waiting(chance, world, late) -> World:  # noqa: F811
    """One of everything; nothing planted yet."""
    return prepare(world)


@pytest.fixture
def evening(chance, leaderboard, alices_team, mallorys_team, alice, bob, dora, mallory, late) -> World:
    """A board, two teams, who prepares and who looks on."""
    challenge = leaderboard.phase.challenge
    challenge.organizers.add(dora)
    people = {
        "anonymous": None,
        "captain": alice,
        "member": bob,
        "other": mallory,
        "loner": make_person("lola"),
        "organizer": dora,
        "elsewhere": make_person("otto", is_staff=True),
        "operator": make_person("olga", is_staff=True, is_superuser=True),
    }
    give(alice, purpose=PUBLICATION, now=NOW)
    edition = challenge.edition.slug
    places = {"edition": edition, "slug": challenge.slug, "phase": leaderboard.phase.slug, "screen_secret": SECRET}
    return prepare(World(people, places | hooked(challenge, dora=dora)))
