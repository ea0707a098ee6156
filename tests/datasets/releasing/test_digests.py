"""A digest is that of the values, not of how they lie in memory."""

import pyarrow as pa
import pytest

from datasets.releasing.digests import digest_of

TEXT = pa.large_string()


def text(*values: str | None) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(values, TEXT)])


def test_chunks_and_slices_do_not_matter() -> None:
    whole = text("a", None, "bc", "d")
    chunked = pa.chunked_array([pa.array(["a", None], TEXT), pa.array(["bc", "d"], TEXT)])
    sliced = pa.chunked_array([pa.array(["zz", "a", None, "bc", "d", "y"], TEXT).slice(1, 4)])
    assert digest_of(whole) == digest_of(chunked) == digest_of(sliced)
    numbers = pa.chunked_array([pa.array([1.5, None, 3.0])])
    assert digest_of(numbers) == digest_of(pa.chunked_array([pa.array([9.0, 1.5, None, 3.0]).slice(1, 3)]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (text("ab", "c"), text("a", "bc")),
        (text("a", "b"), text("b", "a")),
        (text(None, "a"), text("", "a")),
        (pa.chunked_array([[0, 1]]), pa.chunked_array([[None, 1]])),
        (pa.chunked_array([[1, 2]]), pa.chunked_array([[1.0, 2.0]])),
        (pa.chunked_array([[1, 2]]), pa.chunked_array([[1, 3]])),
    ],
)
def test_other_values_have_another_digest(one: pa.ChunkedArray, other: pa.ChunkedArray) -> None:
    assert digest_of(one) != digest_of(other)
