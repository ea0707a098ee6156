"""What positions and ids tell."""

import numpy as np
import pytest

from datasets.gates.order import telling_orders
from tests.datasets.gates.tables import as_binary, case_of, clean


def found(table):
    return {one.code: one for one in telling_orders(case_of(table))}


@pytest.mark.parametrize("rows", [60, 4_000])
@pytest.mark.parametrize("change", [lambda table: table, as_binary])
def test_random_order_and_ids_pass(rows, change):
    findings = found(change(clean(rows)))
    assert {code: one.severity for code, one in findings.items()} == {"position_tells": "passes", "id_tells": "passes"}


def test_rows_in_order_of_the_target_block():
    one = found(clean().sort_values("wait"))["position_tells"]
    assert (one.severity, one.number) == ("blocks", pytest.approx(1, abs=0.01))


def test_slight_order_is_seen_in_many_rows():
    table = clean(80_000, seed=3)
    noise = np.random.default_rng(3).normal(0, 12, len(table))
    table = table.sort_values("wait", key=lambda wait: wait.rank() / len(wait) + noise, ignore_index=True)
    one = found(table)["position_tells"]
    assert 0.02 < one.number < 0.06
    assert (one.severity, one.limit) == ("blocks", 0.02)


@pytest.mark.parametrize("form", ["{:d}", "r{:06d}"])
def test_ids_numbered_by_the_target_block_in_random_rows(form):
    table = clean()
    table["id"] = [form.format(int(rank)) for rank in table["wait"].rank(method="first")]
    findings = found(table)
    assert (findings["id_tells"].severity, findings["id_tells"].column) == ("blocks", "id")
    assert findings["position_tells"].severity == "passes"


def test_order_in_the_test_alone_is_seen():
    table = clean()
    cut = int(len(table) * 0.7)
    table.iloc[cut:] = table.iloc[cut:].sort_values("wait").to_numpy()
    one = found(table.infer_objects())["position_tells"]
    assert (one.severity, one.values["part"]) == ("blocks", "test")


def test_classes_in_order_block():
    table = clean()
    table["wait"] = np.sort(np.random.default_rng(1).choice(["a", "b", "c"], len(table)))
    assert found(table)["position_tells"].severity == "blocks"
