"""Real customs declarations through the whole pipeline, from the raw file to a release that may be signed."""

import json
import os
from pathlib import Path

import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from datasets.builds.publisher import PUBLISHER
from datasets.identifiers.find import find_identifiers
from datasets.pipeline import Built, Order, build
from datasets.recipes.reading import read_recipe
from datasets.recipes.recipe import Recipe
from datasets.sources import tables_in
from datasets.tables import Tables
from tests.datasets.day import TODAY

REALDATA = Path(os.environ.get("SPC_SHARED", Path(__file__).parents[3] / "shared")) / "realdata"
NEEDED = [REALDATA / f"kr_customs_{part}.csv" for part in ("train", "valid", "test")]
IDENTIFIERS = ["Declaration ID", "Declarant ID", "Importer ID", "Seller ID", "Courier ID"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(path.exists() for path in NEEDED), reason="the real declarations are not here"),
]


@pytest.fixture(scope="module")
def raw(tmp_path_factory) -> Path:
    """The three files as one, as an office of Windows would save it: semicolons, decimal commas, a byte order mark."""
    frames = [pd.read_csv(path, dtype=str) for path in NEEDED]
    whole = pd.concat(frames, ignore_index=True)
    numbers = ["Tax Rate", "Net Mass", "Item Price"]
    whole[numbers] = whole[numbers].apply(lambda column: column.str.replace(".", ",", regex=False))
    path = tmp_path_factory.mktemp("raw") / "declarations.csv"
    whole.to_csv(path, sep=";", index=False, encoding="utf-8-sig", lineterminator="\r\n")
    return path


@pytest.fixture(scope="module")
def tables(raw) -> Tables:
    return tables_in(raw, others={})


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return read_recipe(Path(__file__).parent / "customs.yaml")


@pytest.fixture(scope="module")
def built(tables, recipe, tmp_path_factory) -> Built:
    order = Order(on=TODAY, publisher=PUBLISHER, seed=7)
    return build(tables, recipe, folder=tmp_path_factory.mktemp("built") / "customs", order=order)


@pytest.fixture(scope="module")
def published(built) -> pd.DataFrame:
    """Train and test as a team reads them."""
    parts = [pd.read_csv(built.release / "data" / f"{part}.csv", dtype={"hs": str}) for part in ("train", "test")]
    return pd.concat(parts, ignore_index=True)


def test_raw_file_is_read_as_it_was_meant(tables):
    rows = tables.rows
    assert len(rows) == 54_000
    assert rows["HS6 Code"].str.len().eq(6).all()
    assert rows["Date"].min() == pd.Timestamp(2020, 1, 1)
    assert rows["Item Price"].dtype == float
    assert rows["Fraud"].sum() == 11_653


def test_codes_that_are_no_identifiers_of_ports_are_not_taken_for_some(tables):
    assert find_identifiers(tables.rows) == []


def test_importers_of_the_test_that_are_in_the_training_are_reported(built):
    """The time split of the source leaves them in both."""
    found = next(one for one in built.findings if one["code"] == "entities_shared")
    assert found["severity"] == "warns"
    assert found["number"] == pytest.approx(0.80, abs=0.03)


def test_rare_codes_are_generalised_by_the_tree(published, tables):
    """Four digits of one heading, then two of a chapter, then a section; never a code that no row has."""
    known = tables.rows["HS6 Code"].unique()
    prefixes = {length: {code[:length] for code in known} for length in (6, 4, 2)}
    lengths = published["hs"].str.len()
    for length, codes in prefixes.items():
        shown = published["hs"][(lengths == length) & published["hs"].str.isdigit()]
        assert len(shown) > 500
        assert set(shown) <= codes
    rare = tables.rows["HS6 Code"].value_counts()
    rare = set(rare[rare < 5].index)
    assert not rare & set(published["hs"])


def test_every_row_is_alike_with_five_importers_of_its_file(built, recipe):
    """By a plain group-by over the published files, empty cells included."""
    known = [column.name for column in recipe.known]
    for part in ("train", "test"):
        rows = pd.read_csv(built.release / "data" / f"{part}.csv", dtype={"hs": str}, keep_default_na=False)
        importers = rows["declaration"].map(built.samples.entities)
        classes = rows.assign(importer=importers).groupby(known, dropna=False, observed=True)["importer"]
        assert classes.nunique().min() >= 5
    report = json.loads((built.release / "risk.json").read_text(encoding="utf-8"))
    assert report["before"]["k"]["min"] == 1
    assert report["before"]["uniques"]["rows_share"] > 0.2
    assert report["after"]["k"]["min"] >= 5
    assert report["after"]["uniques"]["rows"] == 0


def test_release_may_be_signed(built):
    assert [one for one in built.findings if one["severity"] == "blocks"] == []
    assert built.breaches == []
    assert built.is_publishable


def test_model_loses_little_or_the_report_says_where(built):
    baseline = built.risk["baseline"]
    assert baseline["kind"] == "auc"
    assert baseline["raw"] > 0.68
    if baseline["loss_percent"] > 10:
        assert baseline["costs"]
        assert baseline["costs"][0]["gain_percent"] > 0
    assert baseline["low"] < 10


def test_one_published_column_still_tells_what_a_model_needs(built):
    """Not by the report's own model: the share of fraud of an HS code in the training, on the test."""
    train, truth = built.samples.train, built.samples.truth.set_index("declaration")["fraud"]
    test = built.samples.test
    shares = train.groupby("hs")["fraud"].mean()
    guess = test["hs"].map(shares).fillna(train["fraud"].mean())
    assert roc_auc_score(truth.loc[test["declaration"]], guess) > 0.6


@pytest.mark.parametrize("column", IDENTIFIERS)
def test_nothing_of_an_identifier_is_in_any_byte(built, tables, column):
    values = {str(value).encode() for value in tables.rows[column].dropna().unique()}
    assert len(values) > 70
    for path in sorted(built.release.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            assert column.encode() not in content, path.name
            words = set(content.replace(b'"', b",").replace(b"\n", b",").split(b","))
            assert not words & values, path.name


def test_order_of_the_raw_file_is_gone(built):
    train = built.samples.train["declaration"]
    places = built.samples.origin.loc[train].to_numpy()
    correlation = pd.Series(places).rank().corr(pd.Series(range(len(places)), dtype=float))
    assert abs(correlation) < 4 / len(places) ** 0.5
    ids = train.rank()
    assert abs(ids.reset_index(drop=True).corr(pd.Series(places, dtype=float))) < 4 / len(places) ** 0.5


def test_extremes_of_the_raw_file_are_gone(built, tables, published):
    for name, raw_name, most in (("price", "Item Price", 20_000_000), ("mass", "Net Mass", 20_000)):
        assert tables.rows[raw_name].max() > most
        assert published[name].max() <= most
