"""Recoding: what it promises, checked by a plain slow groupby on random tables."""

from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.anonymization import codes, promise, walk
from datasets.anonymization.ladders import Ladder, ladder_of
from datasets.anonymization.recoding import Recoding, recode
from datasets.anonymization.refusal import PromiseBroken, TooMuchDropped
from tests.datasets.anonymization import oracle
from tests.datasets.anonymization.oracle import column
from tests.datasets.anonymization.tables import KINDS, PORTS, Table, tables

HASHES_ALL = -2000
PROMISES = st.tuples(st.integers(1, 5), st.integers(1, 3))


def recoded(table: Table, *, k: int, l: int, drop_at_most: float = 1.0) -> Recoding:  # noqa: E741
    return recode(table.ladders, entities=table.entities, sensitive=table.secrets, k=k, l=l, drop_at_most=drop_at_most)


def require_promised(found: Recoding, table: Table, *, k: int, l: int) -> None:  # noqa: E741
    kept = np.flatnonzero(found.kept)
    secrets = {name: oracle.plain(values) for name, values in table.sensitive.items()}
    for rows in oracle.groups(found.published):
        raw = kept[rows]
        assert len(raw) >= k
        assert len(set(table.entities[raw].tolist())) >= k
        assert all(len({values[row] for row in raw}) >= l for values in secrets.values())
        assert len(set(found.classes[raw].tolist())) == 1
    assert len(set(found.classes[kept].tolist())) == len(list(oracle.groups(found.published)))


@settings(deadline=None, max_examples=150)
@given(tables(), PROMISES)
def test_every_published_class_has_its_k_and_its_l(table, promised):
    k, l = promised  # noqa: E741
    require_promised(recoded(table, k=k, l=l), table, k=k, l=l)


@settings(deadline=None, max_examples=60)
@given(tables(), PROMISES, st.sampled_from([0, 60, 400]), st.sampled_from([1, 2, 9]), st.sampled_from([1, 50]))
def test_promise_holds_however_short_the_walk_and_narrow_the_keys(table, promised, looks, nodes, widest):
    k, l = promised  # noqa: E741
    with (
        patch.object(walk, "MOST_LOOKS", looks),
        patch.object(walk, "MOST_NODES", nodes),
        patch.object(codes, "WIDEST", widest),
    ):
        require_promised(recoded(table, k=k, l=l), table, k=k, l=l)


@settings(deadline=None, max_examples=60)
@given(tables(), PROMISES, st.sampled_from([walk.MOST_NODES, 1]))
def test_nothing_is_dropped_if_all_rows_together_keep_the_promise(table, promised, nodes):
    k, l = promised  # noqa: E741
    values = [set(oracle.plain(one)) for one in table.sensitive.values()]
    together = len(set(table.entities.tolist())) >= k and all(len(one) >= l for one in values)
    with patch.object(walk, "MOST_NODES", nodes):
        assert recoded(table, k=k, l=l).kept.tolist() == [together] * len(table.known)


@settings(deadline=None, max_examples=60)
@given(tables(), PROMISES)
def test_every_value_is_a_true_generalisation_at_exactly_its_level(table, promised):
    found = recoded(table, k=promised[0], l=promised[1])
    kept = np.flatnonzero(found.kept)
    for place, name in enumerate(table.known):
        raw = oracle.plain(table.known[name])
        shown = oracle.plain(found.published[name])
        names = table.ladders[place].names
        for row, value in zip(kept, shown, strict=True):
            assert value == generalised(name, raw[row], level=names[found.levels[row, place]])
    assert (found.levels[~found.kept] == -1).all()
    assert (found.classes[~found.kept] == -1).all()


def generalised(name: str, value: object, *, level: str) -> object:
    """Every rule of every ladder once more, in other words."""
    told = KINDS[name][0]
    if level == "*":
        return "*" if told.type == "category" else oracle.NULL
    if value == oracle.NULL:
        return value
    if told.coarsen == "hs":
        return of_hs(str(int(value)) if isinstance(value, float) else str(value), level=level)
    if told.coarsen == "given":
        return [str(value), *PORTS.get(str(value), [value] * 2)][["value", "parent 1", "parent 2"].index(level)]
    if told.coarsen == "locode":
        return str(value)[: 5 if level == "place" else 2]
    if told.coarsen == "time":
        return value.strftime({"week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}[level])
    if told.coarsen == "bins":
        begin = value // int(level) * int(level)
        return begin + (int(level) // 2 if told.type == "integer" else int(level) / 2)
    return value


def of_hs(text: str, *, level: str) -> str:
    if text == "OTHER":
        return text
    whole = {"10121": "010121"}.get(text, text)
    return {"85": "XVI", "01": "I", "64": "XII"}[whole[:2]] if level == "section" else whole[: int(level[2:])]


@settings(deadline=None, max_examples=60)
@given(tables(), PROMISES, st.randoms(use_true_random=False), st.sampled_from([codes.ROOM, HASHES_ALL]))
def test_nothing_depends_on_the_order_of_rows(table, promised, random, room):
    order = np.array(random.sample(range(len(table.known)), len(table.known)))
    with patch.object(codes, "ROOM", room):
        there = recoded(table, k=promised[0], l=promised[1])
        back = recoded(table.take(order), k=promised[0], l=promised[1])
    assert back.kept.tolist() == there.kept[order].tolist()
    assert back.levels.tolist() == there.levels[order].tolist()
    assert back.steps == there.steps
    pairs = set(zip(back.classes.tolist(), there.classes[order].tolist(), strict=True))
    assert len(pairs) == len(set(there.classes.tolist())) == len(set(back.classes.tolist()))


@settings(deadline=None, max_examples=60)
@given(tables())
def test_nothing_is_coarser_than_the_finest_level_if_that_will_do(table):
    found = recoded(table, k=1, l=1)
    assert found.kept.all()
    assert (found.levels == 0).all()


def ladders_of(**values: list[object]) -> list[Ladder]:
    return [ladder_of(column(name, coarsen=None), pd.Series(listed)) for name, listed in values.items()]


def test_important_column_keeps_its_detail():
    values = {"one": list("aabb"), "two": list("xyxy")}
    first = recode(ladders_of(**values), entities=None, sensitive={}, k=2, l=1, drop_at_most=0)
    swapped = dict(reversed(values.items()))
    second = recode(ladders_of(**swapped), entities=None, sensitive={}, k=2, l=1, drop_at_most=0)
    assert first.published.to_dict("list") == {"one": list("aabb"), "two": ["*"] * 4}
    assert second.published.to_dict("list") == {"two": list("xyxy"), "one": ["*"] * 4}


def test_rows_are_coarsened_one_by_one():
    found = recode(
        ladders_of(size=["20"] * 3 + ["40"] * 3, gate=["a"] * 3 + ["b", "c", "d"]),
        entities=None,
        sensitive={},
        k=3,
        l=1,
        drop_at_most=0,
    )
    assert found.published["size"].tolist() == ["20"] * 3 + ["40"] * 3
    assert found.published["gate"].tolist() == ["a"] * 3 + ["*"] * 3
    assert [(step.rows, dict(step.levels)) for step in found.steps] == [
        (3, {"size": "value", "gate": "value"}),
        (3, {"size": "value", "gate": "*"}),
    ]


def test_k_counts_entities_and_not_rows():
    ladders = ladders_of(gate=["a"] * 6 + ["b"] * 3)
    entities = np.array([1, 1, 1, 2, 2, 2, 3, 4, 5])
    found = recode(ladders, entities=entities, sensitive={}, k=3, l=1, drop_at_most=0)
    assert found.published["gate"].tolist() == ["*"] * 9


def test_alike_rows_join_a_published_class_which_comes_along():
    ladders = ladders_of(size=["20"] * 2 + ["40"] * 9, gate=["a"] * 2 + ["a"] * 9)
    channel = np.array([0, 0] + [0, 1] + [0] * 7)
    found = recode(ladders, entities=None, sensitive={"channel": channel}, k=2, l=2, drop_at_most=0)
    assert found.published["size"].tolist() == ["*"] * 11
    assert found.published["gate"].tolist() == ["a"] * 11


def test_of_two_classes_the_one_that_loses_least_comes_along():
    parents = dict.fromkeys("abc", ("any",))
    port = ladder_of(column("port", coarsen="given", levels=parents), pd.Series(list("aaaaabbbbc")))
    found = recode([port], entities=None, sensitive={}, k=4, l=1, drop_at_most=0)
    assert found.published["port"].tolist() == ["a"] * 5 + ["any"] * 5


@pytest.mark.parametrize("room", [codes.ROOM, HASHES_ALL])
@pytest.mark.parametrize("values", ["aaaabbbbc", "cbbbbaaaa"])
def test_of_two_classes_that_lose_as_much_the_first_by_value_comes_along(monkeypatch, values, room):
    parents = dict.fromkeys("abc", ("any",))
    monkeypatch.setattr(codes, "ROOM", room)
    port = ladder_of(column("port", coarsen="given", levels=parents), pd.Series(list(values)))
    found = recode([port], entities=None, sensitive={}, k=4, l=1, drop_at_most=0)
    assert sorted(found.published["port"]) == ["any"] * 5 + ["b"] * 4


def test_empty_numbers_and_suppressed_ones_are_one_class():
    """In publication they cannot be told apart, so the class that is seen holds both."""
    draught = ladder_of(column("draught", "number"), pd.Series([None, None, 7.0, 8.0, 9.0]))
    found = recode([draught], entities=None, sensitive={}, k=2, l=1, drop_at_most=0)
    assert found.published["draught"].isna().all()
    assert set(found.classes.tolist()) == {0}


def test_values_that_look_alike_at_two_levels_are_one_class():
    port = ladder_of(
        column("port", coarsen="given", levels={"a": ("north",), "b": ("north",)}),
        pd.Series(["north"] * 2 + ["a", "b"]),
    )
    found = recode([port], entities=None, sensitive={}, k=2, l=1, drop_at_most=0)
    assert found.levels[:, 0].tolist() == [0, 0, 1, 1]
    assert found.published["port"].tolist() == ["north"] * 4
    assert found.classes.tolist() == [0] * 4


def test_ladder_of_one_level_keeps_its_values_apart():
    """Train and test are two files: each keeps the promise by itself, and neither helps the other."""
    file = Ladder("file", ("file",), (np.array([0] * 4 + [1]),), (pd.Index(["train", "test"]),))
    gates = ladders_of(gate=["a", "a", "a", "b", "a"])
    found = recode([*gates, file], entities=None, sensitive={}, k=2, l=1, drop_at_most=1)
    assert found.kept.tolist() == [True] * 4 + [False]
    assert found.published.to_dict("list") == {"gate": ["*"] * 4, "file": ["train"] * 4}


def test_too_much_dropped_is_refused_with_the_share():
    ladders = ladders_of(gate=list("abc"))
    with pytest.raises(TooMuchDropped, match=r"k = 4 and l = 1 100\.0% of the rows .* allows 5\.0%") as refusal:
        recode(ladders, entities=None, sensitive={}, k=4, l=1, drop_at_most=0.05)
    assert refusal.value.code == "too_much_dropped"


def test_broken_promise_is_our_failure_and_nothing_is_given_back(monkeypatch):
    whole = promise.Subjects.protected
    asked = []

    def first_too_kind(self, classes, *, promise):
        asked.append(classes)
        return whole(self, classes, promise=promise) | (len(asked) == 1)

    monkeypatch.setattr(promise.Subjects, "protected", first_too_kind)
    with pytest.raises(PromiseBroken):
        recode(ladders_of(gate=list("aab")), entities=None, sensitive={}, k=2, l=1, drop_at_most=1)


def test_table_without_known_columns_is_one_class():
    found = recode([], entities=np.array([1, 2, 3]), sensitive={}, k=3, l=1, drop_at_most=0)
    assert found.published.shape == (3, 0)
    assert found.classes.tolist() == [0, 0, 0]


def test_empty_table_stays_empty():
    found = recode(ladders_of(gate=[]), entities=np.array([], dtype=np.int64), sensitive={}, k=3, l=1, drop_at_most=0)
    assert (len(found.published), len(found.kept), found.steps) == (0, 0, ())


def test_columns_of_different_rows_are_our_mistake():
    with pytest.raises(ValueError, match="same rows"):
        recode(ladders_of(gate=list("ab")), entities=np.array([1]), sensitive={}, k=1, l=1, drop_at_most=0)
