"""What is done to a column before anything is made coarser: pseudonyms, relative times, caps, rounding, folding."""

import numpy as np
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

from datasets.anonymization.codes import BoolArray, Coded, FloatArray, IntArray, code, coded, distinct_within
from datasets.anonymization.pseudonyms import Pseudonyms
from datasets.anonymization.refusal import TreatmentUnfit
from datasets.anonymization.texts import texts_of
from datasets.recipes.recipe import OTHER, Column

MINUTE = np.timedelta64(1, "m")


def treat(
    column: Column, values: pd.Series, *, rows: pd.DataFrame, entities: IntArray | None, pseudonyms: Pseudonyms
) -> pd.Series:
    """What the recipe asks for, in this order: minutes since another time, caps, rounding, folding; or a pseudonym and
    nothing else. On the index of `values`, under the name of the column; null stays null.

    `rows` are the raw rows and `entities` the codes of whom each is (None: each of somebody else), both in the order
    of `values`. Numbers come as float64 (whole ones as int64 if none is empty), categories as text; a category of
    times that is to be coarsened stays as it is. Raises TreatmentUnfit.
    """
    named = values.rename(column.name)
    if column.pseudonym is not None:
        return pseudonyms.of(named, domain=column.pseudonym)
    if column.since is not None:
        named = pd.Series(_minutes(column, named, rows=rows), index=named.index, name=column.name)
    if column.type != "category":
        return _number(column, named)
    if column.coarsen == "time":
        return named
    return _category(column, named, entities=entities)


def _minutes(column: Column, values: pd.Series, *, rows: pd.DataFrame) -> FloatArray:
    if column.since not in rows.columns:
        raise TreatmentUnfit(f"“{column.name}” counts minutes since “{column.since}”: the extract has no such column.")
    begins = rows[column.since]
    for name, times in ((column.name, values), (column.since, begins)):
        if not is_datetime64_any_dtype(times):
            raise TreatmentUnfit(f"“{name}” holds no times, and minutes can be counted between times only.")
    minutes: FloatArray = (values.to_numpy("datetime64[ns]") - begins.to_numpy("datetime64[ns]")) / MINUTE
    return minutes


def _number(column: Column, values: pd.Series) -> pd.Series:
    if not is_numeric_dtype(values):
        raise TreatmentUnfit(f"“{column.name}” holds no numbers: make it a category.")
    numbers = np.clip(values.to_numpy(dtype=np.float64, na_value=np.nan), column.at_least, column.at_most)
    if column.round_to is not None:
        numbers = np.floor(numbers / column.round_to + 0.5) * column.round_to
    numbers = np.round(numbers, column.decimals)
    is_whole = column.type == "integer" and not np.isnan(numbers).any()
    return pd.Series(numbers.astype(np.int64) if is_whole else numbers, index=values.index, name=column.name)


def _category(column: Column, values: pd.Series, *, entities: IntArray | None) -> pd.Series:
    raw, distinct = code(values)
    written, texts = code(texts_of(distinct))
    codes = written[raw]
    if column.fold is not None:
        whose = Coded(np.arange(len(codes)), len(codes)) if entities is None else coded(entities)
        texts = texts.where(~_rare(codes, texts=texts, entities=whose, fewest=column.fold), OTHER)
    return pd.Series(texts.take(codes), index=values.index, name=column.name)


def _rare(codes: IntArray, *, texts: pd.Index, entities: Coded, fewest: int) -> BoolArray:
    """Which values become OTHER: those of fewer entities; and, so that OTHER is not rare itself, what is called so
    already, and one more if need be, the rarest of the rest (of several the first by its text)."""
    counts = distinct_within(codes, entities, number=len(texts))
    rare: BoolArray = (counts < fewest) & texts.notna()
    if not rare.any():
        return rare
    rare |= np.asarray(texts == OTHER)
    rest = np.flatnonzero(~rare & texts.notna())
    if len(np.unique(entities.codes[rare[codes]])) < fewest and len(rest):
        rare[rest[np.lexsort((texts[rest].argsort().argsort(), counts[rest]))[0]]] = True
    return rare
