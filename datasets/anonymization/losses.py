"""What recoding took from each column, for people who choose between recipes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from datasets.anonymization.codes import FloatArray
from datasets.anonymization.ladders import Ladder
from datasets.anonymization.lattice import Rungs, rungs_of
from datasets.anonymization.recoding import Recoding


@dataclass(frozen=True)
class Loss:
    """`shares` gives the share of the kept rows at each level, the finest first. `penalty` is the normalised certainty
    penalty (Xu et al., “Utility-Based Anonymization Using Local Recoding”, KDD 2006), the mean over the kept rows: of
    all finest values but one, the share that the published value may stand for; 0 is all detail, 1 is `*`."""

    column: str
    shares: Mapping[str, float]
    penalty: float

    def as_dict(self) -> dict[str, Any]:
        return {"column": self.column, "shares": dict(self.shares), "penalty": self.penalty}


def loss(recoding: Recoding, ladders: Sequence[Ladder]) -> tuple[Loss, ...]:
    """One for each column, in their order; of rows that were dropped nothing is told."""
    return tuple(_loss(recoding, ladder, place=place) for place, ladder in enumerate(ladders))


def _loss(recoding: Recoding, ladder: Ladder, *, place: int) -> Loss:
    levels = recoding.levels[recoding.kept, place]
    rungs = rungs_of(ladder)
    atoms = rungs.atoms[recoding.kept]
    rows = max(len(levels), 1)
    penalties = [_penalties(rungs, level=level)[atoms[levels == level]].sum() for level in range(len(ladder))]
    counts = np.bincount(levels, minlength=len(ladder))
    shares = {name: float(count / rows) for name, count in zip(ladder.names, counts, strict=True)}
    return Loss(column=ladder.column, shares=shares, penalty=float(sum(penalties) / rows))


def _penalties(rungs: Rungs, *, level: int) -> FloatArray:
    """Of each atom when it is published at this level."""
    alike = np.bincount(rungs.codes[level], minlength=rungs.spans[level])[rungs.codes[level]]
    penalties: FloatArray = (alike - 1) / max(len(alike) - 1, 1)
    return penalties
