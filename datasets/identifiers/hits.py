"""What one look at a column's distinct values gave: which of them are identifiers, and how sure that is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from datasets.identifiers.identified import Certainty, Identified, masked
from datasets.identifiers.values import Values

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Hit:
    """`mask` goes along the distinct values; `example` is one of them, or the part of it that matters."""

    kind: str
    mask: Mask
    certainty: Certainty
    example: str
    is_embedded: bool = False

    def joined(self, other: "Hit") -> "Hit":
        """Both together, of the same kind: as sure as the surer one, which gives the example."""
        first = self if self.certainty == "sure" else other
        return Hit(self.kind, self.mask | other.mask, first.certainty, first.example, first.is_embedded)


Look = Callable[[Values, str], list[Hit]]
"""Takes the values and the name of the column."""


def identified(hit: Hit, *, column: str, values: Values) -> Identified:
    rows = float(values.rows[hit.mask].sum())
    return Identified(
        column=column,
        kind=hit.kind,
        count=max(1, round(rows)),
        share=round(min(1.0, rows / values.total), 6),
        certainty=hit.certainty,
        example=masked(hit.example),
        is_embedded=hit.is_embedded,
    )
