"""Plays onlookers of different sharpness against the raw table and the release, and says how many they found.

An onlooker keeps a table as ship-tracking sites and gate cameras do: who was where, all quasi-identifiers in raw
precision, but times off by some hours and sizes by one percent. He knows how the release was made coarser, takes the
rows that fit best what he saw, and names the owner of one. With one pseudonym per ship, several calls together are
nearly always found in public AIS; that is why the sharpest onlooker also tries several sightings of one entity.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from datasets.risk.case import FloatArray, IntArray, RiskCase
from datasets.risk.coded import Coded, counts_of, joined
from datasets.risk.coverage import Cover, Kinds, Placed, Spans
from datasets.risk.intervals import share_of
from datasets.risk.lasting import lasting_columns
from datasets.risk.linkage import Searched, how_many, link_each, link_together
from datasets.risk.public_table import SIZE_OFF_BY, RawColumn, raw_column, seen
from datasets.risk.sightings import Sightings, draw_sightings

WITHIN_HOURS = (1.0, 24.0, 72.0)
LEAST_TRIED, LEAST_TRIED_TOGETHER = 200, 60
TRIED_PER_K, TRIED_TOGETHER_PER_K = 40, 32
"""With so many for each of k, a release in which the right one is found half as often as the limit of 1/k allows has
its upper bound below that limit."""

VISITS = 3

Tables = tuple[Searched, Searched]
"""The raw table, then the release."""


@dataclass(frozen=True)
class Side:
    """A table, and its rows by class: alike in all quasi-identifiers."""

    coded: Coded
    entities: IntArray
    rows: Placed
    lasting: list[str]

    @cached_property
    def first_rows(self) -> IntArray:
        """One row of each class."""
        first = np.empty(len(self.rows), dtype=np.int64)
        first[self.rows.codes[::-1]] = np.arange(len(self.rows.codes))[::-1]
        return first


@dataclass(frozen=True)
class Stage:
    """Both tables, the raw quasi-identifiers, and what was seen of them."""

    case: RiskCase
    before: Side
    after: Side
    raw: Sequence[RawColumn]
    sightings: Sightings
    rng: np.random.Generator

    def view(self, column: RawColumn, *, within: float | None) -> FloatArray:
        return seen(column, self.sightings.rows, off_by_hours=within or 0.0, rng=self.rng)


def play(case: RiskCase, *, before: Coded, after: Coded, classes: tuple[IntArray, IntArray]) -> dict[str, Any] | None:
    """The part `linkage` of the report; `classes` number the rows of both tables by class. None where nobody outside
    knows a column, or there is nothing to look at."""
    if not case.known or not len(after):
        return None
    stage = _stage(case, before=before, after=after, classes=classes)
    is_timed = any(column.kind == "time" for column in stage.raw)
    precisions: tuple[float | None, ...] = WITHIN_HOURS if is_timed else (None,)
    sharp = _tables(stage, within=precisions[0])
    tables = [sharp, *(_less_sharp(stage, sharp, within=within) for within in precisions[1:])]
    with ThreadPoolExecutor(max_workers=1) as beside:
        several = beside.submit(_several, stage, sharp, within=precisions[0])
        together = beside.submit(_together, stage)
        attacks = [_one(stage, pair, within=within) for pair, within in zip(tables, precisions, strict=True)]
    return {
        "sizes_off_by": SIZE_OFF_BY,
        "attacks": attacks,
        "several": several.result(),
        "together": together.result(),
    }


def _stage(case: RiskCase, *, before: Coded, after: Coded, classes: tuple[IntArray, IntArray]) -> Stage:
    rng = np.random.default_rng(case.seed)

    def side(coded: Coded, entities: IntArray, numbers: IntArray) -> Side:
        lasting = lasting_columns(coded.table[case.published], entities=entities, rng=rng)
        return Side(coded, entities, Placed(numbers), lasting)

    return Stage(
        case=case,
        before=side(before, case.entities, classes[0]),
        after=side(after, case.kept_entities, classes[1]),
        raw=[raw_column(case.before[name], codes=before.of(name)) for name in case.known],
        sightings=draw_sightings(
            case.entities, most=max(LEAST_TRIED, TRIED_PER_K * case.recipe.protection.k), visits=VISITS, rng=rng
        ),
        rng=rng,
    )


def _tables(stage: Stage, *, within: float | None) -> Tables:
    before: list[Cover] = []
    after: list[Cover] = []
    for name, column in zip(stage.case.known, stage.raw, strict=True):
        view = stage.view(column, within=within)
        before.append(_cover(stage.before, name, column=column, raw=column.values, view=view))
        after.append(_cover(stage.after, name, column=column, raw=column.values[stage.case.kept], view=view))
    return (
        Searched(stage.before.entities, stage.before.rows, before),
        Searched(stage.after.entities, stage.after.rows, after),
    )


def _cover(side: Side, name: str, *, column: RawColumn, raw: FloatArray, view: FloatArray) -> Cover:
    published, first_rows = side.coded.of(name), side.first_rows
    if column.kind == "name":
        return Kinds(published, first_rows=first_rows, raw=raw, view=view)
    return Spans(published, first_rows=first_rows, raw=raw, grain=column.grain, view=view)


def _less_sharp(stage: Stage, tables: Tables, *, within: float | None) -> Tables:
    """The same for an onlooker who knows the times less well."""
    views = [stage.view(column, within=within) if column.kind == "time" else None for column in stage.raw]

    def looked_at(table: Searched) -> Searched:
        pairs = zip(table.covers, views, strict=True)
        covers = [cover if view is None else cover.seen_through(view) for cover, view in pairs]
        return Searched(table.entities, table.rows, covers)

    return looked_at(tables[0]), looked_at(tables[1])


def _one(stage: Stage, tables: Tables, *, within: float | None) -> dict[str, Any]:
    sightings = stage.sightings.firsts
    sightings = sightings[: how_many(tables, sightings)]
    targets = stage.sightings.targets[sightings]
    found = [link_each(table, sightings, targets=targets) for table in tables]
    return {"within_hours": within, **_shares(stage, found, targets=targets, population=stage.sightings.entities)}


def _several(stage: Stage, tables: Tables, *, within: float | None) -> dict[str, Any] | None:
    """As many sightings of one entity as it has, up to `VISITS`; None where every entity has one row."""
    for visits in range(VISITS, 1, -1):
        sightings = stage.sightings.several(visits)
        if len(sightings):
            break
    else:
        return None
    wanted = max(LEAST_TRIED_TOGETHER, TRIED_TOGETHER_PER_K * stage.case.recipe.protection.k)
    sightings = sightings[: min(wanted, how_many(tables, sightings.ravel()))]
    targets = stage.sightings.targets[sightings[:, 0]]
    found = [
        link_together(table, sightings, targets=targets, groups=side.coded.together(side.lasting))
        for table, side in zip(tables, (stage.before, stage.after), strict=True)
    ]
    population = int((counts_of(stage.case.entities) >= visits).sum())
    shares = _shares(stage, found, targets=targets, population=population)
    return {"rows": visits, "within_hours": within, **shares}


def _together(stage: Stage) -> dict[str, Any] | None:
    """Without looking outside: of a row of an entity that has several, another row is named that agrees with it in all
    lasting columns. How often it is of the same entity, against a row taken blindly."""
    found: dict[str, Any] = {}
    for name, side in (("before", stage.before), ("after", stage.after)):
        entities = side.entities
        own = counts_of(entities)[entities]
        groups = side.coded.together(side.lasting)
        both = joined(groups, entities)
        has_more = own > 1
        if not has_more.any():
            return None
        alike, alike_of_all = counts_of(both)[both] - 1, counts_of(groups)[groups] - 1
        shares = alike / np.maximum(1, alike_of_all)
        found[name] = {
            "share": float(shares[has_more].mean()),
            "chance": float(((own - 1) / (len(entities) - 1))[has_more].mean()),
            "joined_by": side.lasting,
        }
    return found


def _shares(stage: Stage, found: Sequence[FloatArray], *, targets: IntArray, population: int) -> dict[str, Any]:
    """Shares of entities linked before and after, and by naming the owner of any row of the release."""
    rows_of = np.bincount(stage.case.kept_entities, minlength=int(stage.case.entities.max()) + 1)
    before, after = (share_of(float(share.mean()), tested=len(share), population=population) for share in found)
    chance = float(rows_of[targets].mean() / len(stage.case.after))
    return {"before": before.as_dict(), "after": after.as_dict(), "chance": chance}
