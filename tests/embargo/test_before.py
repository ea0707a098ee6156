"""Before the publication nobody finds out who has won: no planted word stands in any answer, and two worlds that differ
in nothing but their winners answer alike, byte for byte."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from challenges.ceremony.models import Laureate
from tests.embargo.allowed import given_away, told_too_early
from tests.embargo.beside import beside
from tests.embargo.crawling import Crawl
from tests.embargo.planting import Planted, plant
from tests.embargo.walks import Answers, again, everything
from tests.smartport.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(3600)]


@pytest.fixture
def planted(waiting, chance):
    """Plants a world, and takes it back."""

    @contextmanager
    def planting(*, is_swapped: bool) -> Iterator[Planted]:
        with transaction.atomic():
            chance.begin("planting")
            yield plant(waiting, is_swapped=is_swapped)
            transaction.set_rollback(True)

    return planting


def read(planting, world: World, chance, *, is_swapped: bool, known: Answers | None = None) -> tuple[str, Answers]:
    """Who has won, and everything that is answered; what is `known` is asked for again as well."""
    with planting(is_swapped=is_swapped) as planted:
        crawl = Crawl(world, chance)
        told = everything(crawl, token=planted.token)
        told |= again(crawl, known or told)
        told |= beside(planted)
        return Laureate.objects.filter(award__kind="main").get(rank=1).team_name, told


def test_nobody_finds_out_who_has_won(planted, waiting, chance):
    winner, one = read(planted, waiting, chance, is_swapped=False)
    other_winner, other = read(planted, waiting, chance, is_swapped=True, known=one)
    assert (winner, other_winner) == ("Les Alizés", "Contre-courant")
    assert len(one) > 2000
    assert sorted(told_too_early(one)) == []
    assert sorted(given_away(one, other)) == []
