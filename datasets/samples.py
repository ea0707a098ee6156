"""Draws the samples of a challenge from raw tables: the recipe followed, ids and order that say nothing."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype

from datasets.anonymization.codes import code
from datasets.anonymization.dominance import dominated
from datasets.anonymization.ladders import Ladder, ladder_of
from datasets.anonymization.pseudonyms import Pseudonyms
from datasets.anonymization.recoding import Recoding, recode
from datasets.anonymization.treatments import treat
from datasets.features.catalogue import work_out
from datasets.features.values import HOUR, column, times
from datasets.recipes.recipe import SUPPRESSED, Answer, Column, Recipe, Target
from datasets.recipes.rules import require_no_bare_time
from datasets.rules import require_gap, require_rows
from datasets.sides import Sides
from datasets.simulation.chance import stream
from datasets.splitting import OUT, PRIVATE, PUBLIC, TRAIN, Parts, place
from datasets.tables import Tables

ID_LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowel, no digit: never a word, never read as a number
ID_LENGTH = 8

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Worked:
    """The rows of the parts before anything is treated: published columns in raw values, the target, the further
    answers, and of whom each row is. All on one RangeIndex; `raw` are the raw columns of the same rows."""

    raw: pd.DataFrame
    columns: pd.DataFrame
    target: pd.Series
    answers: pd.DataFrame
    parts: Parts
    entities: Codes


@dataclass(frozen=True)
class Samples:
    """`train` has ids, features, target and further answers; `test` ids and features; `truth` ids, all answers and
    the part (public or private), in an order of its own; `sample` is a submission that would be taken. `published` are
    the kept rows in the order of the worked ones, and `origin` gives the worked row of each id: both are for verifying,
    and never leave."""

    recipe: Recipe
    worked: Worked
    recoding: Recoding
    published: pd.DataFrame
    train: pd.DataFrame
    test: pd.DataFrame
    truth: pd.DataFrame
    sample: pd.DataFrame
    origin: "pd.Series[int]"

    @property
    def sides(self) -> Sides:
        return Sides(self.recipe, self.train, self.test, self.truth, self.sample)

    @property
    def entities(self) -> Mapping[str, int]:
        """Of whom the row with each id is."""
        return dict(zip(self.origin.index, self.worked.entities[self.origin].tolist(), strict=True))


def draw_samples(tables: Tables, recipe: Recipe, *, seed: int | None = None, parts: int | None = None) -> Samples:
    """The same samples for the same tables, recipe and seed; without a seed nobody can draw them again. `parts` is a
    seed for the draw of the parts alone. Raises the refusals of the rules, of the features and of the anonymization.
    """
    secret = secrets.randbits(256) if seed is None else seed
    worked = work(tables, recipe, secret=secret if parts is None else parts)
    treated = treated_columns(worked, recipe, secret=secret)
    recoding = recoded(treated, worked, recipe)
    published = _published(treated, recoding, recipe)
    return _mixed(recipe, worked=worked, recoding=recoding, published=published, secret=secret)


def work(tables: Tables, recipe: Recipe, *, secret: int) -> Worked:
    """Features, target and parts; rows in no part, and rows whose target is not known, stay out."""
    parts = place(tables.rows, split=recipe.split, rng=stream(secret, recipe.name, "parts"))
    target = _target(tables.rows, recipe.target)
    kept = np.flatnonzero((parts != OUT) & target.notna().to_numpy())
    columns = {one.name: _raw_values(one, tables=tables) for one in recipe.columns}
    raw = tables.rows.iloc[kept].reset_index(drop=True)
    worked = Worked(
        raw=raw,
        columns=pd.DataFrame(columns, index=tables.rows.index).iloc[kept].reset_index(drop=True),
        target=target.iloc[kept].reset_index(drop=True),
        answers=pd.DataFrame({one.name: _raw_answer(one, raw) for one in recipe.target.also}, index=raw.index),
        parts=parts[kept],
        entities=_entities(raw, recipe.protection.entities),
    )
    _require_sound(worked, recipe)
    return worked


def treated_columns(worked: Worked, recipe: Recipe, *, secret: int) -> pd.DataFrame:
    """Each published column at its finest. The key of the pseudonyms is drawn here and destroyed here."""
    pseudonyms = Pseudonyms(stream(secret, recipe.name, "pseudonyms").bytes(32))
    try:
        treated = {
            one.name: treat(
                one, worked.columns[one.name], rows=worked.raw, entities=worked.entities, pseudonyms=pseudonyms
            )
            for one in recipe.columns
        }
    finally:
        pseudonyms.destroy()
    shown = {
        one.name: _without_dominated(one, treated[one.name], worked=worked, recipe=recipe) for one in recipe.columns
    }
    return pd.DataFrame(shown, index=worked.columns.index)


def _without_dominated(one: Column, values: pd.Series, *, worked: Worked, recipe: Recipe) -> pd.Series:
    """Categories behind which fewer than three firms stand, or one with most of the rows, are suppressed where the
    recipe names the firms."""
    name = recipe.protection.enterprises
    if name is None or one.type != "category" or one.pseudonym is not None:
        return values
    few = dominated(values, enterprises=code(column(worked.raw, name))[0])
    return values.where(~values.isin(few), SUPPRESSED)


def recoded(treated: pd.DataFrame, worked: Worked, recipe: Recipe) -> Recoding:
    """The promise holds in train and in test by themselves: whoever knows when somebody came, or that a firm is in the
    test, knows the file."""
    promise = recipe.protection
    return recode(
        [*(ladder_of(one, treated[one.name]) for one in recipe.known), _file_of(worked.parts)],
        entities=worked.entities,
        sensitive={one.name: code(treated[one.name])[0] for one in recipe.sensitive},
        k=promise.k,
        l=promise.l,
        drop_at_most=promise.drop_at_most,
    )


def _file_of(parts: Parts) -> Ladder:
    """A ladder of one level: in which file a row is cannot be made coarser."""
    codes = (parts != TRAIN).astype(np.int64)
    return Ladder("", ("file",), (codes,), (pd.Index(["train", "test"]),))


def _published(treated: pd.DataFrame, recoding: Recoding, recipe: Recipe) -> pd.DataFrame:
    """The kept rows, on the index of the worked rows."""
    kept = treated[recoding.kept]
    known = recoding.published.set_axis(kept.index)
    columns = {one.name: known[one.name] if one.is_known else kept[one.name] for one in recipe.columns}
    return pd.DataFrame({name: _typed(values, recipe) for name, values in columns.items()}, index=kept.index)


def _typed(values: pd.Series, recipe: Recipe) -> pd.Series:
    told = next(one for one in recipe.columns if one.name == values.name)
    if told.type == "category":
        return values.astype("str")
    return _number(values, kind=told.type, decimals=told.decimals)


def _number(values: pd.Series, *, kind: str, decimals: int) -> pd.Series:
    """Whole numbers stay whole, empty ones stay empty."""
    numbers = values.astype(float)
    if kind != "integer":
        return numbers.round(decimals)
    whole = numbers.round()
    return whole.astype("Int64") if whole.isna().any() else whole.astype("int64")


def _raw_values(one: Column, *, tables: Tables) -> Any:
    if one.raw is not None:
        values = column(tables.rows, one.raw)
        require_no_bare_time(one, is_time=is_datetime64_any_dtype(values))
        return values
    return work_out(str(one.feature), tables=tables, options=one.options)


def _target(rows: pd.DataFrame, target: Target) -> pd.Series:
    if target.raw is None:
        hours = (times(rows, str(target.ends)) - times(rows, str(target.begins))) / HOUR
        return pd.Series(np.round(hours, target.decimals), index=rows.index)
    return _answered(rows, target.raw, kind=target.type, decimals=target.decimals)


def _raw_answer(answer: Answer, rows: pd.DataFrame) -> pd.Series:
    return _answered(rows, answer.raw, kind=answer.type, decimals=answer.decimals)


def _answered(rows: pd.DataFrame, name: str, *, kind: str, decimals: int) -> pd.Series:
    values = column(rows, name)
    return values.astype("str") if kind == "category" else _number(values, kind=kind, decimals=decimals)


def _entities(raw: pd.DataFrame, name: str | None) -> Codes:
    """Of whom each row is; rows that do not say are all of one, which is the careful reading."""
    if name is None:
        return np.arange(len(raw), dtype=np.int64)
    return code(column(raw, name))[0]


def _require_sound(worked: Worked, recipe: Recipe) -> None:
    for part in (TRAIN, PUBLIC, PRIVATE):
        require_rows(part, rows=int((worked.parts == part).sum()))
    gap = recipe.split.gap_hours
    if gap is not None and recipe.target.begins is not None:
        require_gap(gap, longest_hours=float(worked.target[worked.parts == TRAIN].max()))


def _mixed(recipe: Recipe, *, worked: Worked, recoding: Recoding, published: pd.DataFrame, secret: int) -> Samples:
    """Ids and order come from streams of their own: nothing that is seen of one tells of the other."""
    parts, target = worked.parts[recoding.kept], worked.target[recoding.kept]
    ids = _row_ids(len(published), rng=stream(secret, recipe.name, "ids"))
    rows = published.copy()
    rows[recipe.id], rows[recipe.target.name], rows["part"] = ids, target, parts
    for answer in recipe.target.also:
        rows[answer.name] = worked.answers.loc[recoding.kept, answer.name]
    rng = stream(secret, recipe.name, "order")
    is_train = parts == TRAIN
    train, test, truth = (_shuffled(table, rng=rng) for table in (rows[is_train], rows[~is_train], rows[~is_train]))
    features = [one.name for one in recipe.columns]
    answers = recipe.target.answers
    return Samples(
        recipe=recipe,
        worked=worked,
        recoding=recoding,
        published=published,
        train=train[[recipe.id, *features, *answers]],
        test=test[[recipe.id, *features]],
        truth=truth[[recipe.id, *answers, "part"]],
        sample=_sample(recipe, test=test, answers=train[[*answers]]),
        origin=pd.Series(np.flatnonzero(recoding.kept), index=ids),
    )


def _sample(recipe: Recipe, *, test: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """One answer for all rows, in each column of the sample submission: of the answer of its name, or else of the
    target."""
    sample = test[[recipe.id]].copy()
    for name, told in recipe.sample.items():
        sample[name] = _answer(told, answers[name if name in answers else recipe.target.name])
    return sample


def _answer(told: float | str | Mapping[str, float], target: pd.Series) -> Any:
    if isinstance(told, Mapping):
        return round(float((target > told["above"]).mean()), 4)
    if told == "most":
        return target.mode().iloc[0]
    return round(float(target.mean() if told == "mean" else target.quantile(float(told))), 1)


def _shuffled(table: pd.DataFrame, *, rng: np.random.Generator) -> pd.DataFrame:
    return table.iloc[rng.permutation(len(table))].reset_index(drop=True)


def _row_ids(number: int, *, rng: np.random.Generator) -> list[str]:
    """Distinct, drawn without regard to the rows."""
    letters = np.array(list(ID_LETTERS))
    ids: dict[str, None] = {}
    while len(ids) < number:
        draws = letters[rng.integers(0, len(letters), (number - len(ids), ID_LENGTH))]
        ids.update(dict.fromkeys(draws.view(f"<U{ID_LENGTH}").ravel().tolist()))
    return list(ids)
