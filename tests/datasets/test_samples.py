"""The samples of a challenge: gates against leaks, each on data that could leak."""

import numpy as np
import pandas as pd
import pytest

from datasets.recipes.reading import read_recipe
from datasets.rules import PeriodsTooClose, RecipeBroken, SampleTooSmall
from datasets.samples import draw_samples
from datasets.sources import simulated


def spearman(one: pd.Series, two: pd.Series) -> float:
    return float(one.rank().corr(two.rank()))


def noise(rows: int) -> float:
    """Four standard errors of a rank correlation that is none."""
    return 4 / np.sqrt(rows)


@pytest.fixture(scope="module")
def raw(tables):
    return tables.rows


def announced(raw: pd.DataFrame, since: str, until: str) -> pd.DataFrame:
    return raw[(raw["announced_at"] >= since) & (raw["announced_at"] < until)]


def test_rows_are_the_calls_of_their_period(raw, samples):
    hours = (raw["atb"] - raw["ata"]) / pd.Timedelta(hours=1)
    train, test = announced(raw, "2023-02-01", "2024-04-01"), announced(raw, "2024-06-01", "2024-12-31")
    assert sorted(samples.train["waiting_hours"]) == pytest.approx(sorted(hours[train.index]), abs=0.006)
    assert sorted(samples.truth["waiting_hours"]) == pytest.approx(sorted(hours[test.index]), abs=0.006)


def test_columns_are_the_recipes_and_no_other(recipe, samples):
    features = [column.name for column in recipe.columns]
    assert list(samples.train.columns) == ["call_id", *features, "waiting_hours"]
    assert list(samples.test.columns) == ["call_id", *features]
    assert list(samples.truth.columns) == ["call_id", "waiting_hours", "part"]
    assert list(samples.sample.columns) == ["call_id", "q10", "q50", "q90"]


def test_no_training_wait_reaches_into_the_test(raw):
    train = announced(raw, "2023-02-01", "2024-04-01")
    assert train["atb"].max() < pd.Timestamp(2024, 6, 1)
    assert pd.Timestamp(2024, 6, 1) - pd.Timestamp(2024, 4, 1) > (raw["atb"] - raw["ata"]).max()


def test_ids_are_distinct_and_shared_by_test_truth_and_sample(samples):
    train, test = set(samples.train["call_id"]), set(samples.test["call_id"])
    assert len(train) + len(test) == len(samples.train) + len(samples.test)
    assert not train & test
    assert test == set(samples.truth["call_id"]) == set(samples.sample["call_id"])
    assert list(samples.sample["call_id"]) == list(samples.test["call_id"])


def test_ids_and_order_say_nothing_of_the_target(samples):
    known = samples.test.reset_index().merge(samples.truth, on="call_id")
    for table, target in ((samples.train.reset_index(), "waiting_hours"), (known, "waiting_hours")):
        assert abs(spearman(table["index"], table[target])) < noise(len(table))
        assert abs(spearman(table["call_id"], table[target])) < noise(len(table))
    truth = samples.truth.reset_index()
    assert abs(spearman(truth["index"], truth["waiting_hours"])) < noise(len(truth))


def test_ids_and_order_say_nothing_of_the_time(samples):
    for table in (samples.train.reset_index(), samples.test.reset_index()):
        when = table["eta_month"].astype(float).fillna(6)
        assert abs(spearman(table["index"], when)) < noise(len(table))
        assert abs(spearman(table["call_id"], when)) < noise(len(table))


def test_ids_and_order_say_nothing_of_the_part(samples):
    known = samples.test.reset_index().merge(samples.truth, on="call_id")
    public = (known["part"] == "public").astype(float)
    assert abs(spearman(known["index"], public)) < noise(len(known))
    assert abs(spearman(known["call_id"], public)) < noise(len(known))


def test_truth_lies_in_another_order_than_the_test(samples):
    assert list(samples.truth["call_id"]) != list(samples.test["call_id"])


def test_no_row_of_the_test_stands_in_train(recipe, samples):
    features = [column.name for column in recipe.columns]
    both = samples.train[features].merge(samples.test[features], how="inner")
    assert both.empty


def test_no_single_feature_gives_the_target_away(recipe, samples):
    numbers = [column.name for column in recipe.columns if column.type != "category"]
    strongest = max(abs(spearman(samples.train[name], samples.train["waiting_hours"])) for name in numbers)
    assert 0.3 < strongest < 0.8


def test_weeks_are_whole_in_one_part_and_the_share_is_kept(raw, samples):
    test = announced(raw, "2024-06-01", "2024-12-31")
    weeks = test["announced_at"].dt.to_period("W").astype(str).value_counts()
    public = samples.truth["part"].eq("public")
    assert set(samples.truth["part"]) == {"public", "private"}
    assert 0.3 - weeks.max() / len(test) <= public.mean() <= 0.3
    hours = ((test["atb"] - test["ata"]) / pd.Timedelta(hours=1)).round(2)
    week = test["announced_at"].dt.to_period("W").astype(str)
    told = pd.DataFrame({"waiting_hours": hours, "week": week}).drop_duplicates("waiting_hours", keep=False)
    joined = samples.truth.merge(told, on="waiting_hours")
    assert len(joined) > 500
    assert (joined.groupby("week")["part"].nunique() == 1).all()


def test_same_seed_draws_the_same_and_another_one_does_not(recipe, tables, samples):
    again, other = (draw_samples(tables, recipe, seed=seed) for seed in (recipe.source.seed, 99))
    for name in ("train", "test", "truth", "sample"):
        assert getattr(again, name).equals(getattr(samples, name))
    assert not set(other.test["call_id"]) & set(samples.test["call_id"])


def test_values_are_rounded_and_capped_as_the_recipe_says(samples):
    assert samples.train["cargo_t"].max() <= 60_000
    assert (samples.train["cargo_t"] % 500 == 0).all()
    assert (samples.train["roads_t"] % 1000 == 0).all()
    assert samples.train["length_m"].dropna().max() <= 305
    assert (samples.train["length_m"].dropna() % 5 == 0).all()
    assert samples.train["eta_month"].dropna().between(1, 12).all()


def test_every_row_is_alike_with_five_ships_of_its_file(recipe, samples):
    """By a plain group-by over what teams see, train and test each by itself."""
    known = [column.name for column in recipe.known]
    for table in (samples.train, samples.test):
        ships = table["call_id"].map(samples.entities)
        classes = table.assign(ship=ships).groupby(known, dropna=False, observed=True)["ship"].nunique()
        assert classes.min() >= 5
    assert samples.recoding.dropped == 0


def test_columns_of_a_row_are_those_of_its_own_call(raw, samples):
    """Ids are drawn and rows are mixed; what belongs together stays together."""
    worked = samples.worked.raw.iloc[samples.origin.loc[samples.train["call_id"]]].reset_index(drop=True)
    hours = ((worked["atb"] - worked["ata"]) / pd.Timedelta(hours=1)).round(2)
    assert samples.train["waiting_hours"].tolist() == pytest.approx(hours.tolist())
    told = samples.train["terminal"] != "*"
    assert (samples.train["terminal"][told] == worked["terminal"][told]).all()
    assert (samples.train["cargo_t"] - worked["tonnes"].clip(upper=60_000)).abs().max() <= 250


def test_without_a_seed_nobody_draws_the_same_again(recipe, tables):
    one, two = (draw_samples(tables, recipe) for _ in range(2))
    assert not set(one.train["call_id"]) & set(two.train["call_id"])


def test_bare_time_is_not_published(write_recipe):
    recipe = read_recipe(write_recipe(("from: cargo\n", "from: eta\n")))
    with pytest.raises(RecipeBroken, match=r"cargo publishes the time “eta” as it is"):
        draw_samples(simulated(recipe), recipe)


def test_gap_shorter_than_the_longest_wait_is_refused(write_recipe):
    recipe = read_recipe(write_recipe(("to: 2024-04-01", "to: 2024-05-28")))
    with pytest.raises(PeriodsTooClose, match=r"The gap between train and test is 96 h, and the longest wait \d+ h"):
        draw_samples(simulated(recipe), recipe)


def test_test_of_a_day_is_too_small(write_recipe):
    recipe = read_recipe(write_recipe(("to: 2024-12-31", "to: 2024-06-02")))
    with pytest.raises(SampleTooSmall, match="The public part has"):
        draw_samples(simulated(recipe), recipe)
