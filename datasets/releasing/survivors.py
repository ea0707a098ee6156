"""Looks for identifying values of the raw file in everything that is published.

Values are compared as words: letters and digits in small form, whatever stands between them, so that `12345-A-6`,
`12345 a 6` and a plate inside a longer text are the same. Short values (fewer than five letters and digits) are found
by chance everywhere and are not looked for. Numbers are found by chance as well: in a column they count only if there
are far more of them than chance gives."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from datasets.releasing.breaches import Breach
from datasets.releasing.phrasebook import PHRASES
from datasets.releasing.tables import Tables

SHORTEST = 5
"""Letters and digits."""

SHORTEST_NUMBER = 7
"""Digits, of a number alone that is sought in prose: IMO numbers have seven."""

FEWEST_HITS, LEAST_SHARE, TIMES_CHANCE = 3, 0.1, 10
"""When numbers of a column are raw ones: that many different, that share of all, that often what chance gives."""

WORD = re.compile(r"[^\W_]+")
FLOAT = re.compile(r"^(\d+)\.0$")
SEVERAL_WORDS = "[^0-9A-Za-z]"


@dataclass(frozen=True)
class Sought:
    """Raw values in small form by the raw columns they come from; `sizes` are their numbers of words, `counted` the
    numbers again, per raw column."""

    words: Mapping[str, str]
    numbers: Mapping[str, str]
    sizes: tuple[int, ...]
    counted: Mapping[str, npt.NDArray[np.float64]]

    @classmethod
    def of(cls, forbidden: Mapping[str, Iterable[str]]) -> "Sought":
        words: dict[str, str] = {}
        numbers: dict[str, str] = {}
        for column, values in forbidden.items():
            for small in (small_form(FLOAT.sub(r"\1", str(value))) for value in values):
                if len(small.replace(" ", "")) >= SHORTEST:
                    (numbers if small.isdigit() else words)[small] = column
        sizes = {small.count(" ") + 1 for small in (*words, *numbers)}
        counted: dict[str, list[float]] = defaultdict(list)
        for number, column in numbers.items():
            counted[column].append(float(number))
        arrays = {column: np.array(found) for column, found in counted.items()}
        return cls(words, numbers, tuple(sorted(sizes)), arrays)

    def found_in(self, text: str) -> Iterator[str]:
        """What of the raw values stands in this text; of numbers only those long enough to mean something."""
        found = small_form(text).split()
        for size in self.sizes:
            for start in range(len(found) - size + 1):
                run = " ".join(found[start : start + size])
                if run in self.words or (run in self.numbers and len(run) >= SHORTEST_NUMBER):
                    yield run

    def column_of(self, small: str) -> str:
        return self.words.get(small) or self.numbers[small]


def small_form(text: str) -> str:
    """The words of a text, in compatibility form and without case; Arabic digits as Western ones."""
    plain = unicodedata.normalize("NFKC", str(text)).casefold()
    plain = "".join(str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in plain)
    return " ".join(WORD.findall(plain))


def check_survivors(folder: Path, tables: Tables, *, forbidden: Mapping[str, Iterable[str]]) -> Iterator[Breach]:
    """One breach for each raw column and place: how many different values were found, and not which."""
    sought = Sought.of(forbidden)
    for part, table in tables.parts.items():
        for name in table.column_names:
            yield from _in_column(table[name], sought=sought, place=f"data/{part} · {name}")
    own = _own_words(folder)
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".md", ".json", ".jsonld"}):
        yield from _in_document(path, sought=sought, own=own, place=path.relative_to(folder).as_posix())


def _in_column(values: pa.ChunkedArray, *, sought: Sought, place: str) -> Iterator[Breach]:
    distinct = pc.unique(values).drop_null()
    if pa.types.is_large_string(distinct.type):
        yield from _told(_in_texts(distinct, sought=sought), place=place)
    yield from _told(_as_numbers(distinct, sought=sought), place=place)


def _in_texts(texts: pa.Array, *, sought: Sought) -> list[tuple[str, str]]:
    """Texts of one word are looked up all at once; the others one by one."""
    is_several = pc.match_substring_regex(texts, SEVERAL_WORDS)
    single = pc.utf8_lower(texts.filter(pc.invert(is_several)))
    certain = [*sought.words, *(number for number in sought.numbers if len(number) >= SHORTEST_NUMBER)]
    hits = single.filter(pc.is_in(single, value_set=pa.array(certain, type=single.type))).to_pylist()
    hits += [hit for text in texts.filter(is_several).to_pylist() for hit in set(sought.found_in(text))]
    return [(sought.column_of(hit), hit) for hit in hits]


def _as_numbers(distinct: pa.Array, *, sought: Sought) -> list[tuple[str, str]]:
    """Whole numbers of a column that are raw ones, if they are too many for chance: raw numbers that lie dense are
    met by chance as well."""
    numbers = _whole_numbers(distinct)
    if not len(numbers) or not sought.numbers:
        return []
    low, high = numbers.min(), numbers.max()
    found = []
    for column, values in sought.counted.items():
        hits = np.intersect1d(numbers, values)
        by_chance = np.count_nonzero((values >= low) & (values <= high)) / (high - low + 1)
        share = len(hits) / len(distinct)
        if len(hits) >= FEWEST_HITS and share >= LEAST_SHARE and share >= TIMES_CHANCE * by_chance:
            found += [(column, str(int(hit))) for hit in hits]
    return found


def _whole_numbers(distinct: pa.Array) -> Any:
    if pa.types.is_large_string(distinct.type):
        digits = distinct.filter(pc.match_substring_regex(distinct, "^[0-9]{1,15}$"))
        return pc.cast(digits, pa.float64()).to_numpy()
    numbers = pc.cast(distinct, pa.float64(), safe=False).to_numpy()
    return numbers[numbers == np.floor(numbers)]


def _in_document(path: Path, *, sought: Sought, own: str, place: str) -> Iterator[Breach]:
    """Of JSON its texts, of Markdown all; what we wrote ourselves, or the publisher's name, is nobody's secret."""
    text = path.read_text(encoding="utf-8")
    texts = set(_texts_of(json.loads(text))) if path.suffix != ".md" else set(text.splitlines())
    hits = {hit for one in texts for hit in sought.found_in(one) if f" {hit} " not in own}
    yield from _told([(sought.column_of(hit), hit) for hit in hits], place=place)


def _own_words(folder: Path) -> str:
    """Our phrases, who publishes, and the sizes of the files."""
    phrases = [path.read_text(encoding="utf-8") for path in sorted(PHRASES.glob("*.yaml"))]
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    names = _texts_of(package.get("contributors", []))
    croissant = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    publisher = _texts_of([croissant.get("publisher"), [file.get("contentSize") for file in croissant["distribution"]]])
    return f" {' '.join(small_form(text) for text in (*phrases, *names, *publisher))} "


def _texts_of(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from (key, *_texts_of(value))
    elif isinstance(content, list):
        for value in content:
            yield from _texts_of(value)


def _told(hits: list[tuple[str, str]], *, place: str) -> Iterator[Breach]:
    counts: dict[str, set[str]] = defaultdict(set)
    for column, hit in hits:
        counts[column].add(hit)
    for column, found in sorted(counts.items()):
        yield Breach("identifier_survives", {"column": column, "path": place, "count": len(found)})
