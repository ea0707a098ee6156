"""Officers: what means something is blocked, what is only written otherwise is not."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from datasets.simulation.papers.officers import FIELDS, NONE, Differences, allowed_weight, blocked_fields, chances

CLEAN = Differences(
    weight=np.array([0.0]),
    weight_allowed=np.array([0.05]),
    packages=np.array([0.0]),
    are_packed_alike=np.array([True]),
    goods_apart=np.array([0]),
    is_vague=np.array([False]),
    is_origin_false=np.array([False]),
    has_other_partner=np.array([False]),
    has_preference=np.array([False]),
    is_other_firm=np.array([False]),
    containers=np.array([0]),
    needs_certificate=np.array([True]),
    certificate_apart=np.array([0]),
    age=np.array([0.5]),
    lacking=np.array([0.0]),
)


def chances_of(**changed):
    return chances(replace(CLEAN, **{name: np.array([value]) for name, value in changed.items()})).iloc[0]


def test_a_clean_file_is_blocked_for_nothing():
    assert chances_of().max() < 0.001


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("weight", {"weight": 0.2}),
        ("packages", {"packages": 0.1}),
        ("goods", {"goods_apart": 3}),
        ("origin", {"is_origin_false": True, "has_preference": True}),
        ("consignee", {"is_other_firm": True}),
        ("containers", {"containers": 1}),
        ("certificate", {"certificate_apart": -1}),
        ("certificate", {"age": 1.5}),
        ("certificate", {"certificate_apart": 3}),
        ("certificate", {"lacking": 0.4}),
    ],
)
def test_a_large_difference_blocks_for_its_own_field(field, changed):
    found = chances_of(**changed)
    assert found[field] > 0.85
    assert found.drop(field).max() < 0.001


def test_half_are_blocked_at_what_is_allowed():
    assert chances_of(weight=0.05)["weight"] == pytest.approx(0.49)
    assert chances_of(weight=0.02)["weight"] < 0.01


def test_no_certificate_is_missed_where_none_is_needed():
    assert chances_of(certificate_apart=-1, needs_certificate=False)["certificate"] == 0


def test_a_trader_abroad_is_no_false_origin():
    assert chances_of(has_other_partner=True, has_preference=True)["origin"] < 0.1


def test_tolerance_is_wide_for_food_and_narrow_for_ores():
    allowed = allowed_weight(pd.Series(["08", "26", "84"]), is_food=np.array([True, False, False]))
    assert allowed.tolist() == [0.08, 0.025, 0.05]


def blocked(table, *, channel="orange", number=4000):
    rows = pd.DataFrame([table] * number, columns=list(FIELDS))
    return blocked_fields(
        rows,
        np.full(number, 0.9),
        channel=pd.Series([channel] * number),
        weeks=np.arange(number) % 50,
        rng=np.random.default_rng(1),
    )


def test_first_field_that_is_found_is_written_down():
    assert set(blocked([0, 2, 0, 0, 0, 0, 2])) == {"goods"}


def test_nearly_nobody_is_blocked_without_reason():
    assert 0.99 < np.mean(blocked([0] * 7) == NONE) < 1


def test_green_channel_is_looked_at_less():
    table = [0, 0, 0, 0, 0, 0, 0.5]
    green, red = (np.mean(blocked(table, channel=channel) == "weight") for channel in ("green", "red"))
    assert 0.38 < green < red < 0.55
