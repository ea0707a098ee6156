"""Random columns: ties, constants, single rows and values as large as a file may hold among them."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.evaluator.metrics.making import Case

LARGEST = 1e15
plain = st.floats(-LARGEST, LARGEST)
small = st.integers(-3, 3).map(float)
positive = st.floats(1e-9, LARGEST)
probability = st.floats(0, 1)
weight = st.one_of(st.floats(1e-9, 1e12), st.just(1.0), st.just(0.0))
rows = st.integers(1, 12)


@st.composite
def column(draw: DrawFn, *kinds: Any, size: int) -> list[Any]:
    """Of one kind, or all the same value."""
    kind = draw(st.sampled_from(kinds))
    if draw(st.integers(0, 9)) == 0:
        return [draw(kind)] * size
    return draw(st.lists(kind, min_size=size, max_size=size))


@st.composite
def numbers(draw: DrawFn, *, truth: Any = (plain, small), predicted: Any = (plain, small), columns: int = 1) -> Case:
    """A target `y` and weights `w`, and predictions x0, x1, …; sometimes a perfect one."""
    size = draw(rows)
    target = draw(column(*truth, size=size))
    guesses = {f"x{at}": draw(column(*predicted, st.sampled_from(target), size=size)) for at in range(columns)}
    if draw(st.integers(0, 9)) == 0:
        guesses = {name: list(target) for name in guesses}
    weights = draw(st.lists(weight, min_size=size, max_size=size).filter(any))
    return Case({"y": target, "w": weights}, guesses)


@st.composite
def labelled(draw: DrawFn, *labels: str) -> Case:
    """A target `y` of labels and a prediction `x` of labels."""
    size = draw(rows)
    label = st.sampled_from(labels)
    weights = draw(st.lists(weight, min_size=size, max_size=size).filter(any))
    return Case(
        {"y": draw(column(label, size=size)), "w": weights},
        {"x": draw(column(label, size=size))},
    )


@st.composite
def classed(draw: DrawFn, *labels: str) -> Case:
    """A target `y` of labels, and a probability for each, written with few digits or many."""
    size = draw(rows)
    weights = draw(st.lists(weight, min_size=size, max_size=size).filter(any))
    parts = st.lists(st.floats(0, 1), min_size=len(labels), max_size=len(labels)).filter(lambda p: sum(p) > 0.01)
    table = [[share / sum(drawn) for share in drawn] for drawn in draw(st.lists(parts, min_size=size, max_size=size))]
    if draw(st.booleans()):
        table = [[round(share, 3) for share in row] for row in table]
    return Case(
        {"y": draw(column(st.sampled_from(labels), size=size)), "w": weights},
        {f"x{at}": [row[at] for row in table] for at in range(len(labels))},
    )


@st.composite
def queried(draw: DrawFn, *, grades: Any) -> Case:
    """Rows of one to three queries: relevance `y`, query `q`, score `x`."""
    size = draw(st.integers(2, 14))
    return Case(
        {
            "y": draw(st.lists(grades, min_size=size, max_size=size)),
            "q": draw(st.lists(st.sampled_from("abc"), min_size=size, max_size=size)),
        },
        {"x": draw(column(plain, small, size=size))},
    )


@st.composite
def survivals(draw: DrawFn, *, times: int) -> Case:
    """Times `y`, events `e`, and a survival probability for each of the times asked for."""
    size = draw(rows)
    return Case(
        {
            "y": draw(column(st.integers(0, 8).map(float), st.floats(0, LARGEST), size=size)),
            "e": draw(column(st.sampled_from([0, 1]), size=size)),
        },
        {f"x{at}": draw(column(probability, st.sampled_from([0.0, 1.0]), size=size)) for at in range(times)},
    )
