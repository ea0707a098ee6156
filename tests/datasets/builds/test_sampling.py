"""Some rows of an extract: whole entities, drawn once."""

import numpy as np
import pandas as pd
import pytest

from datasets.builds import keeping, sampling
from datasets.builds.rules import ExtractNotReady
from datasets.builds.sampling import sample, sampled_tables
from datasets.recipes.reading import parse_recipe
from datasets.vault import keeping as vault
from tests.factories.recipes import ROWS, make_extract_of

pytestmark = pytest.mark.database
PLATE = "Immatriculation"


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(sampling, "ROWS", 500)


def test_all_rows_of_an_entity_are_drawn_or_none(extract):
    whole = pd.read_parquet(vault.table(extract.pk))
    found = sample(extract, entities=PLATE)
    assert 450 < len(found.rows) <= 500
    assert found.of == ROWS
    assert found.rows[PLATE].value_counts().to_dict() == {
        plate: count for plate, count in whole[PLATE].value_counts().items() if plate in set(found.rows[PLATE])
    }
    assert found.share == len(found.rows) / ROWS


def test_rows_keep_their_order_and_their_types(extract):
    whole = pd.read_parquet(vault.table(extract.pk)).reset_index()
    found = sample(extract, entities=PLATE).rows
    keys = ["Immatriculation", "Arrivée", "Remarque"]
    places = found.merge(whole, on=keys, how="left")["index"]
    assert places.is_monotonic_increasing
    assert found["Arrivée"].dtype.kind == "M"
    assert found.index.equals(pd.RangeIndex(len(found)))


def test_sample_is_drawn_once(extract, monkeypatch):
    first = sample(extract, entities=PLATE).rows
    monkeypatch.setattr(sampling, "_draw", None)
    assert sample(extract, entities=PLATE).rows.equals(first)


def test_sample_without_entities_is_of_rows_and_another_one(extract):
    assert len(sample(extract).rows) == 500
    assert len(sample(extract, entities="no such column").rows) == 500
    assert len(list(keeping.sample_of(extract.pk, key="x").parent.glob("sample-*"))) == 1


def test_small_extract_is_taken_whole(extract, monkeypatch):
    monkeypatch.setattr(sampling, "ROWS", 20_000)
    assert sample(extract, entities=PLATE).share == 1.0


def test_entity_that_is_too_large_is_left_out_unless_all_are(dora):
    rng = np.random.default_rng(2)
    sizes = {"giant": 900, **{f"small {number}": 20 for number in range(20)}}
    names = pd.Series([name for name, size in sizes.items() for _ in range(size)])
    table = pd.DataFrame({"whose": names.sample(frac=1, random_state=1).to_numpy(), "value": rng.random(len(names))})
    found = sample(make_extract_of(table, by=dora, name="giants"), entities="whose").rows
    assert set(found["whose"]) == set(sizes) - {"giant"}
    alone = pd.DataFrame({"whose": ["giant"] * 900, "value": rng.random(900)})
    assert len(sample(make_extract_of(alone, by=dora, name="giant"), entities="whose").rows) == 500


def test_extract_that_is_gone_is_refused_by_name(extract):
    vault.remove(extract.pk)
    with pytest.raises(ExtractNotReady, match="“passages”"):
        sample(extract)


def test_further_tables_come_whole_where_they_are_ready(extract, draft, dora):
    sea = pd.DataFrame({"time": pd.date_range("2025-01-01", periods=900, freq="h"), "hs": np.arange(900) / 100})
    make_extract_of(sea, by=dora, name="sea-2025")
    text = draft.revisions.get().text.replace(
        "extract: passages", "extract: passages\n  tables: {sea: sea-2025, tide: no-such-extract}"
    )
    tables, found = sampled_tables(extract, parse_recipe(text))
    assert tables.rows is found.rows
    assert {name: len(table) for name, table in tables.others.items()} == {"sea": 900}


def test_sample_is_for_the_site_alone(extract):
    sample(extract)
    assert [path.stat().st_mode & 0o077 for path in keeping.sample_of(extract.pk, key="").parent.glob("sample-*")] == [
        0
    ]
