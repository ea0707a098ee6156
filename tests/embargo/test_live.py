"""While the evening is told, halls and phones get the present step alone, and the rest of the site tells nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from challenges.ceremony.models import Show
from challenges.ceremony.rules import Key
from challenges.ceremony.running import go_live, press
from challenges.post.models import Letter
from smartport.stage.states import channels
from tests.embargo.allowed import given_away
from tests.embargo.crawling import Crawl
from tests.embargo.planting import end_rehearsal, forward, plant
from tests.embargo.walks import Answers, plainly
from tests.factories.publishing import AFTER

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(3600)]
SHORTEST = 4
"""A word of fewer letters stands anywhere by chance."""
NUMBER = re.compile(r"[\d.,]+$")
"""Points that were told go on standing in bars and sums."""
ROLES = ("anonymous", "captain", "other")


@pytest.fixture
def show(evening) -> Show:
    planted = plant(evening)
    chief = evening.people["chief"]
    end_rehearsal(planted, by=chief)
    return go_live(planted.edition, by=chief, now=AFTER)


@pytest.fixture
def crawl(evening, chance) -> Crawl:
    return Crawl(evening, chance)


def words_of(shows: Any) -> Iterator[str]:
    """Every name, text and number in what a step shows, as a reader would find it."""
    if isinstance(shows, dict):
        for value in shows.values():
            yield from words_of(value)
    elif isinstance(shows, list | tuple):
        for value in shows:
            yield from words_of(value)
    elif isinstance(shows, float):
        for said in (f"{shows:.2f}", f"{shows:.1f}", str(shows)):
            yield from (said, said.replace(".", ","))
    elif isinstance(shows, str):
        yield shows


def told_in(step: Any) -> set[str]:
    return {word for word in words_of(step["shows"]) if len(word) >= SHORTEST}


def seen(crawl: Crawl) -> bytes:
    """What spectators are sent at this moment, by the follower and by the site itself."""
    found = channels(now=AFTER)
    streams = [state.event for state in (*found.phones.values(), *found.halls.values())]
    pages = [answer.everything() for role in ROLES for answer in on_stage(crawl, role).values()]
    assert len(pages) == len(ROLES) * 4
    return b"\n".join([*streams, *pages])


def on_stage(crawl: Crawl, role: str) -> Answers:
    """The doors of spectators alone."""
    doors = ("stage", "stage-now", "stage-screen", "stage-screen-now")
    return plainly(crawl, role, only=doors)


def elsewhere(crawl: Crawl) -> Answers:
    told = {asked: answer for role in ROLES for asked, answer in plainly(crawl, role).items()}
    return {asked: answer for asked, answer in told.items() if not asked.name.startswith("stage")}


def test_spectators_get_the_present_step_and_nothing_else_changes(evening, show, crawl):
    before, around = elsewhere(crawl), seen(crawl)
    steps = [told_in(step) for step in show.script]
    every = {word for step in steps for word in step if word.encode() not in around}
    assert {"Planted-Grand", "Les Alizés", "Planted-Heart-Citation"} <= every
    letters = Letter.objects.count()
    leaks, told, found = [], set(), set()
    for number, step in enumerate(steps):
        show = forward(show, by=evening.people["chief"])
        assert show.cursor == number
        there = seen(crawl)
        told |= step
        others = [word for word in every - step if not (NUMBER.match(word) and word in "\n".join(told))]
        leaks += [(show.script[number]["key"], word) for word in others if word.encode() in there]
        found |= {word for word in step & every if word.encode() in there}
    assert leaks == []
    assert {"Planted-Grand", "Planted-Public", "Planted-Heart", "Les Alizés", "Planted-Grand-Citation"} <= found
    assert sorted(given_away(before, elsewhere(crawl))) == []
    assert Letter.objects.count() == letters


def test_nothing_of_a_step_is_sent_while_it_is_put_away(evening, show, crawl):
    chief, around = evening.people["chief"], seen(crawl)
    while show.cursor < len(show.script) - 2:  # all laureates on one picture
        show = forward(show, by=chief)
    step = {word for word in told_in(show.script[show.cursor]) if word.encode() not in around}
    assert {word for word in step if word.encode() in seen(crawl)} >= {"Les Alizés", "Planted-Heart"}
    for key in (Key.BLACK, Key.LOGO):
        given = {"seen_version": show.version, "controller_key": show.controller_key}
        show = press(show, key, **given, by=chief, now=AFTER)
        assert {word for word in step if word.encode() in seen(crawl)} == set()
