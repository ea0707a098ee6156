"""Whether the order of the rows, or their ids, tells the target."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from datasets.gates.case import Finding, Floats, GateCase
from datasets.gates.outcomes import correlation, correlation_by_chance, is_ordered, outcomes_of, ranks_of

LIMIT = 0.02


def telling_orders(case: GateCase) -> list[Finding]:
    """Spearman's correlation of position and target, and of id and target, in both parts.

    The limit of 0.02 holds from 27,000 rows on. With fewer rows chance exceeds it (with 200 rows, three times in
    four), so then only a correlation counts that chance makes less than once in a thousand times.
    """
    worst: dict[str, Finding] = {}
    for part, (rows, target) in case.labelled().items():
        orders: Mapping[str, Floats] = {
            "position_tells": np.arange(len(rows), dtype=np.float64),
            "id_tells": _in_order(rows[case.id]),
        }
        limit = max(LIMIT, correlation_by_chance(len(rows)))
        for code, order in orders.items():
            number = _strongest(order, target)
            finding = Finding(
                code,
                "blocks" if number > limit else "passes",
                case.id if code == "id_tells" else "",
                round(number, 4),
                round(limit, 4),
                {"part": part},
            )
            if code not in worst or _excess(finding) > _excess(worst[code]):
                worst[code] = finding
    return list(worst.values())


def _excess(finding: Finding) -> float:
    return (finding.number or 0.0) / (finding.limit or LIMIT)


def _in_order(ids: pd.Series) -> Floats:
    """As numbers where all are, else in the order of the alphabet."""
    numbers = pd.to_numeric(ids, errors="coerce")
    if numbers.notna().all():
        return numbers.to_numpy(dtype=np.float64)
    codes, _ = pd.factorize(ids.astype(str), sort=True)
    return np.asarray(codes, dtype=np.float64)


def _strongest(order: Floats, target: pd.Series) -> float:
    if is_ordered(target):
        targets = [target.to_numpy(dtype=np.float64)]
    else:
        targets = [outcome.astype(np.float64) for outcome in outcomes_of(target)]
    ranks = ranks_of(order)
    return max((abs(correlation(ranks, ranks_of(values))) for values in targets), default=0.0)
