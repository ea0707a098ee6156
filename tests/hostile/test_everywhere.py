"""Every page, every field of its forms, and rubbish: always an answer of the house, never a fault of ours.

Every third field and address gets one piece of rubbish, the next one in its turn; with `--long` each gets all of them.
What is in the world comes back after each request, so that no answer depends on another.
"""

import random
from collections.abc import Iterator, Sequence
from typing import TypeVar

import pytest

from challenges.panels.models import Panel
from tests.factories import NOW
from tests.hostile.asking import Page, Site, encoded, forms_once
from tests.hostile.rubbish import FILES, HEADERS, HEADS, NAMES, QUERY, TEXTS
from tests.smartport.world import World, world  # noqa: F401

pytestmark = [pytest.mark.database, pytest.mark.slow]
SEED = 20_261_128
THIRD = 1 / 3
LONGEST_QUERY = 6_000  # letters; a server in front takes no longer address
Kind = TypeVar("Kind")


@pytest.fixture
def site(world: World) -> Site:  # noqa: F811
    Panel.objects.update(opened_at=NOW)  # as a panel in its screening is
    return Site(world)


@pytest.fixture
def turns(request):
    """Of a list the next one in its turn, in an order of chance; all of it with `--long`."""
    chance, orders = random.Random(SEED), {}

    def turn(found: Sequence[Kind], *, of: str, share: float = 1) -> list[Kind]:
        if request.config.getoption("--long"):
            return list(found)
        if chance.random() > share:
            return []
        order = orders.setdefault(of, [])
        if not order:
            order.extend(chance.sample(list(found), len(found)))
        return [order.pop()]

    return turn


@pytest.mark.timeout(3600)
def test_rubbish_is_answered(site, turns):
    pages = list(site.pages())
    assert len(pages) > 300
    sent = [*ask_for(site, pages, turns), *fill_in(site, pages, turns)]
    assert len(sent) > 400
    assert site.faults == []


def ask_for(site: Site, pages: list[Page], turns) -> Iterator[int]:
    """In the query, and in what a browser says of itself."""
    for page in pages:
        for name in turns(QUERY, of="query", share=THIRD):
            for what in turns(sorted(TEXTS), of="texts of queries"):
                query = encoded({name: TEXTS[what]})
                if len(query) <= LONGEST_QUERY:
                    yield site.ask(page.role, "GET", f"{page.path}?{query}", what=what)[0]
        for name in turns(HEADERS, of="headers", share=THIRD):
            for head in turns(HEADS, of="heads"):
                yield site.ask(page.role, "GET", page.path, what=f"{name}: {head}", **{name: head})[0]


def fill_in(site: Site, pages: list[Page], turns) -> Iterator[int]:
    """One field at a time, all others as they stand there."""
    for page, form in forms_once(pages):
        for name in form.names:
            for what in turns(sorted(TEXTS), of="texts", share=THIRD):
                yield site.send(page, form, {**form.values, name: TEXTS[what]}, what=f"{name}: {what}")
        for name in form.files:
            for what in turns(sorted(FILES), of="files"):
                file = (name, turns(NAMES, of="names")[0], FILES[what]())
                yield site.send(page, form, form.values, what=f"{name}: {what}", file=file)
