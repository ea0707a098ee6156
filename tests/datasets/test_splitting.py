"""Where rows are placed: periods, whole groups, and the share that is asked for."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.recipes.recipe import Split
from datasets.splitting import OUT, PRIVATE, PUBLIC, TRAIN, place

PERIODS = {
    "time": "at",
    "train_from": date(2024, 1, 1),
    "train_to": date(2024, 3, 1),
    "test_from": date(2024, 4, 1),
    "test_to": date(2024, 5, 1),
}


def rows(number: int = 600, *, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    at = pd.Timestamp(2023, 12, 1) + pd.to_timedelta(rng.integers(0, 200 * 24, number), unit="h")
    return pd.DataFrame({"at": at, "firm": rng.choice(list("abcdefghijklmnopqrst"), number)})


def placed(frame: pd.DataFrame, split: Split, *, seed: int = 1) -> pd.Series:
    return pd.Series(place(frame, split=split, rng=np.random.default_rng(seed)), index=frame.index)


def test_periods_hold_their_first_day_and_not_their_last():
    days = pd.to_datetime(
        ["2023-12-31", "2024-01-01", "2024-02-29 23:59", "2024-03-01", "2024-04-01", "2024-05-01"], format="ISO8601"
    )
    parts = placed(pd.DataFrame({"at": days}), Split(**PERIODS))
    assert parts.tolist() == [OUT, TRAIN, TRAIN, OUT, parts.iloc[4], OUT]
    assert parts.iloc[4] in (PUBLIC, PRIVATE)


def test_row_without_a_time_is_out():
    frame = rows().assign(at=lambda table: table["at"].where(table.index % 7 != 0))
    assert (placed(frame, Split(**PERIODS))[frame["at"].isna()] == OUT).all()


def test_group_is_never_in_two_parts():
    frame = rows()
    parts = placed(frame, Split(group="firm", test_share=0.4, public_share=0.5))
    assert set(parts) == {TRAIN, PUBLIC, PRIVATE}
    assert (parts.groupby(frame["firm"]).nunique() == 1).all()
    assert 0.25 < (parts != TRAIN).mean() <= 0.4


def test_time_and_group_keep_later_rows_of_other_groups():
    frame = rows(2000)
    parts = placed(frame, Split(**PERIODS, group="firm", test_share=0.5))
    seen = {part: set(frame["firm"][parts == part]) for part in (TRAIN, PUBLIC, PRIVATE)}
    assert not seen[TRAIN] & (seen[PUBLIC] | seen[PRIVATE])
    assert not seen[PUBLIC] & seen[PRIVATE]
    assert frame["at"][parts == TRAIN].max() < frame["at"][parts.isin([PUBLIC, PRIVATE])].min()


def test_without_time_and_group_rows_are_drawn():
    parts = placed(rows(1000), Split(test_share=0.25, public_share=0.4))
    assert (parts != TRAIN).sum() == 250
    assert (parts == PUBLIC).sum() == 100


def test_weeks_of_the_test_are_whole():
    frame = rows(3000)
    parts = placed(frame, Split(**PERIODS, public_share=0.4, public_by="week"))
    tested = parts.isin([PUBLIC, PRIVATE])
    week = frame["at"][tested].dt.to_period("W")
    assert (parts[tested].groupby(week).nunique() == 1).all()
    assert set(parts[tested]) == {PUBLIC, PRIVATE}


def test_another_draw_places_otherwise():
    frame, split = rows(), Split(test_share=0.3)
    assert not placed(frame, split, seed=1).equals(placed(frame, split, seed=2))
    assert placed(frame, split, seed=1).equals(placed(frame, split, seed=1))


@given(
    firms=st.lists(st.sampled_from(["a", "b", "c", "d", None]), min_size=1, max_size=60),
    share=st.floats(0.05, 0.95),
    seed=st.integers(0, 10),
)
def test_no_draw_cuts_a_group_or_exceeds_its_share(firms, share, seed):
    frame = pd.DataFrame({"firm": pd.Series(firms, dtype="object")})
    parts = placed(frame, Split(group="firm", test_share=share), seed=seed)
    assert (parts.groupby(frame["firm"], dropna=False).nunique() == 1).all()
    assert (parts != TRAIN).mean() <= share + 1e-9


@pytest.mark.parametrize("name", ["by", "at"])
def test_column_of_the_split_must_be_there_and_hold_times(name):
    frame = rows().assign(by="x")
    with pytest.raises(Exception, match=r"no times|asks for the column"):
        placed(frame.drop(columns="at") if name == "at" else frame, Split(**{**PERIODS, "time": name}))
