"""Scores of challenge.yaml that name a built-in metric, as a person writes them; BundleBroken says what to mend."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from evaluator.description import broken
from evaluator.metrics.options import read_column, read_columns, read_number, read_option
from evaluator.metrics.program.measures.asked import Asked
from evaluator.metrics.program.measures.catalogue import METRICS, NAMES, SKILL, WEIGHTED_SUM, Better, Metric
from evaluator.metrics.titles import TITLES
from evaluator.scorekit.predictions import PredictionsFormat

PLACE = "evaluation.scores"
SHOWN = frozenset({"key", "metric", "title", "unit", "better", "primary", "decimals"})
OPPOSITE: Mapping[str, Better] = {"lower": "higher", "higher": "lower", "neither": "neither"}
KAPPA_LABELS = 1_000

Item = Mapping[str, Any]


def read_metrics(listed: Sequence[Item], *, format: PredictionsFormat) -> tuple[Asked, ...]:  # noqa: A002
    """Empty where no score names a metric. Either all do, or the challenge has a program that computes all."""
    named = [item for item in listed if "metric" in item]
    if not named:
        return ()
    if len(named) < len(listed):
        other = next(item for item in listed if "metric" not in item)
        raise broken(f"{PLACE}: {other.get('key')} names no metric and others do: all or none")
    single = [_single(item, format=format) for item in listed if _name(item) != WEIGHTED_SUM]
    sums = [_sum(item, of=single) for item in listed if _name(item) == WEIGHTED_SUM]
    asked = {one.key: one for one in (*single, *sums)}
    return tuple(asked[_key(item)] for item in listed)


def completed(item: Item, asked: Asked) -> Item:
    """The item with what it left unsaid: key, title and direction of the metric."""
    return {"key": asked.key, "title": dict(TITLES[asked.metric]), **item, "better": asked.better}


def _key(item: Item) -> str:
    return str(item.get("key", item["metric"]))


def _place(item: Item) -> str:
    return f"{PLACE}: {_key(item)}"


def _name(item: Item) -> str:
    name = item["metric"]
    if name in NAMES:
        return str(name)
    near = get_close_matches(str(name).lower(), NAMES, n=1)
    if near:
        raise broken(f"{PLACE}: there is no metric {name!r}: did you mean {near[0]}?")
    raise broken(f"{PLACE}: there is no metric {name!r}: choose one of: {', '.join(NAMES)}")


def _single(item: Item, *, format: PredictionsFormat) -> Asked:  # noqa: A002
    name, place = _name(item), _place(item)
    spec = _loss(item, place) if name == SKILL else METRICS[name]
    _require_known(item, spec, place, more={"of", "reference"} if name == SKILL else set())
    options = _options(item, spec, place)
    prediction = _prediction(item, spec, options, format, place)
    if spec.holds == "label":
        _add_label_options(options, item, format.labels[prediction[0]], place)
    if name == SKILL:
        options |= _skill(item, count=len(prediction), place=place)
    return Asked(
        key=_key(item),
        metric=name,
        better=_better(item, "higher" if name == SKILL else spec.better, place),
        primary=item.get("primary") is True,
        target=read_column(item.get("target"), f"{place}: target"),
        prediction=prediction,
        weight=read_column(item["weight"], f"{place}: weight") if "weight" in item else "",
        options=options,
    )


def _loss(item: Item, place: str) -> Metric:
    losses = [name for name, spec in METRICS.items() if spec.is_loss]
    if item.get("of") not in losses:
        raise broken(f"{place}: a skill is `of` one of: {', '.join(losses)}")
    return METRICS[item["of"]]


def _require_known(item: Item, spec: Metric, place: str, *, more: set[str]) -> None:
    """A misspelt option must not be a silent one."""
    weight = {"weight"} if spec.has_weight else set()
    known = {*SHOWN, "target", "prediction", *weight, *spec.needs, *spec.takes, *more}
    for name in item:
        if name not in known:
            raise broken(f"{place}: {item['metric']} has no {name}; it takes {', '.join(sorted(known - SHOWN))}")


def _options(item: Item, spec: Metric, place: str) -> dict[str, Any]:
    for name in spec.needs:
        if name not in item:
            raise broken(f"{place}: {item['metric']} needs {name}")
    given = [name for name in (*spec.needs, *spec.takes) if name in item]
    options = {name: read_option(name, item[name], place) for name in given}
    if {"positive", "classes"} <= options.keys():
        raise broken(f"{place}: give positive (for two classes) or classes (for more), not both")
    if "positive" in spec.takes and spec.holds != "label" and "classes" not in options:
        options.setdefault("positive", "1")
    return options


def _add_label_options(options: dict[str, Any], item: Item, labels: Sequence[str], place: str) -> None:
    """What f1 and kappa mean when nothing is said."""
    if item["metric"] == "kappa":
        options.setdefault("weighting", "none")
        if len(labels) > KAPPA_LABELS:
            raise broken(f"{place}: kappa takes at most {KAPPA_LABELS:,} labels")
    if item["metric"] == "f1":
        options.setdefault("average", "binary" if len(labels) == 2 else "macro")
        if options["average"] == "binary":
            _require_positive(options, labels, place)
        elif "positive" in options:
            raise broken(f"{place}: positive goes with `average: binary` only")


def _require_positive(options: dict[str, Any], labels: Sequence[str], place: str) -> None:
    options.setdefault("positive", "1")
    if len(labels) != 2:
        raise broken(f"{place}: `average: binary` is for two labels; write macro or micro")
    if options["positive"] not in labels:
        raise broken(f"{place}: write `positive: …`, the label to be found: {', '.join(labels)}")


def _skill(item: Item, *, count: int, place: str) -> dict[str, Any]:
    reference = read_columns(item.get("reference"), f"{place}: reference")
    if len(reference) != count:
        raise broken(f"{place}: reference must name {count} of the truth's columns, as prediction does")
    return {"of": item["of"], "reference": list(reference)}


def _prediction(
    item: Item,
    spec: Metric,
    options: Mapping[str, Any],
    format: PredictionsFormat,  # noqa: A002
    place: str,
) -> tuple[str, ...]:
    """As named; else the column called as the target, or all that may be meant, where they are as many as it reads."""
    count = {"one": 1, "low_high": 2}.get(spec.columns) or len(options.get(spec.columns, [None]))
    meant = tuple(name for name in format.columns if (name in format.labels) == (spec.holds == "label"))
    usual = (item.get("target"),) if count == 1 and item.get("target") in format.columns else meant or format.columns
    found = read_columns(item["prediction"], f"{place}: prediction") if "prediction" in item else usual
    if len(found) != count:
        raise broken(f"{place}: write `prediction: …`, {count} of the columns {', '.join(format.columns)}")
    for name in found:
        if name not in format.columns:
            raise broken(f"{place}: {name} is none of the columns of evaluation.predictions")
        if spec.holds == "label" and name not in format.labels:
            raise broken(
                f"{place}: {item['metric']} needs labels: write `labels: {{{name}: [...]}}` in evaluation.predictions"
            )
        if spec.holds != "label" and name in format.labels:
            raise broken(f"{place}: {item['metric']} needs numbers, not labels, in evaluation.predictions")
    return tuple(map(str, found))


def _better(item: Item, own: Better, place: str) -> Better:
    better = item.get("better", own)
    if better == own:
        return own
    if better == "neither":
        return "neither"
    raise broken(f"{place}: {item['metric']} is better {own}; leave `better` out, or write neither to show it only")


def _sum(item: Item, *, of: Iterable[Asked]) -> Asked:
    place, others = _place(item), {asked.key: asked for asked in of}
    unknown = item.keys() - SHOWN - {"of"}
    if unknown:
        raise broken(f"{place}: weighted_sum has no {min(unknown)}; it takes of")
    terms = item.get("of")
    if not isinstance(terms, dict) or not terms or not terms.keys() <= others.keys():
        raise broken(f"{place}: `of` gives a coefficient to keys of other scores, such as {{mae: 0.7, rmse: 0.3}}")
    for key, coefficient in terms.items():
        if abs(read_number(coefficient, f"{place}: of.{key}", low=-1e6, high=1e6)) < 1e-6:
            raise broken(f"{place}: of.{key}: a coefficient is not 0")
    return Asked(
        key=_key(item),
        metric=WEIGHTED_SUM,
        better=_sum_better(item, [(others[key].own_better, value) for key, value in terms.items()], place),
        primary=item.get("primary") is True,
        options={"of": dict(terms)},
    )


def _sum_better(item: Item, terms: Sequence[tuple[Better, float]], place: str) -> Better:
    """As its terms are, where they agree; else it has to be said."""
    ways = {better if coefficient > 0 else OPPOSITE[better] for better, coefficient in terms}
    if len(ways) == 1 and ways != {"neither"}:
        return _better(item, ways.pop(), place)
    if item.get("better") not in ("lower", "higher", "neither"):
        raise broken(f"{place}: its terms do not agree: write `better: lower`, higher or neither")
    better: Better = item["better"]
    return better
