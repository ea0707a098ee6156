"""Counts the shapes of all texts of a column while they go by: numbers, times, words, nothing, or any other text."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from datasets.reading.masks import first_bytes, masks_of
from datasets.reading.numbers import Written, is_padded, written
from datasets.reading.times import DAY_FIRST, EARLIEST, LATEST, MONTH_FIRST, Instants, Layout, instants, layout_of
from datasets.reading.words import NOTHING, PAIR, WORDS, known_words

LONGEST = 40  # bytes of a number or a time
EXAMPLES = 3
STARTS = np.isin(np.arange(256), list(b"0123456789+-."))

Places = npt.NDArray[np.int64]
Kind = Literal["nothing", "word", "number", "time", "text"]


@dataclass(frozen=True)
class Timed:
    """`orders` in which day and month may be read where they would give different days; none where all give one."""

    template: str
    orders: frozenset[str]
    is_zoned: bool


@dataclass(frozen=True)
class Shape:
    """Eight digits may be a `number` and `timed`. `word` is the yes and no to which a word belongs."""

    kind: Kind
    number: Written | None = None
    timed: Timed | None = None
    word: str = ""


@dataclass(frozen=True)
class Cell:
    """`row` is the line of the file."""

    row: int
    value: str


EMPTY, NULL_WORD = Shape("nothing"), Shape("nothing", word="null")
TEXT, PADDED = Shape("text"), Shape("text", word="0")


class Tally:
    """`counts` is how many texts of each shape there were, `cells` the first few of each (but for empty ones)."""

    def __init__(self) -> None:
        self.counts: Counter[Shape] = Counter()
        self.cells: dict[Shape, list[Cell]] = {}

    def take(self, values: pa.StringArray, *, rows: Places) -> None:
        """Texts without spaces around them; an empty one is an empty cell. No nulls."""
        starts = first_bytes(values)
        lengths = np.diff(np.frombuffer(values.buffers()[1], np.int32)[values.offset : values.offset + len(values) + 1])
        is_formed = STARTS[starts] & (lengths <= LONGEST)
        self.counts[EMPTY] += int((lengths == 0).sum())
        found: dict[Shape, list[Places]] = {}
        for is_one, shapes_of in ((is_formed, _shapes_of_formed), (~is_formed & (lengths > 0), _shapes_of_words)):
            chosen = np.flatnonzero(is_one)
            for shape, places in shapes_of(values.take(pa.array(chosen))):
                found.setdefault(shape, []).append(chosen[places])
        for shape, parts in found.items():
            self._note(shape, parts, values, rows)

    def where(self, shapes: Iterable[Shape]) -> tuple[Cell, ...]:
        """The first cells of these shapes."""
        found = [cell for shape in shapes for cell in self.cells.get(shape, [])]
        return tuple(sorted(found, key=lambda cell: cell.row)[:EXAMPLES])

    def _note(self, shape: Shape, parts: list[Places], values: pa.StringArray, rows: Places) -> None:
        self.counts[shape] += sum(map(len, parts))
        kept = self.cells.setdefault(shape, [])
        first = np.sort(np.concatenate([places[:EXAMPLES] for places in parts]))
        for place in first[: EXAMPLES - len(kept)]:
            kept.append(Cell(int(rows[place]), values[int(place)].as_py()[:LONGEST]))


def _shapes_of_words(values: pa.StringArray) -> Iterator[tuple[Shape, Places]]:
    """And where in the values each of them stands."""
    if len(values) == 0:
        return
    known = known_words(values)
    codes = known.fill_null(-1).to_numpy()
    for code in np.unique(codes):
        word = WORDS[int(code)].as_py() if code >= 0 else ""
        shape = Shape("word", word=PAIR[word]) if word in PAIR else NULL_WORD if word in NOTHING else TEXT
        yield shape, np.flatnonzero(codes == code)


def _shapes_of_formed(values: pa.StringArray) -> Iterator[tuple[Shape, Places]]:
    if len(values) == 0:
        return
    masks = masks_of(values)
    codes = masks.indices.to_numpy()
    order = np.argsort(codes, kind="stable")
    borders = np.searchsorted(codes[order], np.arange(len(masks.dictionary) + 1))
    for mask, begin, end in zip(masks.dictionary.to_pylist(), borders[:-1], borders[1:], strict=True):
        places = order[begin:end]
        number, layout = written(mask), layout_of(mask)
        if mask in NOTHING:
            yield NULL_WORD, places
        elif layout is None:
            yield (Shape("number", number) if number else PADDED if is_padded(mask) else TEXT), places
        else:
            for timed, found in _timed(values.take(pa.array(places)), layout):
                kind: Kind = "number" if number else "time" if timed else "text"
                yield Shape(kind, number, timed), places[found]


def _timed(values: pa.StringArray, layout: Layout) -> Iterator[tuple[Timed | None, Places]]:
    """Texts of one mask, by how day and month can be told in them; None where they are no time at all."""
    first, *other = (instants(values, layout, order=order) for order in layout.orders)
    second = other[0] if other else first
    if layout.is_compact:
        first = second = _plausible(first)
    is_first, is_second = ~np.isnat(first), ~np.isnat(second)
    cases: dict[frozenset[str] | None, npt.NDArray[np.bool_]] = {
        None: ~is_first & ~is_second,
        frozenset(): is_first & is_second & (first == second),
        frozenset({DAY_FIRST}): is_first & ~is_second,
        frozenset({MONTH_FIRST}): is_second & ~is_first,
        frozenset({DAY_FIRST, MONTH_FIRST}): is_first & is_second & (first != second),
    }
    for orders, is_case in cases.items():
        if is_case.any():
            timed = None if orders is None else Timed(layout.template, orders, layout.is_zoned)
            yield timed, np.flatnonzero(is_case)


def _plausible(found: Instants) -> Instants:
    return np.where((found >= EARLIEST) & (found < LATEST), found, np.datetime64("NaT"))
