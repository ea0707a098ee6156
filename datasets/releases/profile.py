"""What profile.json says of a release: its parts, and of each column what it means, how it was treated and how its
values lie. Read once a release; of a file in another form nothing is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Self

from datasets.releases.documents import read_document
from datasets.releases.published import Published
from datasets.rules import DataRefusal
from datasets.sections import Texts

FORMAT = "smartport-profile/1"
KEPT = 16
TARGET_PART = "train"

Role = Literal["id", "feature", "target"]


class ProfileUnreadable(DataRefusal):
    """The file is not a profile as this program writes it."""

    code = "profile_unreadable"


@dataclass(frozen=True)
class Histogram:
    """`counts` of the rows between one of the `edges` and the next."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class ColumnProfile:
    """One column over all parts that have it. A number has a range and a histogram, a category its commonest values
    (`top`) and the rows of all `others`; a target says what the training part alone tells."""

    name: str
    role: Role
    type: str
    unit: str
    description: Texts
    treatment: Texts
    nulls: int
    distinct: int
    least: float | None
    most: float | None
    mean: float | None
    quantiles: tuple[float, ...]
    histogram: Histogram | None
    top: tuple[tuple[str, int], ...]
    others: int

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """Raises KeyError, TypeError or ValueError for what is not as documented."""
        shape = told.get("histogram")
        return cls(
            name=str(told["name"]),
            role=told["role"],
            type=str(told["type"]),
            unit=str(told.get("unit") or ""),
            description=dict(told.get("description") or {}),
            treatment=dict(told.get("treatment") or {}),
            nulls=int(told["nulls"]),
            distinct=int(told["distinct"]),
            least=_number(told.get("min")),
            most=_number(told.get("max")),
            mean=_number(told.get("mean")),
            quantiles=tuple(float(value) for value in told.get("quantiles") or ()),
            histogram=_histogram(shape["edges"], shape["counts"]) if shape else None,
            top=tuple((str(one["value"]), int(one["count"])) for one in told.get("top") or ()),
            others=int(told.get("other") or 0),
        )


@dataclass(frozen=True)
class Profile:
    """`parts` are the rows of each published table, by its name: train, test."""

    parts: Mapping[str, int]
    columns: tuple[ColumnProfile, ...]

    @property
    def rows(self) -> int:
        return sum(self.parts.values())

    def rows_of(self, column: ColumnProfile) -> int:
        """How many rows have this column: a target is in the training part alone."""
        return self.parts.get(TARGET_PART, 0) if column.role == "target" else self.rows


@lru_cache(maxsize=KEPT)
def read_profile(file: Published) -> Profile:
    """Raises ProfileUnreadable."""
    told = read_document(file)
    if told.get("format") != FORMAT:
        raise ProfileUnreadable(f"profile.json is of the format {told.get('format')!r}; {FORMAT} is read here.")
    try:
        parts = {str(name): int(rows) for name, rows in told["parts"].items()}
        return Profile(parts, tuple(ColumnProfile.read(column) for column in told["columns"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ProfileUnreadable(f"profile.json is not a profile: {error}.") from error


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _histogram(edges: Sequence[Any], counts: Sequence[Any]) -> Histogram | None:
    """None where no cell has a value."""
    if not counts:
        return None
    if len(edges) != len(counts) + 1:
        raise ValueError(f"{len(edges)} edges for {len(counts)} counts")
    return Histogram(tuple(map(float, edges)), tuple(map(int, counts)))
