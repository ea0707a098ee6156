"""The API, and whatever else programs write to: bodies that are no JSON, no form, no text, in every turn."""

import random

import pytest

from tests.hostile.asking import BOUNDARY, Site
from tests.hostile.rubbish import BODIES, HEADERS, HEADS, PARTS
from tests.smartport.test_urls import methods
from tests.smartport.world import World, addresses, world  # noqa: F401

pytestmark = [pytest.mark.database, pytest.mark.slow]
SEED = 20_261_128
JSON, PARTED = "application/json", f"multipart/form-data; boundary={BOUNDARY}"
WRITERS = ("captain", "juror", "organizer", "operator", "loner", "anonymous")


@pytest.mark.timeout(1800)
def test_bodies_of_rubbish_are_answered(world: World, request):  # noqa: F811
    site, chance, sent = Site(world), random.Random(SEED), 0
    is_long = request.config.getoption("--long")
    for address in addresses():
        path = world.path(address)
        for method in set(methods(address)) - {"GET"} if path.startswith("/api/") else ():
            for body, kind in [*((body, JSON) for body in BODIES), *((part, PARTED) for part in PARTS)]:
                if is_long or chance.random() < 0.2:
                    head = {chance.choice(HEADERS[:-6]): chance.choice(HEADS)}
                    told = f"{kind} {body[:40]!r} {head}"
                    site.ask(chance.choice(WRITERS), method, path, what=told, body=body, kind=kind, **head)
                    sent += 1
    assert sent > 200
    assert site.faults == []
