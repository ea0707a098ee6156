"""Marks of rows, and which recipe may follow which on the same rows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.recipes.recipe import Column, Extracted, Law, Protection, Recipe, Split, Target
from datasets.risk.composition import (
    Released,
    RowsReleasedBefore,
    require_composable,
    row_marks,
    says_more,
)
from datasets.rules import DataRefusal

KEY = b"the vault's own key, 32 bytes ..."
NOWHERE: Mapping[str, str] = {}

cells = st.one_of(st.none(), st.integers(-(10**9), 10**9), st.text("abأ ", max_size=4), st.floats(-1e9, 1e9))
tables = st.lists(st.tuples(cells, cells, st.integers(0, 5)), min_size=1, max_size=12).map(
    lambda rows: pd.DataFrame(rows, columns=["a", "b", "c"], dtype=object)
)


def marks(**columns: Any) -> list[int]:
    return row_marks(pd.DataFrame(columns), key=KEY).tolist()


@settings(deadline=None)
@given(tables, st.randoms(use_true_random=False))
def test_mark_goes_with_its_row_in_any_order_of_rows_and_columns(table, random):
    order = list(range(len(table)))
    random.shuffle(order)
    moved = table.iloc[order][["c", "a", "b"]].set_axis(range(7, 7 + len(table)))
    assert row_marks(moved, key=KEY).tolist() == row_marks(table, key=KEY)[order].tolist()


@settings(deadline=None)
@given(tables)
def test_equal_rows_have_equal_marks_and_others_have_others(table):
    def plain(value):
        text = "" if value is None or value != value else str(value).strip()
        return float(text) if text.lstrip("-").replace(".", "", 1).isdigit() and len(text) < 15 else text

    rows = [tuple(plain(value) for value in row) for row in table.itertuples(index=False)]
    found = row_marks(table, key=KEY)
    assert len(set(found.tolist())) == len(set(rows))


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(-(2**53), 2**53)), min_size=1, max_size=20))
def test_whole_numbers_are_the_same_in_every_form(numbers):
    whole = row_marks(pd.DataFrame({"x": pd.array(numbers, dtype="Int64")}), key=KEY).tolist()
    assert whole == marks(x=[np.nan if one is None else float(one) for one in numbers])
    assert whole == marks(x=pd.Series(numbers, dtype=object))
    assert whole == marks(x=pd.Categorical(numbers))
    short = all(one is None or abs(one) < 10**15 for one in numbers)
    if short:
        assert whole == marks(x=["" if one is None else f" {one}.0 " for one in numbers])


fractions = st.tuples(st.integers(-(10**9), 10**9), st.integers(0, 12)).map(lambda made: made[0] / 10 ** made[1])


@settings(deadline=None)
@given(st.lists(fractions, min_size=1, max_size=20))
def test_fractions_are_the_same_as_texts_with_point_or_comma(numbers):
    texts = [np.format_float_positional(number, trim="0") for number in numbers]
    assert marks(x=texts) == marks(x=numbers)
    assert marks(x=[text.replace(".", ",") for text in texts]) == marks(x=numbers)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["0012"], [12]),
        (["12,50"], [12.5]),
        ([" a "], ["a"]),
        (["e\u0301"], ["é"]),
        ([None], [""]),
        ([-0.0], [0]),
        ([True], [1]),
        ([2**60 + 1], [str(2**60 + 1)]),
        (pd.Series(["2024-01-01"], dtype="datetime64[s]"), pd.Series(["2024-01-01"], dtype="datetime64[ns]")),
    ],
)
def test_form_does_not_matter(one, other):
    assert marks(x=one) == marks(x=other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"x": ["a"]}, {"x": ["A"]}),
        ({"x": [0]}, {"x": [None]}),
        ({"x": [1], "y": [2]}, {"x": [2], "y": [1]}),
        ({"x": [2**60 + 1]}, {"x": [2**60 + 2]}),
        ({"x": [1]}, {"x": [1], "y": [None]}),
        ({"x": ["12"]}, {"x": ["1 2"]}),
    ],
)
def test_content_does_matter(one, other):
    assert marks(**one) != marks(**other)


def test_marks_under_another_key_have_nothing_in_common():
    table = pd.DataFrame({"x": range(1_000)})
    assert not np.isin(row_marks(table, key=b"one key"), row_marks(table, key=b"another")).any()


def test_mark_is_siphash_under_the_whole_key():
    """The published test vector (Aumasson and Bernstein, appendix A), behind pandas's mixing of its bits."""
    message, key = np.array([bytes(range(15))], dtype=object), bytes(range(16)).decode("latin-1")
    mixed = int(pd.util.hash_array(message, encoding="latin-1", hash_key=key, categorize=False)[0])
    expected, whole = 0xA129CA6149BE45E5, 2**64
    expected = (expected ^ (expected >> 30)) * 0xBF58476D1CE4E5B9 % whole
    expected = (expected ^ (expected >> 27)) * 0x94D049BB133111EB % whole
    assert mixed == expected ^ (expected >> 31)


def test_no_rows_and_no_columns_have_marks_of_nothing():
    assert row_marks(pd.DataFrame({"x": []}), key=KEY).tolist() == []
    assert row_marks(pd.DataFrame(index=range(2)), key=KEY).tolist() == [0, 0]


CARGO = Column(
    "cargo",
    "category",
    "",
    NOWHERE,
    raw="hs",
    is_known=True,
    coarsen="hs",
    levels=(6, 4, 2),
    fold=3,
)
TONNES = Column(
    "tonnes",
    "number",
    "t",
    NOWHERE,
    raw="tonnes",
    round_to=50,
    at_most=9_000,
    at_least=100,
    is_sensitive=True,
    decimals=1,
)
ORIGIN = Column("origin", "category", "", NOWHERE, raw="origin", is_known=True)
AGENT = Column("agent", "category", "", NOWHERE, raw="agent", pseudonym="firm")
PLAIN = Column("mode", "category", "", NOWHERE, raw="mode")

OLD = Recipe(
    name="calls",
    version="1.0.0",
    title=NOWHERE,
    about=NOWHERE,
    licence="CC-BY-4.0",
    source=Extracted("calls"),
    protection=Protection(entities="imo", k=5, l=2, importance=("cargo", "origin"), enterprises="agent"),
    law=Law(),
    dropped=(),
    later=(),
    id="row",
    id_description=NOWHERE,
    columns=(CARGO, TONNES, ORIGIN, AGENT, PLAIN),
    target=Target("wait", "number", "h", NOWHERE, begins="ata", ends="atb", decimals=1),
    sample={},
    split=Split(time="eta", train_from=date(2023, 1, 1), train_to=date(2023, 9, 1)),
)


def with_column(column: Column, **changes: Any) -> Recipe:
    return replace(OLD, columns=tuple(replace(one, **changes) if one is column else one for one in OLD.columns))


def with_protection(**changes: Any) -> Recipe:
    return replace(OLD, protection=replace(OLD.protection, **changes))


COARSER = {
    "the same": OLD,
    "words alone": replace(OLD, version="1.1.0", title={"fr": "Escales"}),
    "fewer columns": replace(OLD, columns=(CARGO, AGENT)),
    "larger k and l": with_protection(k=10, l=3),
    "fewer may be left out": with_protection(drop_at_most=0.01),
    "without the finest level": with_column(CARGO, levels=(4, 2)),
    "more is known": with_column(PLAIN, is_known=True, coarsen="given", levels={"sea": ("any",)}),
    "more is sensitive": with_column(PLAIN, is_sensitive=True),
    "rounded more": with_column(TONNES, round_to=100),
    "cut earlier": with_column(TONNES, at_most=5_000, at_least=200),
    "folded more": with_column(CARGO, fold=5),
    "fewer decimals": with_column(TONNES, decimals=0),
    "target rounded": replace(OLD, target=replace(OLD.target, decimals=0)),
}
FINER = {
    "“draught” was not published.": replace(
        OLD, columns=(*OLD.columns, Column("draught", "number", "m", NOWHERE, raw="draught"))
    ),
    "k is 4 and was 5.": with_protection(k=4),
    "l is 1 and was 2.": with_protection(l=1),
    "k no longer counts distinct values of “imo”.": with_protection(entities=None),
    "The rule of dominance no longer looks at “agent”.": with_protection(enterprises=None),
    "The order of importance is another one.": with_protection(importance=("origin", "cargo")),
    "“cargo” is coarsened by other levels.": with_column(CARGO, levels=(8, 6, 4, 2)),
    "“origin” is coarsened by other levels.": with_column(ORIGIN, coarsen="locode"),
    "“origin” is no longer taken for known.": with_column(ORIGIN, is_known=False),
    "“tonnes” is no longer taken for sensitive.": with_column(TONNES, is_sensitive=False),
    "“tonnes” is rounded, cut or folded less.": with_column(TONNES, round_to=75),
    "“agent” has another domain of pseudonyms.": with_column(AGENT, pseudonym=None),
    "“mode” is made of something else.": with_column(PLAIN, raw="transport"),
    "“tonnes” is made of something else.": with_column(TONNES, since="eta"),
    "The target is another one, or has more decimals.": replace(OLD, target=replace(OLD.target, ends="atd")),
    "The split is another one: the training would tell hidden labels of the earlier test.": replace(
        OLD, split=replace(OLD.split, train_to=date(2023, 10, 1))
    ),
}


@pytest.mark.parametrize("name", COARSER)
def test_same_or_coarser_recipe_says_no_more(name):
    assert says_more(COARSER[name], than=OLD) == ()


@pytest.mark.parametrize("reason", FINER)
def test_finer_recipe_says_what_is_finer(reason):
    assert says_more(FINER[reason], than=OLD) == (reason,)


@pytest.mark.parametrize(
    "changes",
    [
        {"round_to": None},
        {"round_to": 25},
        {"at_most": None},
        {"at_most": 9_001},
        {"at_least": None},
        {"at_least": 99},
        {"decimals": 2},
    ],
)
def test_each_treatment_counts(changes):
    assert says_more(with_column(TONNES, **changes), than=OLD) == ("“tonnes” is rounded, cut or folded less.",)


@pytest.mark.parametrize("changes", [{"levels": ()}, {"levels": (6, 2)}, {"levels": (6, 4)}, {"coarsen": "given"}])
def test_ladder_is_shortened_from_its_finest_end_only(changes):
    assert says_more(with_column(CARGO, **changes), than=OLD) == ("“cargo” is coarsened by other levels.",)


rounds = st.sampled_from([None, 1.0, 5.0, 10.0, 20.0, 0.1, 0.2])


@given(rounds, rounds, rounds)
def test_coarser_than_coarser_is_coarser(one, two, three):
    first, second, third = (with_column(TONNES, round_to=width) for width in (one, two, three))
    if not says_more(second, than=first) and not says_more(third, than=second):
        assert says_more(third, than=first) == ()


MARKS = row_marks(pd.DataFrame({"call": range(100)}), key=KEY)


def test_other_rows_may_follow_any_recipe():
    require_composable(MARKS[50:], FINER["k is 4 and was 5."], [Released("calls 1.0.0", MARKS[:50], OLD)])


def test_same_rows_may_follow_a_coarser_recipe():
    require_composable(MARKS, COARSER["larger k and l"], [Released("calls 1.0.0", MARKS, OLD)])


def test_one_shared_row_is_refused_under_a_finer_recipe():
    earlier = [Released("tides 1.0.0", MARKS[:10], OLD), Released("calls 1.0.0", MARKS[10:51], OLD)]
    with pytest.raises(RowsReleasedBefore) as refused:
        require_composable(MARKS[50:], FINER["k is 4 and was 5."], earlier)
    assert isinstance(refused.value, DataRefusal)
    assert refused.value.details == {"release": "calls 1.0.0", "shared": 1, "reasons": ["k is 4 and was 5."]}
    assert str(refused.value) == (
        "1 of these rows were published in “calls 1.0.0”; laid over it, this release would say more of them. "
        "k is 4 and was 5. Keep to the recipe of “calls 1.0.0” or make it coarser, or take other rows."
    )


def test_two_releases_that_hide_a_row_each_lay_it_bare_together():
    """Why the rule is there: each table is 2-anonymous in what it tells, both together are not."""
    rows = pd.DataFrame({"port": ["A", "A", "B", "B"], "cargo": ["x", "y", "x", "y"]})
    by_port, by_cargo = rows["port"].value_counts(), rows["cargo"].value_counts()
    assert (by_port.min(), by_cargo.min(), rows.value_counts().max()) == (2, 2, 1)
    ports = replace(OLD, columns=(replace(ORIGIN, name="port"),), protection=Protection(k=2))
    cargoes = replace(OLD, columns=(replace(ORIGIN, name="cargo"),), protection=Protection(k=2))
    with pytest.raises(RowsReleasedBefore, match="“cargo” was not published"):
        require_composable(row_marks(rows, key=KEY), cargoes, [Released("ports", row_marks(rows, key=KEY), ports)])
