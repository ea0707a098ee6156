"""Decides what each column holds from the tally of all its texts, and notes what fits that only nearly."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from datasets.reading.numbers import DECIMAL, PATTERNS, Written
from datasets.reading.numbers import form as number_form
from datasets.reading.tally import EMPTY, NULL_WORD, PADDED, Cell, Shape, Tally, Timed
from datasets.reading.times import DAY_FIRST, MONTH_FIRST, YEAR_FIRST
from datasets.reading.times import form as time_form

MOSTLY = 0.9
"""From this share on, the cells that do not fit are the odd ones, and a person is told of them."""

IDENTIFIER = re.compile(
    r"(?:^|[^a-z])(?:ids?|n|no|nr|nos|num|numero|number|code|ref|reference|key|cle|hs|sh|imo|mmsi|ice)(?:[^a-z]|$|\d)"
)
EACH_BY_ITSELF = "each by itself"
Type = Literal["integer", "number", "boolean", "date", "time", "text", "category"]
Reason = Literal[
    "not_numbers",
    "not_times",
    "leading_zeros",
    "null_words",
    "mixed_times",
    "day_or_month",
    "read_as_decimals",
    "decimals_or_thousands",
]


@dataclass(frozen=True)
class Doubt:
    """`count` of the column's `total` filled cells are not as the others, or can be read in two ways; `cells` are the
    first of them.

    The column stays text: not_numbers, not_times (these cells are none, nearly all others are), leading_zeros (they
    have some, as codes do), decimals_or_thousands (`1.234`, where other columns have decimal commas; or the reverse).
    They were read: null_words (as nothing), read_as_decimals (`1.234`, nothing in the file says otherwise),
    day_or_month (the day first, though no cell shows that), mixed_times (in the rarer forms of the column)."""

    code: Reason
    count: int
    total: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Guess:
    """`way` says how numbers are read, `order` how day and month of times are; `form` shows people how such a cell
    looks. `has_thousands` and `has_null_words` say what must be taken out of the cells first."""

    type: Type
    form: str = ""
    way: str = ""
    order: str = ""
    has_thousands: bool = False
    has_null_words: bool = False
    doubts: tuple[Doubt, ...] = field(default=())


def guesses(names: Sequence[str], tallies: Sequence[Tally]) -> list[Guess]:
    """Of all columns together: where others have decimal commas, a column that is all like `1.234` may have thousands
    and more, and stays text."""
    found = [guess(tally, name=name) for name, tally in zip(names, tallies, strict=True)]
    signs = decimals(found)
    return [_kept_as_text(one) if _has_two_ways(one) and signs - {DECIMAL[one.way]} else one for one in found]


def decimals(found: Iterable[Guess]) -> set[str]:
    """The decimal signs of the columns where there is no doubt."""
    return {DECIMAL[one.way] for one in found if one.type == "number" and not _has_two_ways(one)}


def guess(tally: Tally, *, name: str = "") -> Guess:
    """Of one column by itself: numbers, times or a yes and no where all its filled cells are, else text. That times are
    dates, and texts categories, is known only when all of them are read."""
    shapes = [shape for shape in tally.counts if shape.kind != "nothing" and tally.counts[shape]]
    if not shapes:
        return Guess("text")
    are_numbers = all(shape.number for shape in shapes)
    are_times = all(shape.timed for shape in shapes) and not (are_numbers and _names_identifier(name))
    found = (_times(tally, shapes) if are_times else None) or (_numbers(tally, shapes) if are_numbers else None)
    return found or _yes_no(tally, shapes) or Guess("text", doubts=tuple(_misfits(tally, shapes)))


def odd_times(tally: Tally) -> tuple[Cell, ...]:
    """Of a column that should be times, the first cells that are not empty and not times as the others."""
    timed = [shape for shape in tally.counts if shape.timed]
    fit = timed if guess(tally).type == "time" else _most_times(tally, timed)
    return tally.where(shape for shape in tally.counts if shape not in fit and shape != EMPTY)


def _has_two_ways(found: Guess) -> bool:
    return any(doubt.code == "read_as_decimals" for doubt in found.doubts)


def _kept_as_text(found: Guess) -> Guess:
    doubt = next(doubt for doubt in found.doubts if doubt.code == "read_as_decimals")
    return Guess("text", doubts=(replace(doubt, code="decimals_or_thousands"),))


def _names_identifier(name: str) -> bool:
    words = re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower().replace("é", "e").replace("°", "o ")
    return bool(IDENTIFIER.search(words))


def _numbers(tally: Tally, shapes: Sequence[Shape]) -> Guess | None:
    """None where no way to write numbers fits all."""
    found: list[Written] = [shape.number for shape in shapes if shape.number]
    ways = frozenset.intersection(*(one.ways for one in found))
    way = next((way for way in PATTERNS if way in ways), None)
    if way is None:
        return None
    is_whole = all(way in one.whole for one in found)
    open_ones = [shape for shape in shapes if shape.number and shape.number.is_ambiguous]
    doubts = _nulls(tally)
    if open_ones and len({DECIMAL[way] for way in ways}) > 1:
        doubts.append(_doubt("read_as_decimals", tally, open_ones))
    has_thousands = any(one.is_cut for one in found)
    return Guess(
        "integer" if is_whole else "number",
        form=number_form(way, is_whole=is_whole, has_thousands=has_thousands),
        way=way,
        has_thousands=has_thousands,
        has_null_words=bool(tally.counts[NULL_WORD]),
        doubts=tuple(doubts),
    )


def _times(tally: Tally, shapes: Sequence[Shape]) -> Guess | None:
    """The day comes first unless that is impossible; None where one order does not fit all, and some cells could be
    read in either, or where only some have a zone."""
    found: list[Timed] = [shape.timed for shape in shapes if shape.timed]
    order = _order(found)
    if order is None or len({one.is_zoned for one in found}) > 1:
        return None
    forms = _forms(tally, shapes, order=order)
    doubts = _nulls(tally)
    if len(forms) > 1:
        rarer = [shape for shape in shapes if shape.timed and _form(shape.timed, order) != forms[0]]
        doubts.append(_doubt("mixed_times", tally, rarer))
    open_ones = [shape for shape in shapes if shape.timed and len(shape.timed.orders) > 1]
    if open_ones and not any(len(one.orders) == 1 for one in found):
        doubts.append(_doubt("day_or_month", tally, open_ones))
    return Guess(
        "time",
        form=", ".join(forms),
        order=order,
        has_null_words=bool(tally.counts[NULL_WORD]),
        doubts=tuple(doubts),
    )


def _yes_no(tally: Tally, shapes: Sequence[Shape]) -> Guess | None:
    """None where they are not all words of one pair."""
    pair = shapes[0].word
    is_pair = all(shape.kind == "word" and shape.word == pair for shape in shapes)
    return Guess("boolean", form=pair) if is_pair and not tally.counts[NULL_WORD] else None


def _order(found: Iterable[Timed]) -> str | None:
    orders = {one.orders for one in found if one.orders}
    needed = {order for one in orders if len(one) == 1 for order in one}
    if len(needed) < 2:
        return needed.pop() if needed else DAY_FIRST
    return None if len(orders) > 2 else EACH_BY_ITSELF


def _forms(tally: Tally, shapes: Iterable[Shape], *, order: str) -> list[str]:
    """The most usual first."""
    counts: dict[str, int] = {}
    for shape in shapes:
        if shape.timed:
            form = _form(shape.timed, order)
            counts[form] = counts.get(form, 0) + tally.counts[shape]
    return sorted(counts, key=lambda form: -counts[form])


def _form(timed: Timed, order: str) -> str:
    own = next(iter(timed.orders), DAY_FIRST) if order == EACH_BY_ITSELF else order
    return time_form(timed.template, YEAR_FIRST if timed.template.startswith("yyyy") else own)


def _nulls(tally: Tally) -> list[Doubt]:
    return [_doubt("null_words", tally, [NULL_WORD])] if tally.counts[NULL_WORD] else []


def _misfits(tally: Tally, shapes: Sequence[Shape]) -> list[Doubt]:
    """Why a column that looks like numbers or times is text: the cells that are not as most are."""
    numbers = max((_numbers_of(shapes, way) for way in PATTERNS), key=lambda fit: _count(tally, fit))
    times = _most_times(tally, shapes)
    enough = max(1, MOSTLY * _count(tally, shapes))
    if tally.counts[PADDED] and _count(tally, [*numbers, PADDED]) >= enough:
        return [_doubt("leading_zeros", tally, [PADDED])]
    cases: tuple[tuple[Reason, list[Shape]], ...] = (("not_numbers", numbers), ("not_times", times))
    for code, fit in cases:
        if _count(tally, fit) >= enough:
            return [_doubt(code, tally, [shape for shape in shapes if shape not in fit])]
    return []


def _most_times(tally: Tally, shapes: Iterable[Shape]) -> list[Shape]:
    """The shapes of the most cells that are times in the same order, and have a zone or have none."""
    orders = [(order, is_zoned) for order in (DAY_FIRST, MONTH_FIRST) for is_zoned in (False, True)]
    return max((_times_of(shapes, *how) for how in orders), key=lambda fit: _count(tally, fit))


def _numbers_of(shapes: Iterable[Shape], way: str) -> list[Shape]:
    return [shape for shape in shapes if shape.number and way in shape.number.ways]


def _times_of(shapes: Iterable[Shape], order: str, is_zoned: bool) -> list[Shape]:
    return [
        shape
        for shape in shapes
        if shape.timed and shape.timed.is_zoned == is_zoned and (not shape.timed.orders or order in shape.timed.orders)
    ]


def _count(tally: Tally, shapes: Iterable[Shape]) -> int:
    return sum(tally.counts[shape] for shape in shapes)


def _doubt(code: Reason, tally: Tally, shapes: Sequence[Shape]) -> Doubt:
    total = sum(tally.counts.values()) - tally.counts[EMPTY]
    return Doubt(code, _count(tally, shapes), total, tally.where(shapes))
