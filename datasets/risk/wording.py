"""Numbers, nouns and codes of a risk report in the reader's language; digits are always Western."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext, gettext_noop, ngettext

LOCALES: Mapping[str, str] = {"fr": "fr", "ar": "ar_MA", "en": "en_GB"}
PERCENT: Mapping[str, str] = {"fr": "%s\N{NO-BREAK SPACE}%%", "ar": "%s%%", "en": "%s%%"}
SMALLEST, NEARLY_ALL = 0.0005, 0.995

# Words in the name of a raw column that tell what its values are.
SUBJECTS: Mapping[str, frozenset[str]] = {
    "truck": frozenset({"truck", "trucks", "plate", "camion", "immatriculation", "matricule", "tractor"}),
    "ship": frozenset({"ship", "vessel", "imo", "mmsi", "navire", "callsign"}),
    "firm": frozenset(
        {"firm", "company", "ice", "importer", "exporter", "declarant", "agent", "shipper", "consignee", "societe"}
    ),
    "container": frozenset({"container", "conteneur"}),
}
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "singling_out": (gettext_noop("Singling out"), gettext_noop("Can somebody be isolated in the data?")),
    "linkability": (
        gettext_noop("Linkability"),
        gettext_noop("Can rows of one subject be brought together, or joined to another table?"),
    ),
    "inference": (
        gettext_noop("Inference"),
        gettext_noop("Can something that is not in the open be concluded about somebody?"),
    ),
}
TESTS: Mapping[str, str] = {
    "smallest_crowd": gettext_noop("Subjects in the smallest group of rows that look alike"),
    "linked_once": gettext_noop("Subjects found by an onlooker with one sighting (upper bound, 95 %)"),
    "linked_several": gettext_noop("Subjects found by an onlooker with several sightings (upper bound, 95 %)"),
    "least_l": gettext_noop("Different values of “%(column)s” in the least mixed group"),
    "largest_t": gettext_noop("Largest distance of “%(column)s” in a group from all rows (t)"),
}
MEASURES: Mapping[str, str] = {
    "ks": gettext_noop("Kolmogorov–Smirnov"),
    "tvd": gettext_noop("total variation"),
    "rank": gettext_noop("Spearman"),
    "ratio": gettext_noop("correlation ratio"),
    "cramer": gettext_noop("Cramér’s V"),
    "auc": gettext_noop("AUC"),
    "accuracy": gettext_noop("accuracy"),
    "skill": gettext_noop("skill against the median"),
}
WHY_NOT: Mapping[str, str] = {
    "too_few_rows": gettext_noop("There are too few rows to learn from and to be scored on."),
    "one_value": gettext_noop("The target has one value only."),
    "nothing_to_lose": gettext_noop("A simple model hardly beats chance on the raw rows: there is nothing to lose."),
}
SHARES = frozenset({"linked_once", "linked_several"})


def number(value: float, decimals: int = 0) -> str:
    pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return str(format_decimal(value, format=pattern, locale=LOCALES[language()]))


def percent(share: float) -> str:
    """Such as `12 %`, `2.4 %`, `less than 0.1 %`; 0 and 100 only where it is none, or all."""
    if 0 < share < SMALLEST:
        return gettext("less than %(share)s") % {"share": _percent(0.001, 1)}
    if NEARLY_ALL < share < 1:
        return gettext("more than %(share)s") % {"share": _percent(0.99, 0)}
    return _percent(share, 1 if 0 < share < 0.0995 else 0)


def between(low: float, high: float) -> str:
    """The bounds of an interval of shares."""
    return gettext("between %(low)s and %(high)s") % {"low": percent(low), "high": percent(high)}


def listed(names: Sequence[str]) -> str:
    return str(format_list(list(names), locale=LOCALES[language()]))


def subjects(count: int, column: str | None) -> str:
    """So many of what the raw column tells apart, such as `5 trucks`."""
    words = {"count": number(count)}
    return {
        "truck": ngettext("%(count)s truck", "%(count)s trucks", count),
        "ship": ngettext("%(count)s ship", "%(count)s ships", count),
        "firm": ngettext("%(count)s firm", "%(count)s firms", count),
        "container": ngettext("%(count)s container", "%(count)s containers", count),
        "subject": ngettext("%(count)s data subject", "%(count)s data subjects", count),
    }[_subject(column)] % words


def of_all(column: str | None) -> str:
    """After a share, what the raw column tells apart: `of the trucks`."""
    return {
        "truck": gettext("of the trucks"),
        "ship": gettext("of the ships"),
        "firm": gettext("of the firms"),
        "container": gettext("of the containers"),
        "subject": gettext("of the data subjects"),
    }[_subject(column)]


def crowd(low: int, high: int | None) -> str:
    """A range of sizes: `1`, `2–4`, `100+`."""
    if high is None:
        return f"{number(low)}+"
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def test_text(test: Mapping[str, Any]) -> str:
    said = gettext(TESTS[test["code"]])
    return said % {"column": test["column"]} if test["column"] else said


def test_value(test: Mapping[str, Any]) -> str:
    if test["code"] in SHARES:
        return percent(test["value"])
    return number(test["value"], 2 if test["code"] == "largest_t" else 0)


def test_limit(test: Mapping[str, Any]) -> str:
    """Such as `at least 5`; a dash where the recipe sets none."""
    if test["limit"] is None:
        return "–"
    limit = percent(test["limit"]) if test["code"] in SHARES else number(test["limit"])
    said = gettext("at least %(limit)s") if test["must_be"] == "at_least" else gettext("at most %(limit)s")
    return said % {"limit": limit}


def decision_texts(question: Mapping[str, Any]) -> tuple[str, str, str]:
    """Test, value and limit of a question as they are signed, in the active language: of those tests that have a
    limit, if any has; at most 300, 60 and 60 letters."""
    tests = [test for test in question["tests"] if test["limit"] is not None] or question["tests"]
    if not tests:
        return gettext("No test: the recipe names no column that it could be done on"), "–", "–"
    return (
        shorten("; ".join(map(test_text, tests)), most=300),
        shorten("; ".join(map(test_value, tests)), most=60),
        shorten("; ".join(map(test_limit, tests)), most=60),
    )


def shorten(text: str, *, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def language() -> str:
    active = (get_language() or "fr")[:2]
    return active if active in LOCALES else "fr"


def _percent(share: float, decimals: int) -> str:
    return PERCENT[language()] % number(100 * share, decimals)


def _subject(column: str | None) -> str:
    words = set(re.split(r"[^a-zà-ÿ]+", (column or "").lower()))
    return next((subject for subject, names in SUBJECTS.items() if words & names), "subject")
