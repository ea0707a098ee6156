"""The verdict on a release in one sentence, and what stands against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext, ngettext

from datasets.risk.wording import listed, number, of_all, percent, subjects

Tone = Literal["good", "warn", "bad"]


@dataclass(frozen=True)
class Verdict:
    """One sentence, and what stands against it."""

    text: str
    tone: Tone
    more: list[str]


def judge(report: Mapping[str, Any]) -> Verdict:
    who, after, k = report["promise"]["entities"], report["after"], report["promise"]["k"]
    if not report["rows"]["after"]:
        return Verdict(gettext("Nothing would be published: all rows were left out."), "bad", [])
    if after["k"]["min"] < k:
        words = {"share": percent(after["attackers"]["prosecutor"]["over"]), "crowd": subjects(k, who)}
        text = gettext("Not safe: for %(share)s of the rows fewer than %(crowd)s come into question.") % words
        return Verdict(text, "bad", _against(report))
    if not report["promise"]["known"]:
        text = gettext("The recipe names no column that somebody outside may know: nothing could be tested.")
        return Verdict(text, "warn", [])
    text = gettext("Nobody can be singled out: every row could be about at least %(crowd)s.")
    against = _against(report)
    return Verdict(text % {"crowd": subjects(after["k"]["min"], who)}, "warn" if against else "good", against)


def _against(report: Mapping[str, Any]) -> list[str]:
    """A sentence for each test that does not hold, but the one that the verdict is about."""
    tests = [test for question in report["questions"] for test in question["tests"]]
    said = [_does_not_hold(test, report) for test in tests if test["holds"] is False]
    return [sentence for sentence in said if sentence]


def _does_not_hold(test: Mapping[str, Any], report: Mapping[str, Any]) -> str:
    words = {"of_all": of_all(report["promise"]["entities"])}
    if test["code"] in {"linked_once", "linked_several"}:
        words |= {"share": percent(test["value"]), "limit": percent(test["limit"])}
    if test["code"] == "linked_once":
        return gettext("An onlooker may find up to %(share)s %(of_all)s; the limit is %(limit)s.") % words
    if test["code"] == "linked_several":
        said = gettext(
            "With several sightings an onlooker may find up to %(share)s %(of_all)s; the limit is %(limit)s."
        )
        joins = report["linkage"]["together"]["after"]["joined_by"] if report["linkage"]["together"] else []
        more = gettext("Their rows are joined by: %(columns)s.") % {"columns": listed(joins)} if joins else ""
        return f"{said % words} {more}".strip()
    if test["code"] == "least_l":
        value = int(test["value"])
        said = ngettext(
            "In some groups “%(column)s” has %(value)s value only; the recipe promises %(limit)s.",
            "In some groups “%(column)s” has %(value)s values only; the recipe promises %(limit)s.",
            value,
        )
        return said % {"column": test["column"], "value": number(value), "limit": number(test["limit"])}
    return ""
