"""The three questions of the law, put to the numbers of a report: singling out, linkability, inference.

They are those of opinion 05/2014 of the Article 29 working party: may somebody be isolated, may two records of one
person be brought together, may something be concluded about him. Each is answered by tests; a test has a value, a limit
and the side of it that is safe. What is proposed is for a person to decide.
"""

from collections.abc import Mapping
from typing import Any, Literal

Side = Literal["at_least", "at_most"]


def answered(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The part `questions`: `{"question", "tests": [{"code", "column", "value", "limit", "must_be", "holds"}],
    "proposed"}`. `limit` and `holds` are None where nobody set a limit; `proposed` is None where no test has one: then
    nothing is proposed."""
    return [
        _question("singling_out", [_smallest_crowd(report)]),
        _question("linkability", _linked(report)),
        _question("inference", _inferred(report)),
    ]


def _question(name: str, tests: list[dict[str, Any]]) -> dict[str, Any]:
    held = [test["holds"] for test in tests if test["holds"] is not None]
    return {"question": name, "tests": tests, "proposed": all(held) if held else None}


def _test(code: str, value: float, *, limit: float | None, must_be: Side, column: str | None = None) -> dict[str, Any]:
    holds = None if limit is None else (value >= limit if must_be == "at_least" else value <= limit)
    return {"code": code, "column": column, "value": value, "limit": limit, "must_be": must_be, "holds": holds}


def _smallest_crowd(report: Mapping[str, Any]) -> dict[str, Any]:
    """How many entities are in the smallest class of the release."""
    return _test("smallest_crowd", report["after"]["k"]["min"], limit=report["promise"]["k"], must_be="at_least")


def _linked(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How many an onlooker finds at most (the upper bound of what was found on the sample): no more than one in k."""
    linkage = report["linkage"]
    if linkage is None:
        return []
    limit = 1.0 / report["promise"]["k"]
    worst = max(attack["after"]["high"] for attack in linkage["attacks"])
    tests = [_test("linked_once", worst, limit=limit, must_be="at_most")]
    if linkage["several"] is not None:
        tests.append(_test("linked_several", linkage["several"]["after"]["high"], limit=limit, must_be="at_most"))
    return tests


def _inferred(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """In the least mixed class, how many values a sensitive column has; and how far its values may be from those of
    all rows, to which the recipe sets no limit."""
    limit = report["promise"]["l"] if report["promise"]["l"] > 1 else None
    after = report["after"]
    mixed = [
        _test("least_l", part["min"], limit=limit, must_be="at_least", column=part["column"]) for part in after["l"]
    ]
    far = [_test("largest_t", part["max"], limit=None, must_be="at_most", column=part["column"]) for part in after["t"]]
    return mixed + far
