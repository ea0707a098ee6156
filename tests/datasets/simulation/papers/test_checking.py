"""Papers set against each other: what no paper shows is no difference, and officers are near what is foreseeable."""

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from datasets.simulation.papers.checking import checked, differences
from datasets.simulation.papers.officers import FIELDS, NONE
from tests.datasets.simulation.papers.conftest import SEED


@pytest.fixture(scope="module")
def found(written):
    return differences(written)


@pytest.fixture(scope="module")
def place(written):
    return written.declarations["place"].to_numpy()


def test_clean_papers_have_no_difference(found):
    assert np.median(found.weight) < 0.01
    assert (found.packages > 0).mean() < 0.1
    assert (found.goods_apart > 0).mean() < 0.05
    assert found.is_other_firm.mean() < 0.03
    assert (found.containers > 0).mean() < 0.03


def test_a_firm_behind_a_bank_is_not_seen(written, found, place):
    manifest = written.manifests.iloc[place]
    is_hidden = (manifest["consignee"].str.contains("ORDER|ORDRE") & manifest["notify"].isna()).to_numpy()
    other = (written.wrong["firm_manifest"] != written.bills["firm"]).to_numpy()[place]
    assert (other & is_hidden).any()
    assert not found.is_other_firm[is_hidden].any()
    assert found.is_other_firm[other & ~is_hidden].mean() > 0.9


def test_vague_goods_are_no_other_goods(found):
    assert found.is_vague.sum() > 100
    assert not found.goods_apart[found.is_vague].any()


def test_officers_follow_the_chances(port, written):
    table = checked(port, written, seed=SEED)
    chance = 1 - np.prod(1 - table[list(FIELDS)].to_numpy() * table["care"].to_numpy()[:, None], axis=1)
    is_blocked = (table["blocked_field"] != NONE).to_numpy()
    assert is_blocked.mean() == pytest.approx(chance.mean(), abs=0.015)
    assert 0.8 < average_precision_score(is_blocked, chance) < 0.92
