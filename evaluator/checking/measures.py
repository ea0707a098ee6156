"""What the scores and the limits of a challenge look like: its two parts, its baselines, the room it gives."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from evaluator.bundle import Bundle, ScoreColumn
from evaluator.checking.asking import Answer
from evaluator.checking.findings import BaselineRun, Finding
from evaluator.checking.truth import Truth
from evaluator.checking.verdicts import is_better
from evaluator.limits import MIB, Limits
from evaluator.report import Usage
from evaluator.scoring import PARTS

TINY_ROWS, TINY_SHARE = 30, 0.05
WILD = 0.5
TIGHT, GENEROUS = 0.6, 0.02
GENEROUS_SECONDS = 10


def of_sizes(truth: Truth) -> Iterator[Finding]:
    title = "The size of the parts"
    sizes = Counter(truth.parts)
    total = len(truth.parts)
    small = [part for part in PARTS if total and (sizes[part] < TINY_ROWS or sizes[part] < TINY_SHARE * total)]
    for part in small:
        text = (
            f"The {part} part has {sizes[part]} of {total} rows: chance decides. So little truth could even be guessed "
            "and tried against the bundle's digest, which receipts show; random letters in a file of reference/ end it."
        )
        yield Finding("part_tiny", "look", "files", title, text, {"part": part, "rows": sizes[part]})
    if total and not small:
        text = f"{sizes['public']} rows are public, {sizes['private']} private."
        yield Finding("parts_sized", "good", "files", title, text)


def of_parts(
    runs: Sequence[BaselineRun], asked: Sequence[Mapping[str, float]], column: ScoreColumn
) -> Iterator[Finding]:
    """Whether the public board foretells the private one, and not too well. `asked` are scores of other answers."""
    title = "Public against private"
    pairs = {run.name: _pair(run.scores, column) for run in runs if run.scores}
    everything = [*pairs.values(), *(_pair(scores, column) for scores in asked if scores)]
    if everything and all(public == private for public, private in everything):
        text = "Both parts score the same whatever is handed in: whoever sees the board sees the final result."
        yield Finding("parts_are_one", "look", "files", title, text)
        return
    if not pairs:
        return
    wild = [name for name, (public, private) in pairs.items() if _is_wild(public, private)]
    for name in wild:
        public, private = pairs[name]
        shown = f"{public:.{column.decimals}f} on the public part and {private:.{column.decimals}f} on the private one"
        text = f"{name} scores {shown}: the parts are not alike, and the board foretells nothing."
        yield Finding("parts_disagree", "look", "files", title, text, {"baseline": name})
    if _order(pairs, 0, column) != _order(pairs, 1, column):
        text = "The baselines stand in another order on the private part than on the public one."
        yield Finding("parts_rank_otherwise", "look", "files", title, text)
    elif not wild:
        yield Finding("parts_agree", "good", "files", title, "The baselines do about as well on both.")


def of_trivial(runs: Sequence[BaselineRun], trivial: Mapping[str, Answer], column: ScoreColumn) -> Iterator[Finding]:
    """Whether an answer without thought beats every baseline; `trivial` by what it is called. A naive baseline is meant
    to be hardly better than that, one that learns is not."""
    title = "The baselines against no thought at all"
    beaten: dict[str, list[str]] = {run.name: [] for run in runs if run.scores}
    for run in runs:
        for what, answer in trivial.items():
            if answer.scores and run.scores and any(_beats(answer.scores, run.scores, part, column) for part in PARTS):
                beaten[run.name].append(what)
    if ahead := [name for name, by in beaten.items() if not by]:
        text = f"No constant and no sample beats {', '.join(ahead)}."
        yield Finding("baselines_ahead", "good", "baselines", title, text)
    elif beaten:
        by = "; ".join(sorted({what for found in beaten.values() for what in found}))
        text = (
            f"No baseline is better than an answer without thought ({by}). For a naive one that is as it "
            "should be; add one that learns, or nobody knows whether there is anything to learn from these data."
        )
        yield Finding("baselines_beaten", "look", "baselines", title, text, {"by": by, "baselines": ", ".join(beaten)})


def of_limits(bundle: Bundle, runs: Sequence[BaselineRun], scorings: Sequence[Usage]) -> Iterator[Finding]:
    """Against the heaviest baseline and the heaviest scoring."""
    solutions = [run.solution for run in runs if run.solution]
    yield from _of_limits(
        "An entry's limits", "the heaviest baseline", solutions, bundle.solution, may_be_generous=True
    )
    yield from _of_limits("The scorer's limits", "the scorer", scorings, bundle.scoring, may_be_generous=False)


def _of_limits(
    title: str, whose: str, usages: Sequence[Usage], limits: Limits, *, may_be_generous: bool
) -> Iterator[Finding]:
    if not usages:
        return
    seconds = max(usage.cpu_seconds for usage in usages)
    megabytes = max(usage.memory_peak_bytes for usage in usages) / MIB
    used = f"{whose} used {seconds:.1f} of {limits.cpu_seconds:g} s and {megabytes:.0f} of {limits.memory_mb} MB"
    values = {"cpu_seconds": round(seconds, 3), "memory_mb": round(megabytes, 1)}
    if seconds > TIGHT * limits.cpu_seconds or megabytes > TIGHT * limits.memory_mb:
        text = f"There is little room: {used}. On a slower machine it would fail."
        yield Finding("limits_tight", "look", "limits", title, text, values)
    elif may_be_generous and limits.cpu_seconds > GENEROUS_SECONDS and seconds < GENEROUS * limits.cpu_seconds:
        text = f"They are far from what is needed: {used}. A rush waits for the slowest that they allow."
        yield Finding("limits_generous", "look", "limits", title, text, values)
    else:
        yield Finding("limits_fit", "good", "limits", title, f"There is room: {used}.", values)


def _pair(scores: Mapping[str, float], column: ScoreColumn) -> tuple[float, float]:
    return scores[f"public_{column.key}"], scores[f"private_{column.key}"]


def _is_wild(public: float, private: float) -> bool:
    return abs(public - private) > WILD * max(abs(public), abs(private))


def _order(pairs: Mapping[str, tuple[float, float]], part: int, column: ScoreColumn) -> list[str]:
    return sorted(pairs, key=lambda name: pairs[name][part], reverse=column.better == "higher")


def _beats(one: Mapping[str, float], other: Mapping[str, float], part: str, column: ScoreColumn) -> bool:
    name = f"{part}_{column.key}"
    return is_better(one[name], other[name], column)
