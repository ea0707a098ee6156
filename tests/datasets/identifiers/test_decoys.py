"""Columns that look like identifiers and are none: not one of them may be flagged."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.identifiers.find import find_identifiers

seeds = st.integers(0, 2**32 - 1)
sizes = st.integers(200, 2_000)


def none_in(values):
    assert find_identifiers(pd.DataFrame({"x": values})) == []


@given(seeds, sizes)
@settings(max_examples=25, deadline=None)
def test_seven_digits_at_random(seed, size):
    none_in(np.random.default_rng(seed).integers(10**6, 10**7, size))


@given(seeds, st.integers(200_000_000, 750_000_000), st.integers(1_000, 300_000_000))
@settings(max_examples=25, deadline=None)
def test_nine_digits_at_random_in_any_range(seed, start, width):
    none_in(np.random.default_rng(seed).integers(start, start + width, 1_000))


@given(st.integers(10**5, 10**15 - 10**6), st.sampled_from([1, 2, 5, 10, 25, 100, 1_000]), sizes)
@settings(max_examples=25, deadline=None)
def test_serial_numbers_and_round_amounts(start, step, size):
    none_in(start + step * np.arange(size))


@given(seeds, st.sampled_from([4, 6, 8, 10, 12, 15]))
@settings(max_examples=25, deadline=None)
def test_texts_of_digits_with_leading_zeros(seed, digits):
    none_in([f"{number:0{digits}d}" for number in np.random.default_rng(seed).integers(0, 10**digits, 500)])


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_codes_of_goods_of_fruit_and_vegetables(seed):
    rng = np.random.default_rng(seed)
    none_in(
        [
            f"{c:02d}{n:06d}{e:02d}"
            for c, n, e in zip(
                rng.integers(5, 9, 200), rng.integers(0, 10**6, 200), rng.choice([0, 10, 20, 90, 99], 200), strict=True
            )
        ]
    )


@given(seeds, st.integers(6, 26))
@settings(max_examples=25, deadline=None)
def test_pseudonyms_and_ids_of_letters_and_digits(seed, length):
    letters = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
    none_in(["".join(row) for row in np.random.default_rng(seed).choice(letters, (1_000, length))])


@given(seeds, st.sampled_from(["MSCU", "V", "TRK-", "B", "REF/2024/"]))
@settings(max_examples=25, deadline=None)
def test_serial_codes_with_letters_before(seed, head):
    none_in([f"{head}{number:07d}" for number in np.random.default_rng(seed).integers(0, 10**7, 500)])


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_amounts_dates_and_quantities(seed):
    rng = np.random.default_rng(seed)
    days = pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 2_000, 300), unit="D")
    frame = pd.DataFrame(
        {
            "amount": rng.lognormal(10, 2, 300).round(2),
            "amount_text": rng.lognormal(10, 2, 300).round(2).astype(str),
            "whole": rng.lognormal(14, 2, 300).round(),
            "day": days,
            "day_number": days.strftime("%Y%m%d").astype(int),
            "day_text": days.strftime("%d/%m/%Y"),
            "time_text": days.strftime("%Y-%m-%d %H:%M:%S"),
            "seconds": days.astype("int64") // 10**9,
            "kg": rng.integers(1, 44_000, 300),
            "locode": rng.choice(["MACAS", "MAJFL", "SA", "FRMRS"], 300),
            "size": rng.choice(["20DV", "40HC", "45G1"], 300),
            "lat": rng.uniform(33, 34, 300),
            "berth": rng.choice(["TC1-1", "DIV-3", "3-A-12"], 300),
            "truck_axles": rng.choice(["4x2", "6x4"], 300),
        }
    )
    assert find_identifiers(frame) == []
