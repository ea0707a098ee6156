"""The built-in metrics as an organizer chooses among them: by kind, in plain words, with an example, and which fit."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, gettext_lazy, gettext_noop

from challenges.making.rules import MetricUnfit
from evaluator.metrics.program.measures.catalogue import (
    CLASSIFICATION,
    METRICS,
    PROBABILITIES,
    QUANTILES,
    RANKING,
    REGRESSION,
    SURVIVAL,
)
from evaluator.metrics.titles import TITLES
from smartport.drafting.questions import BY_HAND, QUERIES, Question, question_of
from smartport.drafting.refusal import NotDrafted
from smartport.drafting.table import Table
from smartport.drafting.wording import meaning_of

MOST_KINDS, MOST_COLUMNS = 100, 30  # beyond them a quantity is taken for kinds
LOOKED_AT = 20_000  # rows on which it is seen whether a metric fits, before one is chosen
FAMILIES: Mapping[str, Any] = {
    REGRESSION: gettext_lazy("A number is predicted"),
    PROBABILITIES: gettext_lazy("A probability is predicted"),
    CLASSIFICATION: gettext_lazy("One kind among several is predicted"),
    QUANTILES: gettext_lazy("A range is predicted"),
    SURVIVAL: gettext_lazy("How long something lasts is predicted, as a curve"),
    RANKING: gettext_lazy("Rows are put in order"),
}
NUMBERS = gettext_noop("Every answer must be a number.")
NOT_NEGATIVE = gettext_noop("Every answer must be a number that is not below 0.")
TWO_VALUES = gettext_noop("The answers must have two values, such as 0 and 1.")
SEVERAL = gettext_noop("The answers must be kinds: from 2 to 100 different values.")
FEW = gettext_noop("The answers must be a few kinds: from 2 to 30 different values.")
NEEDS: Mapping[str, str] = {
    "number": NUMBERS,
    "non_negative": NOT_NEGATIVE,
    "label": SEVERAL,
    "probability": FEW,
    "mape": gettext_noop("Every answer must be a number, and none may be 0."),
    "roc_auc": TWO_VALUES,
    "average_precision": TWO_VALUES,
    "map_at_k": TWO_VALUES,
    "ndcg": NOT_NEGATIVE,
    "integrated_brier": gettext_noop("Every answer must be a duration: a number that is not below 0."),
}


@dataclass(frozen=True)
class Choice:
    """A metric on the page; `why_not` is empty where it fits the answers. `columns` are what teams would hand in."""

    name: str
    title: Mapping[str, str]
    meaning: Mapping[str, str]
    example: Mapping[str, str]
    better: str
    columns: tuple[str, ...] = ()
    why_not: str = ""
    asks_query: bool = False


@dataclass(frozen=True)
class Family:
    """Metrics of one kind, those that fit first."""

    title: Any
    choices: tuple[Choice, ...]

    @property
    def fits(self) -> bool:
        return any(not choice.why_not for choice in self.choices)


def families(table: Table, target: str, *, sample: tuple[str, ...]) -> list[Family]:
    """All that can be chosen on a page; kinds of which something fits come first."""
    few = Table(table.cells.head(LOOKED_AT), table.lines[:LOOKED_AT], table.encoding, table.separator)
    named = [name for name in METRICS if name not in BY_HAND]
    found = [
        Family(title, tuple(sorted(_choices(few, target, sample, named, family), key=lambda one: bool(one.why_not))))
        for family, title in FAMILIES.items()
    ]
    return sorted(found, key=lambda family: not family.fits)


def asked_of(table: Table, target: str, *, metric: str, query: str, sample: tuple[str, ...]) -> Question:
    """The question that a metric makes of the answers. Raises MetricUnfit."""
    if metric not in METRICS or metric in BY_HAND:
        raise MetricUnfit(reason=gettext("there is no such metric."))
    if metric in QUERIES and not query:
        raise MetricUnfit(reason=gettext("say which column tells what the rows are put in order for."))
    try:
        found = _question(table, target, metric=metric, query=query)
    except NotDrafted as refused:
        raise MetricUnfit(reason=need_of(metric)) from refused
    return named_as_in(found, sample)


def named_as_in(question: Question, sample: tuple[str, ...]) -> Question:
    """With the columns of the sample submission that teams download, where they are as many."""
    if len(sample) != len(question.columns) or sample == question.columns:
        return question
    prediction: Any = list(sample) if len(sample) > 1 else sample[0]
    return replace(question, columns=sample, options={**question.options, "prediction": prediction})


def need_of(metric: str) -> str:
    """What a metric needs of the answers, in the reader's language."""
    return gettext(NEEDS.get(metric, NEEDS[METRICS[metric].holds]))


def _question(table: Table, target: str, *, metric: str, query: str) -> Question:
    """Raises NotDrafted, also where a quantity would be taken for kinds."""
    found = question_of(table, target=target, metric=metric, group=query or None)
    if len(found.labels) > MOST_KINDS or len(found.columns) > MOST_COLUMNS:
        raise NotDrafted(f"{target} has too many values for {metric}.")
    return found


def _choices(table: Table, target: str, sample: tuple[str, ...], names: list[str], family: str) -> Iterator[Choice]:
    for name in names:
        if METRICS[name].family == family:
            yield _choice(table, target, sample, name)


def _choice(table: Table, target: str, sample: tuple[str, ...], name: str) -> Choice:
    columns: tuple[str, ...] = ()
    why_not = ""
    try:
        asked = _question(table, target, metric=name, query="query" if name in QUERIES else "")
        columns = named_as_in(asked, sample).columns
    except NotDrafted:
        why_not = need_of(name)
    told = (TITLES[name], meaning_of(name), _examples()[name], METRICS[name].better)
    return Choice(name, *told, columns=columns, why_not=why_not, asks_query=name in QUERIES)


@cache
def _examples() -> Mapping[str, Mapping[str, str]]:
    text = (Path(__file__).parent / "texts" / "examples.json").read_text("utf-8")
    found: Mapping[str, Mapping[str, str]] = json.loads(text)
    return found
