"""A risk report as it is told to people: the verdict first, then pictures, tables and the questions of the law."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from datasets.recipes.recipe import Recipe
from datasets.risk.figures import TRACK, CrowdColumn, Gauge, crowd_columns, gauge, length
from datasets.risk.told_answers import Answered, answers
from datasets.risk.told_linkage import Linkage, linkage
from datasets.risk.told_tables import Line, correlations, measures
from datasets.risk.told_verdict import Verdict, judge
from datasets.risk.wording import (
    MEASURES,
    WHY_NOT,
    between,
    crowd,
    language,
    number,
    percent,
    subjects,
)

TOLD_PERCENT = 0.1
"""What a column costs less than this is not told."""


@dataclass(frozen=True)
class Fact:
    name: str
    value: str
    note: str


@dataclass(frozen=True)
class Crowd:
    """A column of the picture of crowds, with its words."""

    shape: CrowdColumn
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Attacker:
    """Without a gauge nothing is known."""

    name: str
    who: str
    gauge: Gauge | None
    before: str
    after: str
    note: str


@dataclass(frozen=True)
class ColumnKept:
    name: str
    is_known: bool
    is_sensitive: bool
    bar: float
    kept: str
    moved: str
    suppressed: str


@dataclass(frozen=True)
class Cost:
    column: str
    bar: float
    gain: str


@dataclass(frozen=True)
class Baseline:
    """`raw` and `published` are bars on a track; None where there is no score."""

    sentence: str
    measure: str
    raw: float
    published: float
    raw_text: str
    published_text: str
    costs: list[Cost]
    has_scores: bool


@dataclass(frozen=True)
class Told:
    """Everything that a page or a paper shows, in one language."""

    title: str
    version: str
    verdict: Verdict
    facts: list[Fact]
    crowds: list[Crowd]
    crowds_note: str
    attackers: list[Attacker]
    attackers_note: str
    linkage: Linkage | None
    columns: list[ColumnKept]
    baseline: Baseline
    measures: list[Line]
    correlations: list[Line]
    questions: list[Answered]
    method: list[str]


def tell(report: Mapping[str, Any], *, recipe: Recipe, decisions: Sequence[Mapping[str, Any]] = ()) -> Told:
    """In the active language. `decisions` has what was signed: question, is_accepted, reason, signer, role, at."""
    who, k = report["promise"]["entities"], report["promise"]["k"]
    return Told(
        title=recipe.title[language()],
        version=recipe.version,
        verdict=judge(report),
        facts=_facts(report),
        crowds=[
            Crowd(shape, crowd(shape.low, shape.high), percent(shape.before_share), percent(shape.after_share))
            for shape in crowd_columns(report["before"]["k"]["crowds"], report["after"]["k"]["crowds"], limit=k)
        ],
        crowds_note=gettext("Rows by the size of the crowd they hide in; the recipe promises at least %(crowd)s.")
        % {"crowd": subjects(k, who)},
        attackers=_attackers(report),
        attackers_note=gettext("The mark is the limit: one in %(k)s, %(share)s.")
        % {"k": number(k), "share": percent(1 / k)},
        linkage=linkage(report),
        columns=[_column(column) for column in report["columns"]],
        baseline=_baseline(report["baseline"]),
        measures=measures(report),
        correlations=correlations(report),
        questions=answers(report, decisions=decisions),
        method=_method(report),
    )


def _facts(report: Mapping[str, Any]) -> list[Fact]:
    who, rows, baseline = report["promise"]["entities"], report["rows"], report["baseline"]
    left_out = gettext("left out: %(share)s") % {"share": percent(rows["left_out_share"])}
    smallest = [subjects(report[side]["k"]["min"], who) for side in ("before", "after")]
    facts = [
        Fact(gettext("Rows published"), number(rows["after"]), left_out),
        Fact(gettext("Smallest group"), smallest[1], gettext("raw rows: %(value)s") % {"value": smallest[0]}),
    ]
    if report["linkage"]:
        worst = max(report["linkage"]["attacks"], key=lambda attack: attack["after"]["share"])
        raw = gettext("raw rows: %(value)s") % {"value": percent(worst["before"]["share"])}
        facts.append(Fact(gettext("Found by an onlooker"), percent(worst["after"]["share"]), raw))
    if not baseline["why_not"]:
        note = between(max(0.0, baseline["low"]) / 100, max(0.0, baseline["high"]) / 100)
        loss = percent(max(0.0, baseline["loss_percent"]) / 100)
        facts.append(Fact(gettext("Lost by a simple model"), loss, note))
    return facts


def _attackers(report: Mapping[str, Any]) -> list[Attacker]:
    before, after = (report[side]["attackers"] for side in ("before", "after"))
    limit = 1 / report["promise"]["k"]
    mean = gettext("on average %(before)s before, %(after)s after") % {
        "before": percent(before["prosecutor"]["mean"]),
        "after": percent(after["prosecutor"]["mean"]),
    }
    return [
        Attacker(
            gettext("Prosecutor"),
            gettext("Knows that somebody is in the data, and looks for the row."),
            gauge(before["prosecutor"]["max"], after["prosecutor"]["max"], limit=limit),
            percent(before["prosecutor"]["max"]),
            percent(after["prosecutor"]["max"]),
            mean,
        ),
        Attacker(
            gettext("Journalist"),
            gettext("Wants to expose anybody, and has to know how many look alike in the whole population."),
            None,
            gettext("not known"),
            gettext("not known"),
            gettext("The recipe gives no counts of the population. Not above the prosecutor’s %(share)s.")
            % {"share": percent(after["journalist"]["at_most"])},
        ),
        Attacker(
            gettext("Marketer"),
            gettext("Puts a name to every row, and wants as many right as possible."),
            gauge(before["marketer"]["mean"], after["marketer"]["mean"], limit=limit),
            percent(before["marketer"]["mean"]),
            percent(after["marketer"]["mean"]),
            "",
        ),
    ]


def _column(column: Mapping[str, Any]) -> ColumnKept:
    if column["distance"] is None:
        moved = gettext("nothing is left")
    else:
        moved = f"{number(column['distance'], 3)} ({gettext(MEASURES[column['measure']])})"
    return ColumnKept(
        name=column["name"],
        is_known=column["is_known"],
        is_sensitive=column["is_sensitive"],
        bar=length(column["kept"]),
        kept=percent(column["kept"]),
        moved=moved,
        suppressed=percent(column["suppressed_share"]),
    )


def _baseline(part: Mapping[str, Any]) -> Baseline:
    has_scores = "raw" in part
    measure = gettext(MEASURES[part["kind"]]) if has_scores else ""
    if part["why_not"]:
        sentence = gettext(WHY_NOT[part["why_not"]])
    elif part["loss_percent"] <= 0:
        sentence = gettext("A simple model that learns from the release loses nothing of its score (%(measure)s).")
    else:
        sentence = gettext(
            "A simple model that learns from the release loses %(loss)s of its score (%(measure)s); "
            "in 95 of 100 samples %(between)s."
        )
    words = {"measure": measure}
    if has_scores and not part["why_not"]:
        low, high = max(0.0, part["low"]) / 100, max(0.0, part["high"]) / 100
        words |= {"loss": percent(max(0.0, part["loss_percent"]) / 100), "between": between(low, high)}
    costs = part.get("costs", [])
    highest = max((cost["gain_percent"] for cost in costs), default=0.0) or 1.0
    return Baseline(
        sentence=sentence % words,
        measure=measure,
        raw=length(part["raw"]) if has_scores else 0.0,
        published=length(part["published"]) if has_scores else 0.0,
        raw_text=number(part["raw"], 3) if has_scores else "–",
        published_text=number(part["published"], 3) if has_scores else "–",
        costs=[_cost(cost, highest) for cost in costs if cost["gain_percent"] >= TOLD_PERCENT],
        has_scores=has_scores,
    )


def _cost(cost: Mapping[str, Any], highest: float) -> Cost:
    return Cost(cost["column"], TRACK * cost["gain_percent"] / highest, percent(cost["gain_percent"] / 100))


def _method(report: Mapping[str, Any]) -> list[str]:
    """How the numbers were got."""
    said = [gettext("k, l, t and all counts are exact, over all rows; k counts different subjects, not rows.")]
    if report["columns"]:
        words = {"rows": number(report["columns"][0]["sample"]), "fewer": number(report["correlations"]["sample"])}
        said.append(
            gettext("Columns are compared on a sample of %(rows)s rows, correlations on %(fewer)s rows.") % words
        )
    if report["linkage"]:
        tested = number(report["linkage"]["attacks"][-1]["after"]["tested"])
        said.append(
            gettext(
                "The onlookers are simulated: a made-up public table holds the raw rows with times and sizes a little "
                "off; at least %(tested)s subjects drawn at random are looked for. Intervals are Wilson’s, at 95 %%."
            )
            % {"tested": tested}
        )
    if "train" in report["baseline"]:
        words = {"train": number(report["baseline"]["train"]), "test": number(report["baseline"]["test"])}
        said.append(
            gettext("The simple model is gradient boosting, learnt from %(train)s rows and scored on %(test)s others.")
            % words
        )
    return said
