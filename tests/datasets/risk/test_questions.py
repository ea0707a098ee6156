"""The questions of the law."""

import pytest

from datasets.risk.questions import answered


def share(high):
    return {"share": high / 2, "low": 0.0, "high": high, "tested": 10, "population": 100}


def report(*, k_min=5, k=5, least_l=2, l=2, once=0.1, several=0.1):  # noqa: E741
    linkage = {
        "attacks": [{"within_hours": None, "after": share(once)}, {"within_hours": 1.0, "after": share(once / 2)}],
        "several": None if several is None else {"after": share(several)},
    }
    column = {"column": "scanned"}
    return {
        "promise": {"k": k, "l": l},
        "linkage": None if once is None else linkage,
        "after": {
            "k": {"min": k_min},
            "l": [] if least_l is None else [column | {"min": least_l}],
            "t": [] if least_l is None else [column | {"max": 0.4}],
        },
    }


def proposed(**changed):
    if changed.get("once", 0) is None:
        found = report(once=0.1)
        return {part["question"]: part["proposed"] for part in answered(found | {"linkage": None})}
    return {part["question"]: part["proposed"] for part in answered(report(**changed))}


def test_release_that_holds_all_is_proposed():
    assert proposed() == {"singling_out": True, "linkability": True, "inference": True}


@pytest.mark.parametrize(
    ("changed", "question"),
    [
        ({"k_min": 4}, "singling_out"),
        ({"once": 0.21}, "linkability"),
        ({"several": 0.21}, "linkability"),
        ({"least_l": 1}, "inference"),
    ],
)
def test_one_test_that_does_not_hold_is_enough(changed, question):
    assert [name for name, holds in proposed(**changed).items() if not holds] == [question]


@pytest.mark.parametrize(("k", "once", "holds"), [(4, 0.25, True), (10, 0.11, False), (10, 0.1, True)])
def test_onlooker_may_find_one_in_k(k, once, holds):
    assert proposed(k=k, k_min=k, once=once)["linkability"] is holds


def test_nothing_is_proposed_where_no_test_has_a_limit():
    assert proposed(least_l=None)["inference"] is None
    assert proposed(l=1)["inference"] is None
    assert proposed(once=None)["linkability"] is None


def test_worst_onlooker_counts_by_the_upper_bound():
    tests = {test["code"]: test for part in answered(report(several=None)) for test in part["tests"]}

    assert tests["linked_once"] == {
        "code": "linked_once", "column": None, "value": 0.1, "limit": 0.2, "must_be": "at_most", "holds": True,
    }  # fmt: skip
    assert "linked_several" not in tests
    assert tests["largest_t"]["holds"] is None
