"""What must hold of the truth so that a metric is defined for whatever is predicted; else TruthBroken says where."""

import math
from collections.abc import Callable, Mapping, Sequence

from .asked import PARTS, Asked, Task
from .catalogue import SKILL, WEIGHTED_SUM
from .truth import Truth

NEAR = 1e-9  # closer than this, relative to the values, two numbers count as the same

Condition = Callable[[Asked, Truth, Sequence[str]], None]


def require_sound(task: Task, truth: Truth) -> None:
    """Raises TruthBroken with the first thing to mend."""
    for asked in task.asked:
        if asked.metric == WEIGHTED_SUM:
            continue
        _require_weights(asked, truth)
        for name in asked.spec.conditions:
            CONDITIONS[name](asked, truth, task.labels_of(asked))
        if asked.metric == SKILL:
            _require_beatable(asked, truth)


def _require_weights(asked: Asked, truth: Truth) -> None:
    truth.weights(asked.weight)
    for part in PARTS:
        if not _counted(asked, truth, part):
            raise truth.broken(f"no row of the {part} part has a weight for {asked.key}", column=asked.weight)


def _counted(asked: Asked, truth: Truth, part: str) -> list[int]:
    """The rows of a part that have a weight."""
    weights = truth.weights(asked.weight)
    return [row for row in truth.rows_of(part) if weights[row] > 0]


def numbers(asked: Asked, truth: Truth, labels: Sequence[str]) -> None:
    truth.numbers(asked.target)


def not_negative(asked: Asked, truth: Truth, labels: Sequence[str]) -> None:
    for row, number in enumerate(truth.numbers(asked.target)):
        if number < 0:
            raise truth.broken(f"{asked.key} needs numbers that are not below 0", row=row, column=asked.target)


def not_zero(asked: Asked, truth: Truth, labels: Sequence[str]) -> None:
    """A relative error of nothing has no meaning."""
    for row, number in enumerate(truth.numbers(asked.target)):
        if abs(number) < NEAR:
            raise truth.broken(
                f"{asked.key} divides by it, so it must not be 0 (smape or mae can take it)",
                row=row,
                column=asked.target,
            )


def spread(asked: Asked, truth: Truth, labels: Sequence[str]) -> None:
    """The truth must vary by more than what a computer rounds."""
    found = truth.numbers(asked.target)
    for part in PARTS:
        values = [found[row] for row in _counted(asked, truth, part)]
        if max(values) - min(values) <= NEAR * max(1.0, *map(abs, values)):
            raise truth.broken(f"the {part} part has one value only: {asked.key} is undefined", column=asked.target)


def two_values(asked: Asked, truth: Truth, labels: Sequence[str]) -> None:
    values: Sequence[object] = truth.columns[asked.target] if labels else truth.numbers(asked.target)
    for part in PARTS:
        if len({values[row] for row in _counted(asked, truth, part)}) < 2:
            raise truth.broken(f"the {part} part has one value only: {asked.key} is undefined", column=asked.target)


def events_above(asked: Asked, truth: Truth, labels: Sequence[str]) -> None:
    """Without an event there is nothing to hit."""
    found, threshold = truth.numbers(asked.target), asked.options["threshold"]
    for part in PARTS:
        if not any(found[row] >= threshold for row in _counted(asked, truth, part)):
            raise truth.broken(
                f"no row of the {part} part reaches the threshold {threshold:g}: {asked.key} is undefined",
                column=asked.target,
            )


def known_labels(asked: Asked, truth: Truth, labels: Sequence[str]) -> None:
    for row, label in enumerate(truth.columns[asked.target]):
        if label not in labels:
            raise truth.broken(
                f"this is none of the labels of {asked.prediction[0]} in evaluation.predictions",
                row=row,
                column=asked.target,
            )


def positive_for_f1(asked: Asked, truth: Truth, labels: Sequence[str]) -> None:
    if asked.options["average"] == "binary":
        _require_in_each_part(asked, truth, wanted=asked.options["positive"])


def known_classes(asked: Asked, truth: Truth, labels: Sequence[str]) -> None:
    """Classes that are named, or two of which one is positive."""
    found, classes = truth.columns[asked.target], asked.options.get("classes")
    if classes:
        for row, label in enumerate(found):
            if label not in classes:
                raise truth.broken(f"this is none of the classes of {asked.key}", row=row, column=asked.target)
        return
    positive, distinct = asked.options["positive"], dict.fromkeys(found)
    if positive not in distinct:
        some = ", ".join(map(repr, list(distinct)[:5]))
        raise truth.broken(
            f"{positive!r}, the positive value of {asked.key}, never occurs (found: {some}); write `positive: …`",
            column=asked.target,
        )
    if len(distinct) > 2:
        third = found.index(list(distinct)[2])
        raise truth.broken(f"{asked.key} takes two values, and this is a third", row=third, column=asked.target)


def both_classes(asked: Asked, truth: Truth, labels: Sequence[str]) -> None:
    positive = asked.options["positive"]
    _require_in_each_part(asked, truth, wanted=positive)
    found = truth.columns[asked.target]
    for part in PARTS:
        if all(found[row] == positive for row in _counted(asked, truth, part)):
            raise truth.broken(
                f"the {part} part has nothing but {positive!r}: {asked.key} is undefined", column=asked.target
            )


def _require_in_each_part(asked: Asked, truth: Truth, *, wanted: str) -> None:
    found = truth.columns[asked.target]
    for part in PARTS:
        if not any(found[row] == wanted for row in _counted(asked, truth, part)):
            raise truth.broken(f"the {part} part has no {wanted!r}: {asked.key} is undefined", column=asked.target)


def queries(asked: Asked, truth: Truth, labels: Sequence[str]) -> None:
    """Each query whole in one part, with two rows or more, and something relevant to find."""
    column = asked.options["query"]
    rows_by_query: dict[str, list[int]] = {}
    for row, query in enumerate(truth.columns[column]):
        rows_by_query.setdefault(query, []).append(row)
    relevant = set(relevant_rows(asked, truth))
    for query, rows in rows_by_query.items():
        if len({truth.parts[row] for row in rows}) > 1:
            raise truth.broken(f"the query {query!r} must be whole in one part", row=rows[0], column=column)
        if len(rows) < 2:
            raise truth.broken("this query has one row only: there is nothing to rank", row=rows[0], column=column)
        if relevant.isdisjoint(rows):
            raise truth.broken("no row of this query is relevant: take it out", row=rows[0], column=column)


def relevant_rows(asked: Asked, truth: Truth) -> list[int]:
    """Rows with the positive value, or (of graded relevance) with more than nothing."""
    if "positive" in asked.options:
        return [row for row, label in enumerate(truth.columns[asked.target]) if label == asked.options["positive"]]
    return [row for row, grade in enumerate(truth.numbers(asked.target)) if grade > 0]


def observed(asked: Asked, truth: Truth, labels: Sequence[str]) -> None:
    """The event column says 1 (it happened at the target's time) or 0 (nothing had happened until then)."""
    column = asked.options.get("event", "")
    if not column:
        return
    events = truth.numbers(column)
    for row, event in enumerate(events):
        if event not in (0, 1):
            raise truth.broken("an event is 1 (it happened) or 0 (it was not seen)", row=row, column=column)
    for part in PARTS:
        if not any(events[row] for row in truth.rows_of(part)):
            raise truth.broken(f"nothing happened in the {part} part: {asked.key} is undefined", column=column)


def _require_beatable(asked: Asked, truth: Truth) -> None:
    """The reference forecast is one that a team could have handed in, and is not perfect in either part."""
    forecasts = [_forecast(asked, truth, column) for column in asked.reference]
    if asked.options.get("classes"):
        for row, total in enumerate(map(math.fsum, zip(*forecasts, strict=True))):
            if abs(total - 1) > NEAR:
                raise truth.broken(f"the reference's probabilities add up to {total:g}, not to 1", row=row)
    for part in PARTS:
        rows = _counted(asked, truth, part)
        if all(_is_hit(asked, truth, row, forecast=[column[row] for column in forecasts]) for row in rows):
            raise truth.broken(
                f"the reference of {asked.key} is perfect in the {part} part: no skill can be measured against it",
                column=asked.reference[0],
            )


def _forecast(asked: Asked, truth: Truth, column: str) -> list[float]:
    low = -math.inf if asked.spec.holds == "number" else 0.0
    high = 1.0 if asked.spec.holds == "probability" else math.inf
    found = truth.numbers(column)
    for row, number in enumerate(found):
        if not low <= number <= high:
            kind = {"probability": "from 0 to 1", "non_negative": "not below 0"}[asked.spec.holds]
            raise truth.broken(f"a reference forecast for {asked.key} is {kind}", row=row, column=column)
    return found


def _is_hit(asked: Asked, truth: Truth, row: int, *, forecast: Sequence[float]) -> bool:
    """Whether nothing of the reference could have been better in this row."""
    aims = [_aim(asked, truth, row, at=at) for at in range(len(forecast))]
    pairs = [(number, aim) for number, aim in zip(forecast, aims, strict=True) if aim is not None]
    return all(abs(number - aim) <= NEAR * max(1.0, abs(aim)) for number, aim in pairs)


def _aim(asked: Asked, truth: Truth, row: int, *, at: int) -> float | None:
    """The number that loses nothing; None where none loses anything."""
    if asked.spec.columns == "classes":
        named = asked.options.get("classes") or [asked.options["positive"]]
        return float(truth.columns[asked.target][row] == named[at])
    value = truth.numbers(asked.target)[row]
    if asked.spec.columns != "times":
        return value
    if value > asked.options["times"][at]:
        return 1.0
    event = asked.options.get("event", "")
    return 0.0 if not event or truth.numbers(event)[row] else None


CONDITIONS: Mapping[str, Condition] = {
    condition.__name__: condition
    for condition in (
        numbers,
        not_negative,
        not_zero,
        spread,
        two_values,
        events_above,
        known_labels,
        positive_for_f1,
        known_classes,
        both_classes,
        queries,
        observed,
    )
}
