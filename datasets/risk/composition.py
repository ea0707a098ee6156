"""When a second release may hold rows that an earlier one holds: rule 6 of the ledger.

Two releases of the same rows, each k-anonymous by itself, can be laid over one another: a row that hides among five in
the first and among five others in the second is alone in both together. Therefore the same rows are published again
only by the same recipe, or by one that says no more; otherwise the rows must be others (Ganta, Kasiviswanathan and
Smith, Composition attacks and auxiliary information in data privacy, 2008).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from datasets.recipes.recipe import Column, Protection, Recipe, Target
from datasets.rules import DataRefusal

Marks = npt.NDArray[np.uint64]
NOTHING: Marks = np.zeros(0, dtype=np.uint64)

MISSING = np.uint64(0x7FF8DEAD00000000)
"""Bits that no number has, for what is missing."""

PLAIN_NUMBER = r"^[+-]?[0-9]{1,15}(?:[.,][0-9]{1,30})?$"
LONGEST_EXACT = 10**15
"""Whole numbers from here on may be inexact as floats, and are marked as texts."""


class RowsReleasedBefore(DataRefusal):
    """Rows of an earlier release would come out again, and the new recipe says more of them. `details` has the name of
    the release, the number of shared rows and the reasons."""

    code = "rows_released_before"

    def __init__(self, release: str, *, shared: int, reasons: tuple[str, ...]) -> None:
        self.details: Mapping[str, object] = {"release": release, "shared": shared, "reasons": list(reasons)}
        super().__init__(
            f"{shared:,} of these rows were published in “{release}”; laid over it, this release would say more of "
            f"them. {' '.join(reasons)} Keep to the recipe of “{release}” or make it coarser, or take other rows."
        )


class LabelsToldBefore(DataRefusal):
    """Rows whose answers an earlier release hides would be in the training, answers and all. `details` has the name of
    the release and the number of rows."""

    code = "labels_told_before"

    def __init__(self, release: str, *, shared: int) -> None:
        self.details: Mapping[str, object] = {"release": release, "shared": shared}
        super().__init__(
            f"{shared:,} rows whose answers “{release}” hides would be in the training with their answers: split by the"
            " same time or the same groups as there, or take other rows."
        )


@dataclass(frozen=True)
class Released:
    """An earlier release: its name, the marks of the raw rows in it, its recipe, and the marks of those rows whose
    answers it hides."""

    name: str
    marks: Marks
    recipe: Recipe
    hidden: Marks = field(default_factory=lambda: NOTHING)


def require_composable(marks: Marks, recipe: Recipe, earlier: Sequence[Released]) -> None:
    """Raises RowsReleasedBefore for the first release that shares a row and of which the recipe says more."""
    for release in earlier:
        shared = int(np.isin(marks, release.marks).sum())
        reasons = says_more(recipe, than=release.recipe) if shared else ()
        if reasons:
            raise RowsReleasedBefore(release.name, shared=shared, reasons=reasons)


def require_untold(learnt: Marks, earlier: Sequence[Released]) -> None:
    """`learnt` are the marks of the training rows. Raises LabelsToldBefore for the first release that hides the answer
    of one."""
    for release in earlier:
        if shared := int(np.isin(learnt, release.hidden).sum()):
            raise LabelsToldBefore(release.name, shared=shared)


def row_marks(rows: pd.DataFrame, *, key: bytes) -> Marks:
    """64 bits for each raw row, by which the vault knows it again in another extract.

    Equal rows have equal marks whatever the order of rows and columns, the index, and the form of numbers (12, 12.0,
    “12,0” and “0012” are one), of texts (spaces around, Unicode composition) and of what is missing. A row with one
    more column or a corrected value is another row: give the columns that say whose row it is and of when, not all.

    A mark is SipHash-2-4 of the row under 128 bits of the key (Aumasson and Bernstein, SipHash: a fast short-input PRF,
    2012), so without the key it cannot be told from a random number, and no guess of a row can be tried on it: nothing
    can be read from it. Who has the key can try guesses of whole rows: key and marks stay in the vault. That any of a
    million rows has the mark of another of a million has probability 5e-8.
    """
    columns = [_bits(rows[name]) for name in sorted(rows.columns)]
    if not columns or not len(rows):
        return np.zeros(len(rows), dtype=np.uint64)
    table = np.column_stack(columns)
    records = table.view(np.dtype((np.void, table.shape[1] * table.itemsize))).ravel().astype(object)
    secret = blake2b(key, digest_size=16).digest().decode("latin-1")
    return pd.util.hash_array(records, encoding="latin-1", hash_key=secret, categorize=False)


def _bits(column: pd.Series) -> Marks:
    """64 bits for each value, equal for what means the same."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        of_categories = _bits(pd.Series(column.cat.categories))
        return np.append(of_categories, MISSING)[column.cat.codes]
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        moments = column.to_numpy(dtype="datetime64[us]")
        return np.where(np.isnat(moments), MISSING, moments.view(np.uint64))
    if pd.api.types.is_numeric_dtype(column.dtype):
        return _bits_of_numbers(column)
    texts = column if isinstance(column.dtype, pd.StringDtype) else column.map(_text, na_action="ignore")
    codes, distinct = pd.factorize(texts)
    return np.append(_bits_of_texts(pa.array(distinct, type=pa.large_string())), MISSING)[codes]


def _text(value: object) -> str:
    return np.format_float_positional(value, trim="-") if isinstance(value, float | np.floating) else str(value)


def _bits_of_numbers(column: pd.Series) -> Marks:
    numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    bits = np.where(np.isnan(numbers), MISSING, (numbers + 0.0).view(np.uint64))
    large = np.isfinite(numbers) & (np.abs(numbers) >= LONGEST_EXACT)
    if large.any():
        bits[large] = _bits_of_texts(pa.array([str(int(number)) for number in column[large]], type=pa.large_string()))
    return bits


def _bits_of_texts(texts: pa.LargeStringArray) -> Marks:
    """Texts that are plain numbers as the numbers they are; empty ones as missing."""
    texts = pc.utf8_normalize(pc.utf8_trim_whitespace(texts), form="NFC")
    are_numbers = pc.match_substring_regex(texts, PLAIN_NUMBER).to_numpy(zero_copy_only=False)
    bits = pd.util.hash_array(texts.to_numpy(zero_copy_only=False).astype(object), categorize=False)
    bits[pc.equal(texts, "").to_numpy(zero_copy_only=False)] = MISSING
    plain = pc.replace_substring(texts.filter(pa.array(are_numbers)), ",", ".")
    numbers = pc.utf8_ltrim(plain, characters="+").cast(pa.float64()).to_numpy()
    bits[are_numbers] = (numbers + 0.0).view(np.uint64)
    return bits


def says_more(new: Recipe, *, than: Recipe) -> tuple[str, ...]:
    """Why the new recipe may say more of a row than the old one; empty if it is the same or coarser.

    This compares what the recipes allow, column by column, and what they promise. Local recoding may still give one
    row a finer value in one column and a coarser one in another where k or a ladder changed: recipes that differ in
    what is known should be few.
    """
    olds = {column.name: column for column in than.columns}
    reasons = [*_of_protection(new.protection, than.protection), *_of_order(new, than)]
    for column in new.columns:
        if column.name in olds:
            reasons += _of_column(column, olds[column.name])
        else:
            reasons.append(f"“{column.name}” was not published.")
    if _origin(new.target) != _origin(than.target) or new.target.decimals > than.target.decimals:
        reasons.append("The target is another one, or has more decimals.")
    if new.target.also != than.target.also:
        reasons.append("The further answers are others.")
    if new.split != than.split:
        reasons.append("The split is another one: the training would tell hidden labels of the earlier test.")
    return tuple(reasons)


def _of_protection(new: Protection, old: Protection) -> Iterator[str]:
    if new.k < old.k:
        yield f"k is {new.k} and was {old.k}."
    if new.l < old.l:
        yield f"l is {new.l} and was {old.l}."
    if old.entities not in (None, new.entities):
        yield f"k no longer counts distinct values of “{old.entities}”."
    if old.enterprises not in (None, new.enterprises):
        yield f"The rule of dominance no longer looks at “{old.enterprises}”."


def _of_order(new: Recipe, old: Recipe) -> Iterator[str]:
    """Recoding keeps the detail of the most important columns: in another order it keeps other details."""
    names = [column.name for column in new.known]
    was = [column.name for column in old.known]
    if [name for name in names if name in was] != [name for name in was if name in names]:
        yield "The order of importance is another one."


def _of_column(new: Column, old: Column) -> Iterator[str]:
    name = f"“{new.name}”"
    if (_origin(new), new.since, new.type) != (_origin(old), old.since, old.type):
        yield f"{name} is made of something else."
    if new.pseudonym != old.pseudonym:
        yield f"{name} has another domain of pseudonyms."
    if old.is_known and not new.is_known:
        yield f"{name} is no longer taken for known."
    if old.is_sensitive and not new.is_sensitive:
        yield f"{name} is no longer taken for sensitive."
    if old.is_known and not _is_coarser_ladder(new, old):
        yield f"{name} is coarsened by other levels."
    if not _is_coarser_treatment(new, old):
        yield f"{name} is rounded, cut or folded less."


def _origin(made: Column | Target) -> tuple[object, ...]:
    if isinstance(made, Target):
        return made.raw, made.begins, made.ends
    return made.raw, made.feature, dict(made.options)


def _is_coarser_ladder(new: Column, old: Column) -> bool:
    """The same levels, or the same without the finest ones."""
    if new.coarsen != old.coarsen:
        return False
    if isinstance(new.levels, tuple) and isinstance(old.levels, tuple):
        return bool(new.levels) == bool(old.levels) and new.levels == old.levels[len(old.levels) - len(new.levels) :]
    return new.levels == old.levels


def _is_coarser_treatment(new: Column, old: Column) -> bool:
    return (
        _is_at_least(new.fold, old.fold)
        and _is_at_least(new.at_least, old.at_least)
        and (old.at_most is None or (new.at_most is not None and new.at_most <= old.at_most))
        and (old.round_to is None or (new.round_to is not None and _is_multiple(new.round_to, of=old.round_to)))
        and new.decimals <= old.decimals
    )


def _is_at_least(new: float | None, old: float | None) -> bool:
    return old is None or (new is not None and new >= old)


def _is_multiple(number: float, *, of: float) -> bool:
    times = number / of
    return times >= 1 - 1e-9 and abs(times - round(times)) < 1e-9
