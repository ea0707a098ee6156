"""What a recipe as a whole may not say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from datasets.recipes.recipe import Column, Split
from datasets.rules import RecipeBroken, require_order

SAMPLES = ("mean", "most")


def require_distinct(names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise RecipeBroken(f"Two columns are called “{name}”; rename one of them.")


def require_important_known(importance: Iterable[str], *, known: set[str]) -> None:
    for name in importance:
        if name not in known:
            raise RecipeBroken(
                f"“importance” names “{name}”, which is no column that somebody outside may know: take it out, or "
                "write “known: true” at the column."
            )


def require_samples(sample: Mapping[str, Any]) -> None:
    for name, told in sample.items():
        is_quantile = isinstance(told, float) and 0 < told < 1
        if not is_quantile and told not in SAMPLES and not _is_share(told):
            raise RecipeBroken(
                f"“{name}” of sample_submission is a quantile between 0 and 1, “mean”, “most”, or the share "
                f"“{{above: number}}”, not {told!r}."
            )


def _is_share(told: Any) -> bool:
    """Of the training rows whose target is above a number."""
    return isinstance(told, dict) and told.keys() == {"above"} and isinstance(told["above"], int | float)


def require_periods(split: Split) -> None:
    """A split by time has four days in order; without a time whole groups, or rows, are drawn."""
    for share in (split.test_share, split.public_share):
        if share <= 0:
            raise RecipeBroken("“test_share” and “public_share” must lie between 0 and 1: no part may be empty.")
    days = (split.train_from, split.train_to, split.test_from, split.test_to)
    if split.time is None:
        if any(days):
            raise RecipeBroken("The split has periods and no “time”: name the raw column that places the rows.")
        return
    given = [day for day in days if day is not None]
    if len(given) != len(days):
        raise RecipeBroken("A split by time needs “train: {from, to}” and “test: {from, to}”, each with two days.")
    require_order(*given)


def require_no_bare_time(column: Column, *, is_time: bool) -> None:
    """When somebody came links a row to what others saw: a time is published in parts, as minutes, or coarsened."""
    if is_time and column.coarsen != "time" and column.since is None and column.pseudonym is None:
        raise RecipeBroken(
            f"{column.name} publishes the time “{column.raw}” as it is: coarsen it by time, publish a part of it (the "
            "feature time_part), or the minutes since another time."
        )
