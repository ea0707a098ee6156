"""The same samples as the gates and the risk report want to see them."""

import numpy as np
import pandas as pd

from datasets.features.values import HOUR, column, times
from datasets.gates.case import GateCase
from datasets.risk.case import RiskCase
from datasets.samples import Samples
from datasets.splitting import TRAIN


def gate_case(samples: Samples, *, answer: str | None = None) -> GateCase:
    """Times, groups and entities are those of the raw rows, in the order of the published ones. The answer that is
    looked for is the target, or a further one."""
    recipe, row_id, target = samples.recipe, samples.recipe.id, answer or samples.recipe.target.name
    truth = samples.truth.set_index(row_id)[target]
    return GateCase(
        train=samples.train,
        test=samples.test,
        truth=truth.loc[samples.test[row_id]].reset_index(drop=True),
        id=row_id,
        target=target,
        **_raw(samples, "times", recipe.split.time),
        **_raw(samples, "groups", recipe.split.group),
        **_raw(samples, "entities", recipe.protection.entities),
        gap_hours=recipe.split.gap_hours,
        longest_hours=_longest(samples),
    )


def risk_case(samples: Samples) -> RiskCase:
    worked = samples.worked
    return RiskCase(
        recipe=samples.recipe,
        before=worked.columns,
        after=samples.published.reset_index(drop=True),
        kept=samples.recoding.kept,
        entities=worked.entities,
        target=worked.target,
        parts=worked.parts.astype(object),
    )


def _raw(samples: Samples, what: str, name: str | None) -> dict[str, pd.Series]:
    """A raw column in the order of the published rows of each part; none where the recipe names none."""
    if name is None:
        return {}
    values = column(samples.worked.raw, name)
    parts = {"train": samples.train, "test": samples.test}
    origin = {part: samples.origin.loc[rows[samples.recipe.id]] for part, rows in parts.items()}
    return {f"{part}_{what}": values.iloc[rows].reset_index(drop=True) for part, rows in origin.items()}


def _longest(samples: Samples) -> float | None:
    """The longest target of the training, where the target is a time that goes by."""
    target, worked = samples.recipe.target, samples.worked
    if target.begins is None or target.ends is None:
        return None
    hours = (times(worked.raw, target.ends) - times(worked.raw, target.begins)) / HOUR
    return float(np.nanmax(hours[worked.parts == TRAIN]))
