"""Known licences have an address and a name in each vocabulary; others are told as they are."""

import pytest

from datasets.releasing.licences import OPEN, licence_of


@pytest.mark.parametrize("name", [*(licence.name for licence in OPEN), " cc-by-4.0 "])
def test_open_licence_is_found_however_it_is_written(name: str) -> None:
    found = licence_of(name)
    assert found.address.startswith("https://")
    assert found.hugging_face != "other"


def test_other_licence_keeps_its_words() -> None:
    found = licence_of("Usage limité au défi 2026")
    assert (found.title, found.address, found.hugging_face) == ("Usage limité au défi 2026", "", "other")
    assert found.slug == "Usage-limit-au-d-fi-2026"
    assert licence_of("رخصة").slug == "other"
