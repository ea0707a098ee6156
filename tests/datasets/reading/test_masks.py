"""A mask keeps what tells the form of a number or a time, and nothing else."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.reading.masks import columns_of, first_bytes, masks_of


def masks(*texts: str) -> list[str]:
    return masks_of(pa.array(texts, pa.string())).to_pylist()


def test_masks_show_digits_as_nines_but_a_zero_in_front():
    assert masks("120", "007", "-0.50", "+12", "1e5", "2025-01-02T08:30Z", "AB 12 é") == [
        "999",
        "099",
        "-0.99",
        "+99",
        "9e9",
        "9999-99-99T99:99Z",
        "aa 99 é",
    ]


def test_sign_alone_is_its_own_mask():
    assert masks("-", "+", "0", "-0") == ["-", "+", "0", "-0"]


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=5)))
def test_masks_have_the_length_of_their_texts_wherever_they_stand_in_memory(texts):
    whole = pa.array(["before", *texts, "after"], pa.string())
    sliced = masks_of(whole.slice(1, len(texts))).to_pylist()
    assert sliced == (masks(*texts) if texts else [])
    assert [len(mask.encode()) for mask in sliced] == [len(text.encode()) for text in texts]


def test_first_bytes_of_empty_texts_are_zero():
    texts = pa.array(["x", "", "12", ""], pa.string())
    assert first_bytes(texts).tolist() == [ord("x"), 0, ord("1"), 0]
    assert first_bytes(texts.slice(2)).tolist() == [ord("1"), 0]


def test_equally_long_texts_are_rows_of_bytes():
    assert columns_of(pa.array(["ab", "cd"], pa.string())).tolist() == [list(b"ab"), list(b"cd")]
