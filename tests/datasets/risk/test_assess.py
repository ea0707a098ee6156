"""The whole report, against a plain slow count."""

import json
from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datasets.risk.assess import assess
from datasets.risk.case import RiskCase
from tests.datasets.risk.cases import make_case, make_recipe

NAMES = st.sampled_from(["x", "y", "*", None])
NUMBERS = st.sampled_from([1.0, 2.5, -0.0, 0.0, None])


@st.composite
def cases(draw):
    """Few rows of few values, nulls and suppressed ones among them; odd indexes, categories; some rows left out."""
    rows = draw(st.integers(1, 25))

    def column(values, dtype):
        return pd.Series(draw(st.lists(values, min_size=rows, max_size=rows)), dtype=dtype)

    before = pd.DataFrame(
        {
            "a": column(NAMES, "str"),
            "b": column(NUMBERS, "float64"),
            "c": column(NAMES, "str").astype("category"),
            "d": column(NAMES, "str"),
        }
    )
    kept = np.array(draw(st.lists(st.booleans(), min_size=rows, max_size=rows)))
    after = before[kept].copy()
    after["a"] = after["a"].where(after["a"] != "y", "*")
    after["b"] = after["b"].mask(after["b"] > 2)
    before.index = draw(st.permutations(range(rows)))
    before.index = before.index // 2  # twice the same
    return RiskCase(
        recipe=make_recipe("abcd", known=("b", "a", "c"), sensitive=("d",), k=draw(st.integers(1, 4)), l=2),
        before=before,
        after=after,
        kept=kept,
        entities=np.array(draw(st.lists(st.integers(0, 6), min_size=rows, max_size=rows)), dtype=np.int64) * 10,
        target=pd.Series(range(rows)),
        parts=np.full(rows, "train", dtype=object),
    )


def counted(table, entities, *, k):
    """What the report should say of a table, by a loop over its rows."""
    rows = [
        tuple("null" if pd.isna(value) else value + 0.0 if isinstance(value, float) else value for value in row)
        for row in table[["a", "b", "c", "d"]].astype(object).itertuples(index=False)
    ]
    classes = defaultdict(list)
    for (a, b, c, d), entity in zip(rows, entities, strict=True):
        classes[a, b, c].append((entity, d))
    crowd = [len({entity for entity, _d in classes[row[:3]]}) for row in rows]
    mixed = [len({d for _entity, d in classes[row[:3]]}) for row in rows]
    single = [len(classes[row[:3]]) == 1 for row in rows]
    overall = {d: sum(row[3] == d for row in rows) / len(rows) for d in {row[3] for row in rows}}
    far = [
        sum(abs(sum(d == value for _e, d in group) / len(group) - share) for value, share in overall.items()) / 2
        for group in classes.values()
    ]
    return {
        "k": min(crowd),
        "classes": len(classes),
        "l": min(mixed),
        "t": max(far),
        "uniques": sum(single),
        "alone": len({entity for entity, size in zip(entities, crowd, strict=True) if size == 1}),
        "mean": sum(1 / size for size in crowd) / len(rows),
        "over": sum(size < k for size in crowd) / len(rows),
        "marketer": len(classes) / len(rows),
    }


def told(side):
    return {
        "k": side["k"]["min"],
        "classes": side["k"]["classes"],
        "l": side["l"][0]["min"],
        "t": side["t"][0]["max"],
        "uniques": side["uniques"]["rows"],
        "alone": side["uniques"]["entities"],
        "mean": side["attackers"]["prosecutor"]["mean"],
        "over": side["attackers"]["prosecutor"]["over"],
        "marketer": side["attackers"]["marketer"]["mean"],
    }


@given(cases())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_report_agrees_with_a_plain_slow_count(case):
    report = assess(case)

    k = case.recipe.protection.k
    assert told(report["before"]) == pytest.approx(counted(case.before, case.entities, k=k))
    if case.kept.any():
        assert told(report["after"]) == pytest.approx(counted(case.after, case.kept_entities, k=k))
    json.dumps(report, allow_nan=False)


def test_report_of_a_year_of_trucks_is_json_and_the_same_again(safe_case, safe_report):
    assert json.loads(json.dumps(safe_report, allow_nan=False)) == safe_report
    assert assess(safe_case) == safe_report


def test_coarse_release_holds_what_it_promises(safe_report):
    assert safe_report["promise"] == {
        "k": 5,
        "l": 2,
        "entities": "truck",
        "known": ["arrived", "goods", "tonnes"],
        "sensitive": ["scanned"],
    }
    assert [part["proposed"] for part in safe_report["questions"]] == [True, True, True]
    assert safe_report["before"]["uniques"]["rows_share"] > 0.99
    assert safe_report["after"]["uniques"]["rows"] == 0


def test_release_that_changed_nothing_is_not_proposed(unsafe_report):
    assert [part["proposed"] for part in unsafe_report["questions"]] == [False, False, False]
    assert unsafe_report["before"]["k"] == unsafe_report["after"]["k"]


def test_emptied_cells_and_rows_left_out_are_counted(safe_report):
    goods = next(column for column in safe_report["columns"] if column["name"] == "goods")
    few = assess(make_case({"a": ["x", "y", "x"]}, {"a": ["*", "x"]}, kept=[True, False, True], known=("a",)))

    assert (goods["suppressed"], goods["suppressed_share"], goods["distance"]) == (4000, 1.0, None)
    assert few["rows"] == {"before": 3, "after": 2, "left_out": 1, "left_out_share": pytest.approx(1 / 3)}
    assert (few["columns"][0]["suppressed"], few["columns"][0]["suppressed_share"]) == (1, 0.5)


def test_nothing_published_is_a_report_as_well():
    report = assess(make_case({"a": ["x", "y"]}, kept=[False, False], known=("a",), sensitive=("a",), l=2))

    assert report["rows"]["after"] == report["after"]["k"]["min"] == 0
    assert report["linkage"] is None
    assert report["questions"][0]["proposed"] is False
    json.dumps(report, allow_nan=False)


def test_without_known_columns_all_rows_look_alike():
    report = assess(make_case({"a": ["x", "y", "z"]}, k=3))

    assert report["after"]["k"]["min"] == 3
    assert report["linkage"] is None
    assert report["questions"][1] == {"question": "linkability", "tests": [], "proposed": None}
