"""The risk report of a release: `assess` writes it, as values that JSON can hold.

{"format": "smartport-risk/1",
 "promise": {"k", "l", "entities": raw column or null, "known": [column], "sensitive": [column]},
 "rows": {"before", "after", "left_out", "left_out_share"},
 "before": side, "after": side,
 "columns": [{"name", "is_known", "is_sensitive", "suppressed", "suppressed_share", "measure": "ks" | "tvd",
              "distance": number or null (nothing is left), "kept": share of the entropy, "sample": rows}],
 "linkage": null or {"sizes_off_by", "attacks": [{"within_hours", "before": share, "after": share, "chance"}],
                     "several": null or {"rows", "within_hours", "before": share, "after": share, "chance"},
                     "together": null or {"before": {"share", "chance", "joined_by": [column]}, "after": the same}},
 "correlations": {"sample", "pairs", "mean_change", "largest": [{"one", "other", "measure", "before", "after"}]},
 "baseline": {"why_not": null or code, "kind", "chance", "raw", "published", "train", "test", "loss_percent", "low",
              "high", "costs": [{"column", "gain_percent"}]},
 "questions": [{"question", "tests": [{"code", "column", "value", "limit", "must_be", "holds"}], "proposed"}]}

side: {"attackers": {"prosecutor": {"max", "mean", "over"}, "journalist": {"is_known", "at_most"},
                     "marketer": {"mean"}},
       "uniques": {"rows", "rows_share", "entities", "entities_share"},
       "k": {"min", "median", "classes", "crowds": [{"from", "to" or null, "number", "share"}]},
       "l": [{"column", "min", "median", "crowds"}], "t": [{"column", "max", "mean"}],
       "entities": {"number", "alone", "alone_share", "rows_mean", "rows_max", "crowds"}}
share: {"share", "low", "high" (95 %), "tested", "population"}

k, l, t and all counts are exact, over all rows; linkage, distances, correlations and the baseline are drawn from
samples, whose sizes are told. `over` is the share of rows with a risk over 1/k; l and t count rows, not classes.
"""

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from datasets.anonymization.measures import Measures, measure
from datasets.recipes.recipe import Protection
from datasets.risk.associations import changes
from datasets.risk.attackers import Classed, attackers, crowds, of_entities, of_k, share
from datasets.risk.baseline import compare
from datasets.risk.case import FloatArray, IntArray, RiskCase
from datasets.risk.coded import Coded, codes_of
from datasets.risk.onlookers import play
from datasets.risk.questions import answered
from datasets.risk.utility import Compared, column_loss, draw_compared, suppressed

FORMAT = "smartport-risk/1"
CORRELATED_ROWS = 20_000


def assess(case: RiskCase) -> dict[str, Any]:
    """The report described above; the same for the same case and seed."""
    case = replace(case, entities=codes_of(pd.Series(case.entities)))
    with ThreadPoolExecutor(max_workers=2) as beside:
        cost = beside.submit(_cost, case)
        risk = _risk(case, beside=beside)
    report = {"format": FORMAT, "promise": _promise(case), "rows": _rows(case), **risk, **cost.result()}
    return report | {"questions": answered(report)}


def _risk(case: RiskCase, *, beside: Executor) -> dict[str, Any]:
    """What attackers can learn, before and after."""
    before, after = Coded(case.before), Coded(case.after)
    measured = beside.submit(_measured, case, after, entities=case.kept_entities)
    raw, published = _measured(case, before, entities=case.entities), measured.result()
    return {
        "before": _side(raw, entities=case.entities, protection=case.recipe.protection),
        "after": _side(published, entities=case.kept_entities, protection=case.recipe.protection),
        "linkage": play(case, before=before, after=after, classes=(raw.classes, published.classes)),
    }


def _cost(case: RiskCase) -> dict[str, Any]:
    """What the treatment cost, by samples."""
    sample = draw_compared(case)
    few = draw_compared(case, most=CORRELATED_ROWS)
    return {
        "columns": [_column(case, sample, name) for name in case.published],
        "correlations": changes(few.before[few.kept][case.published], few.after[case.published]),
        "baseline": compare(case),
    }


def _measured(case: RiskCase, table: Coded, *, entities: IntArray) -> Measures:
    sensitive = {name: table.table[name] for name in case.sensitive}
    return measure(table.as_frame(case.known), entities=entities, sensitive=sensitive)


def _promise(case: RiskCase) -> dict[str, Any]:
    protection = case.recipe.protection
    return {
        "k": protection.k,
        "l": protection.l,
        "entities": protection.entities,
        "known": case.known,
        "sensitive": case.sensitive,
    }


def _rows(case: RiskCase) -> dict[str, Any]:
    left_out = int((~case.kept).sum())
    return {
        "before": len(case.before),
        "after": len(case.after),
        "left_out": left_out,
        "left_out_share": left_out / len(case.before) if len(case.before) else 0.0,
    }


def _side(measures: Measures, *, entities: IntArray, protection: Protection) -> dict[str, Any]:
    table = Classed(measures.classes, measures.entities, entities)
    alone = np.bincount(entities, weights=table.crowd == 1)
    is_single = measures.rows[measures.classes] == 1
    return {
        "attackers": attackers(table, k=protection.k),
        "uniques": {
            "rows": int(is_single.sum()),
            "rows_share": share(is_single),
            "entities": int((alone > 0).sum()),
            "entities_share": share(alone[np.bincount(entities) > 0] > 0),
        },
        "k": of_k(table, limit=protection.k),
        "l": [_l(name, values[measures.classes], limit=protection.l) for name, values in measures.l.items()],
        "t": [_t(name, values[measures.classes]) for name, values in measures.t.items()],
        "entities": of_entities(table, limit=protection.k),
    }


def _l(name: str, values: IntArray, *, limit: int) -> dict[str, Any]:
    """Rows by the number of different values in their class."""
    return {
        "column": name,
        "min": int(values.min()) if len(values) else 0,
        "median": float(np.median(values)) if len(values) else 0.0,
        "crowds": crowds(values, limit=limit),
    }


def _t(name: str, values: FloatArray) -> dict[str, Any]:
    return {
        "column": name,
        "max": float(values.max(initial=0.0)),
        "mean": float(values.mean()) if len(values) else 0.0,
    }


def _column(case: RiskCase, sample: Compared, name: str) -> dict[str, Any]:
    """Suppressed cells are counted in all rows."""
    silent = int(suppressed(case.before[name][case.kept], case.after[name]).sum())
    return {
        "name": name,
        "is_known": name in case.known,
        "is_sensitive": name in case.sensitive,
        "suppressed": silent,
        "suppressed_share": silent / len(case.after) if len(case.after) else 0.0,
        "sample": len(sample),
        **column_loss(sample, name),
    }
