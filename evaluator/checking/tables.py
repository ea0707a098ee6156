"""Files of predictions that are right in form: the perfect answer, the same shuffled, a constant, the sample."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from statistics import median_low

from evaluator.bundle import Bundle
from evaluator.checking.truth import Truth, columns_of, numbers
from evaluator.scorekit import read_ids


@dataclass(frozen=True)
class Table:
    """The id column first."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, bundle: Bundle, ids: Sequence[str], answers: Mapping[str, Sequence[str]]) -> "Table":
        wanted = bundle.predictions
        return cls(wanted.header, tuple(zip(ids, *(answers[name] for name in wanted.columns), strict=True)))

    @property
    def varies(self) -> bool:
        return len({row[1:] for row in self.rows}) > 1

    def content(self) -> bytes:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows(self.rows)
        return out.getvalue().encode()

    def with_rows(self, rows: Sequence[tuple[str, ...]]) -> "Table":
        return replace(self, rows=tuple(rows))

    def with_cell(self, at: int, text: str) -> "Table":
        """Another text in the first column of numbers of one row."""
        row = self.rows[at]
        return self.with_rows([*self.rows[:at], (row[0], text, *row[2:]), *self.rows[at + 1 :]])


def expected_ids(bundle: Bundle, truth: Truth | None) -> tuple[str, ...]:
    """Those of the file that teams see, else those of the reference; none where neither is there."""
    if bundle.predictions.ids is not None:
        try:
            return tuple(read_ids(bundle.input / bundle.predictions.ids, column=bundle.predictions.id))
        except (OSError, ValueError):
            return ()
    return truth.ids if truth else ()


def perfect(bundle: Bundle, ids: Sequence[str], truth: Truth | None) -> Table | None:
    """None where the right answers cannot be told, or not for every id."""
    if truth is None or not truth.answers or set(ids) != set(truth.ids):
        return None
    at = {name: place for place, name in enumerate(truth.ids)}
    answers = {name: [cells[at[id_]] for id_ in ids] for name, cells in truth.answers.items()}
    return Table.of(bundle, ids, answers)


def shuffled(table: Table, rng: Random) -> Table:
    """Every id gets the answer of another."""
    answers = [row[1:] for row in table.rows]
    rng.shuffle(answers)
    return table.with_rows([(row[0], *answer) for row, answer in zip(table.rows, answers, strict=True)])


def constant(table: Table) -> Table:
    """The middle of each column of numbers, the most frequent of any other."""
    cells = [_usual([row[at] for row in table.rows]) for at in range(1, len(table.header))]
    return table.with_rows([(row[0], *cells) for row in table.rows])


def sample(bundle: Bundle) -> Table | None:
    """The sample submission, where the file with the ids is one."""
    if bundle.predictions.ids is None:
        return None
    columns = columns_of(bundle.input / bundle.predictions.ids)
    if set(columns) != set(bundle.predictions.header):
        return None
    return Table.of(bundle, columns[bundle.predictions.id], columns)


def invented(bundle: Bundle, ids: Sequence[str], rng: Random) -> Table:
    """Numbers between 0 and 1 for a challenge whose answers cannot be told; ascending in each row."""
    width = len(bundle.predictions.columns)
    rows = [(id_, *(f"{number:.6f}" for number in sorted(rng.random() for _ in range(width)))) for id_ in ids]
    return Table(bundle.predictions.header, tuple(rows))


def _usual(cells: Sequence[str]) -> str:
    found = numbers(cells)
    if found is None:
        return Counter(cells).most_common(1)[0][0]
    return cells[found.index(median_low(found))]
