"""Orders travel as JSON and come back the same, or not at all."""

import json
from dataclasses import fields

import pytest

from evaluator.order import LOGS, MOST_BYTES, Content, Order
from evaluator.report import Report

ORDER = Order(
    evaluation="0b8a4e1e-0000-4000-8000-000000000000",
    ticket="t" * 32,
    kind="code",
    file_name="entry.zip",
    submission=Content("5" * 64, 10, "/data/files/5"),
    bundle=Content("b" * 64, 20, "https://site/bundle"),
    logs={which: f"/data/incoming/{which}" for which in LOGS},
    log_policy="full",
    lease_seconds=60,
    patience_seconds=340.0,
)


def test_order_comes_back_the_same():
    assert Order.from_json(json.loads(json.dumps(ORDER.to_json()))) == ORDER


@pytest.mark.parametrize("change", [{"password": "x"}, {"ticket": None}, {"log_policy": None}, {"log_policy": "some"}])
def test_order_with_unknown_or_missing_fields_is_refused(change):
    told = {key: value for key, value in {**ORDER.to_json(), **change}.items() if value is not None}
    with pytest.raises(TypeError):
        Order.from_json(told)


def test_every_log_is_a_field_of_the_report_and_bounded():
    beside = {item.name for item in fields(Report) if item.type is bytes}
    assert (set(LOGS.values()), MOST_BYTES.keys()) == (beside, LOGS.keys())
