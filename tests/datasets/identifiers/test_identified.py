"""What may be shown of an identifier."""

import pytest

from datasets.identifiers.identified import masked


@pytest.mark.parametrize(
    ("text", "shown"), [("9319467", "9·····7"), ("ab", "··"), ("", ""), ("x" * 80, "x············x")]
)
def test_only_the_ends_are_shown(text, shown):
    assert masked(text) == shown
