"""Turns the texts of a column into values of the type that was guessed for it."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datasets.reading.guess import EACH_BY_ITSELF, Guess
from datasets.reading.masks import masks_of
from datasets.reading.numbers import plain
from datasets.reading.times import DAY_FIRST, MONTH_FIRST, Instants, instants, layout_of
from datasets.reading.words import is_nothing, is_yes

TYPES = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.timestamp("us"),
    "time": pa.timestamp("us"),
    "text": pa.string(),
}


def typed(values: pa.StringArray, guess: Guess) -> pa.Array:
    """Of texts without spaces around them, each of which fits the guess; an empty one becomes null, and so do words for
    nothing where the column is numbers or times."""
    is_empty = is_nothing(values) if guess.has_null_words else pc.equal(pc.binary_length(values), 0)
    if guess.type == "text":
        return pc.if_else(is_empty, None, values)
    filled = values.filter(pc.invert(is_empty))
    found = _typed(filled, guess)
    if len(filled) == len(values):
        return found
    places = np.cumsum(~is_empty.to_numpy(zero_copy_only=False)) - 1
    return found.take(pa.array(places, mask=is_empty.to_numpy(zero_copy_only=False)))


def _typed(values: pa.StringArray, guess: Guess) -> pa.Array:
    if guess.type == "boolean":
        return is_yes(values)
    if guess.type in ("date", "time"):
        return pa.array(times(values, order=guess.order))
    return plain(values, way=guess.way, has_thousands=guess.has_thousands).cast(TYPES[guess.type])


def times(values: pa.StringArray, *, order: str) -> Instants:
    """In microseconds, each text by the layout of its mask."""
    masks = masks_of(values)
    codes = masks.indices.to_numpy()
    found = np.full(len(values), np.datetime64("NaT"), "M8[us]")
    for code, mask in enumerate(masks.dictionary.to_pylist()):
        layout = layout_of(mask)
        if layout is None:
            continue
        places = np.flatnonzero(codes == code)
        alike = values.take(pa.array(places))
        own = layout.orders[0] if len(layout.orders) == 1 else DAY_FIRST if order == EACH_BY_ITSELF else order
        found[places] = instants(alike, layout, order=own)
        if order == EACH_BY_ITSELF and len(layout.orders) > 1:
            found[places] = np.where(np.isnat(found[places]), instants(alike, layout, order=MONTH_FIRST), found[places])
    return found
