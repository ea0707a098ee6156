"""Files side by side: what they show, what they hide, and what became of them."""

import pandas as pd
import pytest

from datasets.simulation.papers import dossiers
from datasets.simulation.papers.dossiers import LARGEST_VEIL, RESTRICTED
from datasets.simulation.papers.officers import FIELDS, NONE
from tests.datasets.simulation.papers.conftest import SEED


@pytest.fixture(scope="module")
def beside(files, tables):
    """Each file beside its declaration and its manifest."""
    declared = tables["declarations"].add_prefix("d_").rename(columns={"d_bill": "bill"})
    carried = tables["manifests"].add_prefix("m_").rename(columns={"m_bill": "bill"})
    return files.merge(declared, on="bill", validate="1:1").merge(carried, on="bill", validate="1:1")


def kilograms(weight, unit):
    return weight.where(unit != "TNE", weight * 1000)


def test_a_row_per_declaration_in_order_of_time(files, tables):
    assert sorted(files["declaration"]) == sorted(tables["declarations"]["declaration"])
    assert files["declared_at"].is_monotonic_increasing
    assert set(RESTRICTED) <= set(files.columns)


def test_same_boxes_and_seed_give_the_same_files(port, year_of_boxes):
    once, again = (dossiers(port, year_of_boxes.head(4000), seed=SEED) for _ in range(2))
    pd.testing.assert_frame_equal(once, again)


def test_boxes_without_goods_have_no_files(port, year_of_boxes, files):
    none = dossiers(port, year_of_boxes.head(0), seed=SEED)
    assert (len(none), list(none)) == (0, list(files))


def test_outcome_is_that_of_the_declarations(beside):
    assert beside["field"].tolist() == beside["d_blocked_field"].fillna(NONE).tolist()
    assert beside["blocked"].tolist() == (beside["field"] != NONE).astype(int).tolist()


def test_every_field_blocks_some_and_one_in_nine_is_blocked(files):
    shares = files["field"].value_counts(normalize=True)
    assert set(shares.index) == {*FIELDS, NONE}
    assert shares.min() > 0.009
    assert 0.08 < files["blocked"].mean() < 0.13


def test_weights_of_a_file_are_multiplied_by_one_number(beside):
    pairs = [
        (beside["manifest_gross"], beside["m_gross"]),
        (beside["declared_gross"], beside["d_gross"]),
        (beside["declared_net"], beside["d_net"]),
    ]
    veils = pd.concat([shown / told for shown, told in pairs], axis=1)
    assert veils.min().min() > 0.99
    assert veils.max().max() < LARGEST_VEIL + 0.01
    assert (veils.max(axis=1) - veils.min(axis=1)).max() < 0.01
    assert (beside["declared_gross"] == beside["d_gross"]).mean() < 0.01


def test_packages_that_are_equal_stay_so_and_others_differ(beside):
    told = beside["m_packages"] == beside["d_packages"]
    assert ((beside["manifest_packages"] == beside["declared_packages"]) == told).all()


def test_no_name_and_no_number_is_shown(files, year_of_boxes):
    shown = files.drop(columns=RESTRICTED).select_dtypes(["str", "object"])
    texts = set(shown.fillna("").to_numpy().ravel().tolist())
    hidden = {*year_of_boxes["consignee"].dropna(), *year_of_boxes["container"], *year_of_boxes["bill"]}
    assert texts.isdisjoint(hidden)
    assert not any(word in text for text in texts for word in ("SARL", "Société", "SOCIETE", "QZ", "XQ"))


def test_scale_speaks_only_when_it_was_told_in_time(beside, tables):
    told = tables["weighings"][tables["weighings"]["method"] != "weighbridge"].groupby("bill")["weighed_at"].max()
    last = told.reindex(beside["bill"]).to_numpy()
    in_time = last <= beside["declared_at"].to_numpy()
    assert (beside["weighed_kg"].notna() == in_time).all()
    assert 0.1 < 1 - in_time.mean() < 0.3
    assert ((beside["weighing"] == "none") == beside["weighed_kg"].isna()).all()


def test_partner_port_speaks_of_its_own_boxes_only(files, tables):
    notices = tables["exchanges"][tables["exchanges"]["kind"] == "pre_manifest"]
    told = files[files["partner_port_kg"].notna()]
    assert 0 < len(told) < len(notices)
    assert set(told["bill"]) <= set(notices["bill"])


def test_a_certificate_is_shown_with_its_age_in_whole_days(files, tables):
    has_one = files["certificate"] != NONE
    assert has_one.sum() == len(tables["certificates"])
    assert files.loc[has_one, ["certificate_goods", "certificate_days", "certificate_quantity"]].notna().all(axis=None)
    assert files.loc[~has_one, ["certificate_goods", "certificate_days", "certificate_unit"]].isna().all(axis=None)
    assert (files.loc[has_one, "certificate_days"] >= 0).all()


def test_likeness_tells_another_firm_from_another_spelling(files, written):
    other = written.wrong["firm_manifest"] != written.bills["firm"]
    is_other = files["bill"].isin(written.bills.loc[other, "bill"])
    by_name = files[files["is_to_order"] == 0].groupby(is_other)["consignee_likeness"].median()
    assert by_name[True] < 0.55 < 0.8 < by_name[False]


def test_harmless_differences_block_no_more_than_none(files):
    """Tonnes for kilograms block nobody; another weight by a fifth does."""
    declared, manifest = (kilograms(files[f"{by}_gross"], files[f"{by}_unit"]) for by in ("declared", "manifest"))
    apart = (declared / manifest - 1).abs()
    is_blocked = files["field"] == "weight"
    other_unit = (files["declared_unit"] != files["manifest_unit"]) & (apart < 0.01)
    assert other_unit.sum() > 200
    assert is_blocked[other_unit].mean() < 0.02
    without_boxes = (declared / (manifest - files["tare_kg"]).clip(lower=1) - 1).abs()
    assert is_blocked[apart.between(0.18, 0.5) & (without_boxes > 0.18)].mean() > 0.6
    assert is_blocked[apart.between(0.18, 0.5) & (without_boxes < 0.01)].mean() < 0.02
