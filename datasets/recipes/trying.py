"""What a choice costs and what it buys: a recipe followed on a sample, and looked at before and after.

The sample has fewer rows to hide among than the whole, so k is lowered with it, down to 2: where it is a small part of
the whole, more is coarsened here than in the build, not less.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.anonymization.codes import classes_of, code, coded, distinct_within
from datasets.anonymization.ladders import ladder_of
from datasets.anonymization.recoding import DROPPED, Recoding
from datasets.recipes.association import aims_of, tells_of
from datasets.recipes.pictures import Picture, picture
from datasets.recipes.recipe import Recipe
from datasets.samples import Worked, recoded, treated_columns, work
from datasets.tables import Tables

SECRET = 20261120
"""Nothing of a trial is published: the same choice gives the same numbers."""
SMALLEST_K = 2

Codes = npt.NDArray[np.int64]
Levels = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Crowd:
    """How many stand alone with what somebody outside may know: shares of the rows and of the entities, and of the rows
    that share it with fewer than k."""

    rows: float
    entities: float
    below_k: float


@dataclass(frozen=True)
class ColumnTrial:
    """`detail` is the share that is left of what the raw column could tell (its entropy), `suppressed` the share of the
    cells that say nothing any more; `told` and `tells` how much it tells of the target by itself, before and after."""

    name: str
    is_known: bool
    detail: float
    suppressed: float
    told: float
    tells: float


@dataclass(frozen=True)
class Trial:
    """`rows` of the sample that the split uses; `k` as lowered for it. `raw` is the crowd of the raw values, `treated`
    that after what is done to each column, `published` after the recoding. Where more is left out than `allowed`, a
    build would refuse."""

    rows: int
    k: int
    raw: Crowd
    treated: Crowd
    published: Crowd
    left_out: float
    allowed: float
    columns: tuple[ColumnTrial, ...]
    picture: Picture | None

    @property
    def is_too_much(self) -> bool:
        return self.left_out > self.allowed

    @property
    def suppressed(self) -> float:
        """The mean over the known columns."""
        return _mean([one.suppressed for one in self.columns if one.is_known], nothing=0.0)

    @property
    def detail(self) -> float:
        """The mean over the known columns."""
        return _mean([one.detail for one in self.columns if one.is_known], nothing=1.0)


def try_recipe(tables: Tables, recipe: Recipe, *, share: float = 1.0, focus: str | None = None) -> Trial:
    """Follow the recipe on a sample that is this share of the whole; `focus` is the column whose picture is wanted.
    Raises the refusals of the rules, of the features and of the treatments, but not for what is left out."""
    k = lowered(recipe.protection.k, share=share)
    tried = replace(recipe, protection=replace(recipe.protection, k=k, drop_at_most=1.0))
    worked = work(tables, tried, secret=SECRET)
    treated = treated_columns(worked, tried, secret=SECRET)
    recoding = recoded(treated, worked, tried)
    published = _published(treated, recoding)
    known, kept = [one.name for one in tried.known], recoding.kept
    return Trial(
        rows=len(kept),
        k=k,
        raw=crowd(worked.columns[known], entities=worked.entities, k=k),
        treated=crowd(treated[known], entities=worked.entities, k=k),
        published=crowd(published[known], entities=worked.entities[kept], k=k),
        left_out=1 - float(kept.mean()),
        allowed=recipe.protection.drop_at_most,
        columns=tuple(_columns(tried, worked=worked, treated=treated, published=published, recoding=recoding)),
        picture=_pictured(worked, published, focus),
    )


def lowered(k: int, *, share: float) -> int:
    """Of k entities so many are in the sample."""
    return min(k, max(SMALLEST_K, round(k * share)))


def crowd(known: pd.DataFrame, *, entities: Codes, k: int) -> Crowd:
    """Nulls are values; of no column everybody is alike."""
    if not len(known):
        return Crowd(0.0, 0.0, 0.0)
    classes, whose = classes_of(known), coded(entities)
    together = distinct_within(classes.of, whose, number=classes.number)[classes.of]
    alone = together == 1
    return Crowd(
        rows=float(alone.mean()),
        entities=len(np.unique(whose.codes[alone])) / whose.span,
        below_k=float((together < k).mean()),
    )


def _published(treated: pd.DataFrame, recoding: Recoding) -> pd.DataFrame:
    """The kept rows, known columns as they are recoded."""
    known = recoding.published.set_axis(treated.index[recoding.kept])
    kept = treated[recoding.kept]
    return pd.DataFrame({name: known[name] if name in known else kept[name] for name in treated.columns})


def _columns(
    recipe: Recipe, *, worked: Worked, treated: pd.DataFrame, published: pd.DataFrame, recoding: Recoding
) -> Iterator[ColumnTrial]:
    aims, kept = aims_of(worked.target), recoding.kept
    places = {one.name: place for place, one in enumerate(recipe.known)}
    for one in recipe.columns:
        raw, name = worked.columns[one.name], one.name
        levels = recoding.levels[:, places[name]] if one.is_known else np.where(kept, 0, DROPPED)
        told = ladder_of(one, treated[name]).codes if one.is_known else (code(treated[name])[0],)
        yield ColumnTrial(
            name=name,
            is_known=one.is_known,
            detail=_detail([_entropy(codes) for codes in told], raw=_entropy(code(raw)[0]), levels=levels),
            suppressed=float((levels == len(told) - 1).mean()) if one.is_known else 0.0,
            told=tells_of(raw, aims),
            tells=tells_of(published[name], aims[kept]),
        )


def _pictured(worked: Worked, after: pd.DataFrame, focus: str | None) -> Picture | None:
    if focus is None or focus not in worked.columns:
        return None
    return picture(worked.columns[focus], after[focus], entities=worked.entities)


def _detail(entropies: list[float], *, raw: float, levels: Levels) -> float:
    """A cell at a level keeps the share of the raw entropy that the level has; rows left out keep nothing."""
    shares = np.minimum(np.array(entropies) / raw, 1.0) if raw > 0 else np.ones(len(entropies))
    return float(np.where(levels < 0, 0.0, shares[levels]).mean())


def _entropy(codes: Codes) -> float:
    """In bits."""
    shares = np.bincount(codes) / max(len(codes), 1)
    shares = shares[shares > 0]
    return float(-(shares * np.log2(shares)).sum())


def _mean(values: list[float], *, nothing: float) -> float:
    return sum(values) / len(values) if values else nothing
