"""What a recipe says: how a raw extract becomes a release, as values that cannot change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from datasets.sections import Texts

Kind = Literal["category", "integer", "number"]
Hierarchy = Literal["hs", "locode", "time", "bins", "given"]

SUPPRESSED = "*"
"""What a category is published as at its last level; a number is left empty there."""

OTHER = "OTHER"
"""What rare values of a category are folded into."""


@dataclass(frozen=True)
class Simulated:
    """A made-up extract: port, first and last year, seed; `rows` says which of its tables the rows are."""

    port: str
    first_year: int
    last_year: int
    seed: int
    rows: str = "port_calls"


@dataclass(frozen=True)
class Extracted:
    """A raw extract of the vault by its name, and further ones that features look things up in, by the name that the
    recipe gives them."""

    name: str
    tables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A published column: taken from a raw one, or worked out as a feature with its options; then treated.

    `is_known`: somebody outside may know it of a truck, a ship or a firm (a quasi-identifier); `is_sensitive`: what
    must not be learnt of them. `coarsen` with `levels` says how it may be made coarser, finest level first (widths of
    bins, digits of HS codes, parts of time, or the parents of each value); after the last level comes `*`.
    `fold`: values of fewer entities than this become OTHER. `since`: minutes since that raw time.
    """

    name: str
    type: Kind
    unit: str
    description: Texts
    raw: str | None = None
    feature: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    is_known: bool = False
    is_sensitive: bool = False
    pseudonym: str | None = None
    coarsen: Hierarchy | None = None
    levels: tuple[Any, ...] | Mapping[str, tuple[str, ...]] = ()
    round_to: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    fold: int | None = None
    since: str | None = None
    decimals: int = 0


@dataclass(frozen=True)
class Protection:
    """What the release promises. k counts distinct values of the raw column `entities` (rows where there is none);
    l counts distinct values of each sensitive column in a class. `importance` lists the quasi-identifiers whose
    detail is kept longest, first the most important. `enterprises` is the raw column of firms for the rule of
    dominance. Recoding may leave out at most `drop_at_most` of the rows."""

    entities: str | None = None
    k: int = 5
    l: int = 1  # noqa: E741 - the field's own name
    importance: tuple[str, ...] = ()
    enterprises: str | None = None
    drop_at_most: float = 0.05


@dataclass(frozen=True)
class Law:
    """Why the data may be published: the legal basis, and the reference of the CNDP (the authority of law 09-08)."""

    basis: str = ""
    cndp: str = ""


@dataclass(frozen=True)
class Answer:
    """A raw column that is an answer too: in the training beside the target, hidden in the test."""

    name: str
    type: Kind
    unit: str
    description: Texts
    raw: str
    decimals: int = 0


@dataclass(frozen=True)
class Target:
    """What is to be predicted: a raw column, or the hours from one raw time to a later one; `also` are further
    answers."""

    name: str
    type: Kind
    unit: str
    description: Texts
    raw: str | None = None
    begins: str | None = None
    ends: str | None = None
    decimals: int = 0
    also: tuple[Answer, ...] = ()

    @property
    def answers(self) -> tuple[str, ...]:
        """The names of all that is to be predicted, the target first."""
        return (self.name, *(answer.name for answer in self.also))


@dataclass(frozen=True)
class Split:
    """`time` places rows by this raw time: each period holds its first day and not its last. `group` is a raw column
    whose values are whole in one part; without periods, `test_share` of its groups are the test. Inside the test whole
    values of `public_by` (a raw column, or `row`, `day`, `week`) are public until `public_share` is reached."""

    time: str | None = None
    train_from: date | None = None
    train_to: date | None = None
    test_from: date | None = None
    test_to: date | None = None
    group: str | None = None
    test_share: float = 0.3
    public_share: float = 0.3
    public_by: str = "row"

    @property
    def gap_hours(self) -> float | None:
        """Between the last training row and the first test row; None where no time places the rows."""
        if self.train_to is None or self.test_from is None:
            return None
        return (self.test_from - self.train_to).days * 24.0


@dataclass(frozen=True)
class Recipe:
    """All of it. `dropped` are raw columns that name somebody, `later` those known only after the prediction is due:
    neither is ever published. `id` is the name of the column of row ids. `sample` says what the sample submission
    predicts: for each of its columns a quantile of the training target, `mean`, `most` (its most frequent value), or
    the share of the training whose target is `above` a number.
    """

    name: str
    version: str
    title: Texts
    about: Texts
    licence: str
    source: Simulated | Extracted
    protection: Protection
    law: Law
    dropped: tuple[str, ...]
    later: tuple[str, ...]
    id: str
    id_description: Texts
    columns: tuple[Column, ...]
    target: Target
    sample: Mapping[str, float | str | Mapping[str, float]]
    split: Split

    @property
    def known(self) -> tuple[Column, ...]:
        """The quasi-identifiers, the most important first; those that `importance` leaves out come last."""
        order = {name: place for place, name in enumerate(self.protection.importance)}
        found = [column for column in self.columns if column.is_known]
        return tuple(sorted(found, key=lambda column: order.get(column.name, len(order))))

    @property
    def sensitive(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.is_sensitive)
