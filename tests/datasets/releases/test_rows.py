"""The rows of a view agree with a plain look through all of them."""

import operator as op

import hypothesis.strategies as st
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from datasets.releases import rows as rows_module
from datasets.releases.published import Published
from datasets.releases.rows import find, read_rows, shape_of
from datasets.releases.rules import Condition, Kind, Operator, Order, View

WORDS = ["Tarik", "tanger", "Agadir", "*", "é<&>", None]
COMPARE = {
    Operator.EQUAL: op.eq,
    Operator.DIFFERENT: op.ne,
    Operator.LESS: op.lt,
    Operator.AT_MOST: op.le,
    Operator.MORE: op.gt,
    Operator.AT_LEAST: op.ge,
}


@pytest.fixture(scope="module")
def write(tmp_path_factory):
    """A published table of these columns in small row groups; every one has a digest of its own."""
    folder, count = tmp_path_factory.mktemp("tables"), iter(range(10**6))

    def written(columns, *, row_group_size=7) -> Published:
        number = next(count)
        path = folder / f"{number}.parquet"
        pq.write_table(pa.table(columns), path, row_group_size=row_group_size)
        return Published(f"{folder}-{number}", path.stat().st_size, open=lambda: path.open("rb"))

    return written


def looked_at(table: Published, view: View) -> list[list[object]]:
    return read_rows(table, find(table, view).places)


def test_shape_is_told_without_reading(write):
    table = write({"id": ["a", "b"], "n": [1, 2], "x": [1.0, None], "when": pa.array([0, 1], pa.timestamp("s"))})
    assert shape_of(table).rows == 2
    assert shape_of(table).columns == {"id": Kind.TEXT, "n": Kind.NUMBER, "x": Kind.NUMBER, "when": Kind.TEXT}


def test_file_as_it_is_comes_in_its_own_order(write):
    table = write({"n": list(range(20))})
    assert find(table, View()).count == 20
    assert read_rows(table, find(table, View()).places[15:18]) == [[15], [16], [17]]


numbers = st.one_of(st.none(), st.floats(-3, 3).map(lambda value: round(value, 1)), st.just(float("nan")))
tables = st.lists(st.tuples(numbers, st.sampled_from(WORDS), st.integers(-2, 2)), max_size=40)
conditions = st.one_of(
    st.builds(Condition, st.sampled_from("xn"), st.sampled_from(list(COMPARE)), st.floats(-2, 2).map(round)),
    st.builds(
        Condition, st.just("word"), st.sampled_from([*COMPARE, Operator.CONTAINS]), st.sampled_from(["T", "é<", "*"])
    ),
    st.builds(
        Condition, st.sampled_from(["x", "n", "word"]), st.sampled_from([Operator.EMPTY, Operator.FILLED]), st.none()
    ),
)
orders = st.one_of(st.none(), st.builds(Order, st.sampled_from(["x", "n", "word"]), st.booleans()))


@settings(max_examples=120, deadline=None)
@given(tables, st.lists(conditions, max_size=3), orders)
def test_view_agrees_with_a_plain_look_through_all_rows(write, content, asked, order):
    table = write(
        {
            "x": pa.array([row[0] for row in content], pa.float64()),
            "word": pa.array([row[1] for row in content], pa.string()),
            "n": pa.array([row[2] for row in content], pa.int64()),
        }
    )
    plain = [{"x": None if x is None or np.isnan(x) else x, "word": word, "n": n} for x, word, n in content]
    wanted = [row for row in plain if all(holds(row, condition) for condition in asked)]
    if order:
        filled = [row for row in wanted if row[order.column] is not None]
        best = sorted(filled, key=lambda row: row[order.column], reverse=order.is_descending)
        wanted = best + [row for row in wanted if row[order.column] is None]
    view = View(tuple(asked), order)
    assert find(table, view).count == len(wanted)
    assert looked_at(table, view) == [list(row.values()) for row in wanted]


def holds(row, condition: Condition) -> bool:
    value = row[condition.column]
    if condition.operator is Operator.EMPTY:
        return value is None
    if value is None:
        return condition.operator is Operator.DIFFERENT
    if condition.operator is Operator.FILLED:
        return True
    if condition.operator is Operator.CONTAINS:
        return str(condition.value).lower() in value.lower()
    return COMPARE[condition.operator](value, condition.value)


def test_only_so_many_rows_can_be_reached_but_all_are_counted(write, monkeypatch):
    monkeypatch.setattr(rows_module, "DEPTH", 10)
    table = write({"n": [3, 1, 2] * 10})
    found = [find(table, view) for view in (View(), View((), Order("n")), View((Condition("n", Operator.MORE, 1.0),)))]
    assert [(one.count, len(one.places)) for one in found] == [(30, 10), (30, 10), (20, 10)]
    assert read_rows(table, found[1].places) == [[1]] * 10


def test_text_that_repeats_itself_reads_the_same_as_any_other(write):
    """Codes inside the file are no codes on the page."""
    table = write(
        {"word": ["Tarik", None, "Agadir", "Tarik"] * 500, "id": [f"{n:032x}" for n in range(2000)]}, row_group_size=900
    )
    view = View((Condition("word", Operator.EQUAL, "Tarik"),), Order("id", is_descending=True))
    assert looked_at(table, view)[0] == ["Tarik", f"{1999:032x}"]
    assert find(table, View((Condition("word", Operator.EMPTY, None),))).count == 500


def test_view_is_worked_out_once(write):
    opened = []
    kept = write({"n": [1, 2, 3]})
    table = Published(kept.sha256 + "-counted", kept.size, open=lambda: opened.append(1) or kept.open())
    view = View((Condition("n", Operator.MORE, 1.0),))
    assert find(table, view).count == find(table, view).count == 2
    assert len(opened) == 1


def test_empty_table_has_no_rows(write):
    table = write({"n": pa.array([], pa.int64())})
    assert looked_at(table, View((Condition("n", Operator.MORE, 1.0),), Order("n"))) == []
    assert looked_at(table, View()) == []


def test_times_are_shown_and_compared_as_text(write):
    table = write({"at": pa.array([0, 86_400], pa.timestamp("s"))})
    view = View((Condition("at", Operator.AT_LEAST, "1970-01-02"),))
    assert looked_at(table, view) == [["1970-01-02 00:00:00.000"]]
