"""Signatures that anybody can check."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from challenges.results.signing import is_signed, key_id, public_key, sign
from evaluator.report import canonical

SEED, OTHER = bytes(range(32)), bytes(32)
FACTS = {"holder": "Âïcha Aït Ben", "award": {"fr": "Prix", "ar": "جائزة"}, "code": "0" * 17}


def test_signature_is_checked_with_the_public_key_and_a_plain_library():
    text = canonical(FACTS)
    signature = sign(text, seed=SEED)
    assert is_signed(text, signature=signature, key=public_key(seed=SEED))
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key(seed=SEED)))
    key.verify(base64.b64decode(signature), text.encode())


def test_another_statement_or_key_is_not_signed():
    text = canonical(FACTS)
    signature = sign(text, seed=SEED)
    assert not is_signed(text + " ", signature=signature, key=public_key(seed=SEED))
    assert not is_signed(text, signature=signature, key=public_key(seed=OTHER))
    assert sign(text, seed=SEED) == signature != sign(text, seed=OTHER)


@given(st.text(max_size=200), st.text(max_size=60))
def test_rubbish_is_not_signed(signature, key):
    assert not is_signed("x", signature=signature, key=key)


def test_seed_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32"):
        sign("x", seed=b"short")


def test_key_is_known_by_the_beginning_of_its_digest():
    key = public_key(seed=SEED)
    assert key_id(key) == hashlib.sha256(base64.b64decode(key)).hexdigest()[:16]
    assert key_id(key) != key_id(public_key(seed=OTHER))
