"""Draws the samples of a challenge: train, gap, test; public and private part; ids and order that say nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.features import work_out
from datasets.recipe import Column, Recipe
from datasets.rules import require_gap, require_rows
from datasets.simulation import PORTS, Extract, simulate
from datasets.simulation.chance import stream

ID_LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowel, no digit: never a word, never read as a number
ID_LENGTH = 8

GROUPS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "call": lambda calls: pd.Series(np.arange(len(calls)), index=calls.index),
    "week": lambda calls: calls["eta"].dt.to_period("W").astype(str),
}


@dataclass(frozen=True)
class Samples:
    """`train` has ids, features and target; `test` ids and features; `truth` ids, target and part (public or
    private), in an order of its own; `sample` is a submission that would be taken."""

    recipe: Recipe
    train: pd.DataFrame
    test: pd.DataFrame
    truth: pd.DataFrame
    sample: pd.DataFrame


def draw_samples(recipe: Recipe, *, seed: int | None = None) -> Samples:
    """The same samples for the same recipe and seed. A seed of one's own replaces the one that is written in the
    recipe for all to read. Raises the refusals of the rules."""
    seed = recipe.source.seed if seed is None else seed
    source, split = recipe.source, recipe.split
    years = range(source.first_year, source.last_year + 1)
    extract = simulate(PORTS[source.port], years=years, seed=seed)
    rows = _published(extract, recipe=recipe)
    train = rows[_announced(extract, since=split.train_from, until=split.train_to)]
    test = rows[_announced(extract, since=split.test_from, until=split.test_to)]
    _require_sound(recipe, train=train, test=test)
    part = _parts(extract.port_calls.loc[test.index], recipe=recipe, rng=stream(seed, recipe.name, "parts"))
    for name in ("public", "private"):
        require_rows(name, rows=int((part == name).sum()))
    return _mixed(recipe, train=train, test=test.assign(part=part), rng=stream(seed, recipe.name, "ids"))


def _published(extract: Extract, *, recipe: Recipe) -> pd.DataFrame:
    """Features and target of every call; nothing else of the extract goes further."""
    columns = {column.name: _values(column, extract=extract) for column in recipe.columns}
    calls, target = extract.port_calls, recipe.target
    duration = calls[target.ends].to_numpy() - calls[target.begins].to_numpy()
    hours = np.round(duration / np.timedelta64(1, "h"), target.decimals)
    return pd.DataFrame({**columns, target.name: hours}, index=calls.index)


def _values(column: Column, *, extract: Extract) -> npt.NDArray[Any]:
    values = (
        extract.port_calls[column.raw].to_numpy()
        if column.raw is not None
        else work_out(str(column.feature), extract=extract, options=column.options)
    )
    if column.type == "category":
        return values
    if column.at_most is not None:
        values = np.minimum(values, column.at_most)
    if column.round_to is not None:
        values = np.round(values / column.round_to) * column.round_to
    return np.round(values).astype(np.int64) if column.type == "integer" else np.round(values, column.decimals)


def _announced(extract: Extract, *, since: date, until: date) -> pd.Series:
    announced = extract.port_calls["announced_at"]
    return (announced >= pd.Timestamp(since)) & (announced < pd.Timestamp(until))


def _require_sound(recipe: Recipe, *, train: pd.DataFrame, test: pd.DataFrame) -> None:
    require_rows("train", rows=len(train))
    require_rows("test", rows=len(test))
    gap = pd.Timestamp(recipe.split.test_from) - pd.Timestamp(recipe.split.train_to)
    longest = max(train[recipe.target.name].max(), test[recipe.target.name].max())
    require_gap(gap / pd.Timedelta(hours=1), longest_hours=float(longest))


def _parts(calls: pd.DataFrame, *, recipe: Recipe, rng: np.random.Generator) -> npt.NDArray[Any]:
    """Whole groups, in random order, are public until the share is reached."""
    group = GROUPS[recipe.split.group_by](calls)
    sizes = group.value_counts(sort=False).sort_index()
    order = rng.permutation(len(sizes))
    reached = np.cumsum(sizes.to_numpy()[order])
    public = sizes.index[order[reached <= recipe.split.public_share * len(calls)]]
    return np.where(group.isin(public), "public", "private")


def _mixed(recipe: Recipe, *, train: pd.DataFrame, test: pd.DataFrame, rng: np.random.Generator) -> Samples:
    ids = _row_ids(len(train) + len(test), rng=rng)
    target, features = recipe.target.name, [column.name for column in recipe.columns]
    train = train.assign(**{recipe.id: ids[: len(train)]})
    test = test.assign(**{recipe.id: ids[len(train) :]})
    train, test, truth = (_shuffled(table, rng=rng) for table in (train, test, test))
    quantiles = {name: round(float(train[target].quantile(at)), 1) for name, at in recipe.quantiles.items()}
    return Samples(
        recipe=recipe,
        train=train[[recipe.id, *features, target]],
        test=test[[recipe.id, *features]],
        truth=truth[[recipe.id, target, "part"]],
        sample=test[[recipe.id]].assign(**quantiles),
    )


def _shuffled(table: pd.DataFrame, *, rng: np.random.Generator) -> pd.DataFrame:
    return table.iloc[rng.permutation(len(table))].reset_index(drop=True)


def _row_ids(number: int, *, rng: np.random.Generator) -> list[str]:
    """Distinct, drawn without regard to the rows."""
    ids: dict[str, None] = {}
    while len(ids) < number:
        draws = rng.integers(0, len(ID_LETTERS), (number - len(ids), ID_LENGTH))
        ids.update(dict.fromkeys("".join(ID_LETTERS[letter] for letter in draw) for draw in draws))
    return list(ids)
