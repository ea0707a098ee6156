"""Pseudonyms: the standard's own bytes, one for all spellings, none without the key."""

import base64
import copy
import hmac

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.anonymization.pseudonyms import Pseudonyms, normalised
from datasets.anonymization.refusal import KeyDestroyed

KEY = bytes(range(32))


def by_the_book(value: str, *, domain: str, key: bytes = KEY) -> str:
    message = len(domain.encode()).to_bytes(4, "big") + domain.encode() + value.encode()
    return base64.b32encode(hmac.digest(key, message, "sha256")[:10]).decode().lower()


@given(st.lists(st.from_regex(r"[A-Z0-9]{1,12}", fullmatch=True)), st.text(), st.binary(min_size=32, max_size=100))
def test_pseudonym_is_the_hmac_of_domain_and_value(values, domain, key):
    found = Pseudonyms(key).of(pd.Series(values, dtype="str"), domain=domain)
    assert found.tolist() == [by_the_book(value, domain=domain, key=key) for value in values]


def test_null_stays_null_on_the_same_index():
    found = Pseudonyms(KEY).of(pd.Series(["A1", None, "A1"], index=[9, 9, 2], name="truck"), domain="truck")
    expected = pd.Series([by_the_book("A1", domain="truck"), None] * 2, dtype="str")[:3]
    pd.testing.assert_series_equal(found, expected.set_axis([9, 9, 2]).rename("truck"))


def test_domains_and_keys_have_nothing_in_common():
    values = pd.Series(["A1", "B2"])
    drawn = [
        Pseudonyms(KEY).of(values, domain="truck"),
        Pseudonyms(KEY).of(values, domain="firm"),
        Pseudonyms.fresh().of(values, domain="truck"),
        Pseudonyms.fresh().of(values, domain="truck"),
    ]
    assert len({one for series in drawn for one in series}) == 8


def test_domain_and_value_cannot_be_shifted_into_each_other():
    one = Pseudonyms(KEY).of(pd.Series(["BC"]), domain="A")
    two = Pseudonyms(KEY).of(pd.Series(["C"]), domain="AB")
    assert one[0] != two[0]


@pytest.mark.parametrize(
    "spellings",
    [
        ["12345-A-6", " 12345 a 6", "12345|A|6", "１２３４５Ａ６", "12345\u00a0A\u20116"],
        ["12345-أ-6", "١٢٣٤٥ أ ٦", "\u200f12345 أ 6"],
        ["Société Générale", "SOCIE\u0301TE\u0301 GE\u0301NE\u0301RALE", "société-générale"],
        ["straße", "STRASSE"],
    ],
)
def test_spellings_of_one_name_are_one(spellings):
    assert len({normalised(one) for one in spellings}) == 1


def test_numbers_with_empty_cells_are_the_same_numbers():
    whole = Pseudonyms(KEY).of(pd.Series([1234, 5]), domain="imo")
    broken = Pseudonyms(KEY).of(pd.Series([1234.0, np.nan]), domain="imo")
    assert whole[0] == broken[0]


def test_categories_have_pseudonyms():
    found = Pseudonyms(KEY).of(pd.Series(["A", "B", None], dtype="category"), domain="x")
    assert found.notna().tolist() == [True, True, False]


def test_destroyed_key_is_overwritten_and_never_used_again():
    pseudonyms = Pseudonyms(KEY)
    held = pseudonyms._key
    pseudonyms.destroy()
    pseudonyms.destroy()
    assert held == bytes(32)
    with pytest.raises(KeyDestroyed):
        pseudonyms.of(pd.Series(["A"]), domain="x")


def test_key_is_long_and_leaves_nowhere():
    with pytest.raises(ValueError, match="at least 32 bytes"):
        Pseudonyms(KEY[:31])
    with pytest.raises(TypeError):
        copy.copy(Pseudonyms(KEY))
    assert KEY.hex() not in repr(Pseudonyms(KEY))
    assert Pseudonyms.fresh()._key != Pseudonyms.fresh()._key
