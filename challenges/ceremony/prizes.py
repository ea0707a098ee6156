"""From the rows to what the script is made of."""

from collections.abc import Iterable
from itertools import groupby

from challenges.ceremony.models import Award, Laureate
from challenges.ceremony.script import Honoured, Prize
from challenges.editions.models import Edition


def prizes_of(edition: Edition) -> list[Prize]:
    """Every award of the edition with its places, in the awards' own order; one without laureates has none. Two
    queries, whatever the number of awards."""
    awards = edition.awards.select_related("panel", "partner").prefetch_related("laureates")
    return [prize_of(award) for award in awards]


def prize_of(award: Award) -> Prize:
    """One of them."""
    return Prize(
        key=str(award.pk),
        kind=award.kind,
        title=award.title,
        about=award.about,
        won=award.prize,
        handed_by=award.handed_by,
        partner=award.partner.short_name if award.partner else "",
        places=tuple(_places(award.laureates.all())),
        told=award.told,
        weights=(award.panel.jury_weight, award.panel.automatic_weight) if award.panel else None,
    )


def _places(laureates: Iterable[Laureate]) -> Iterable[tuple[Honoured, ...]]:
    for _, together in groupby(sorted(laureates, key=lambda one: one.rank), key=lambda one: one.rank):
        yield tuple(
            Honoured(
                team=one.team_name,
                project=one.project_title,
                citation=one.citation,
                pronunciation=one.pronunciation,
                first=one.first,
                second=one.second,
            )
            for one in together
        )
