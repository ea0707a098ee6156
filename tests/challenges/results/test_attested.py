"""A certificate's file, alone and in a PDF, whatever somebody made of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.results.attested import (
    FORMAT,
    MOST_BYTES,
    NoCertificate,
    NoKeys,
    file_of,
    keys_told,
    read_file,
    read_keys,
)
from challenges.results.signing import key_id, public_key, sign
from evaluator.report import canonical

SEED, OTHER = bytes(range(32)), bytes(32)
STATEMENT = canonical({"format": FORMAT, "name": "Âïcha", "code": "0" * 17})


@pytest.fixture
def file() -> bytes:
    return file_of(STATEMENT, signature=sign(STATEMENT, seed=SEED), key=key_id(public_key(seed=SEED)))


def keys(*seeds: bytes) -> dict[str, str]:
    return read_keys(keys_told(public_key(seed=seed) for seed in seeds).encode())


def test_file_is_read_back_and_signed_by_its_key_among_others(file):
    found = read_file(file)
    assert (found.statement, found.facts["name"]) == (STATEMENT, "Âïcha")
    assert found.is_signed_by(keys(SEED))
    assert found.is_signed_by(keys(OTHER, SEED))
    assert not found.is_signed_by(keys(OTHER))


def test_changed_statement_or_key_is_not_signed(file):
    forged = json.loads(file)
    for place, value in (("statement", STATEMENT.replace("Âïcha", "Mallory")), ("key", key_id(public_key(seed=OTHER)))):
        found = read_file(canonical({**forged, place: value}).encode())
        assert not found.is_signed_by(keys(OTHER, SEED))


def test_it_is_found_in_a_pdf(file):
    pdf = b"%PDF-1.4\n1 0 obj\nstream\n" + file + b"\nendstream\nendobj"
    assert read_file(pdf) == read_file(file)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"%PDF-1.4 no attachment",
        b'%PDF-1.4 {"format":"smartport-certificate/1"',
        b"[" * 100_000,
        b" " * (MOST_BYTES + 1),
        canonical({"format": FORMAT, "key": "", "signature": "", "statement": "[]"}).encode(),
        canonical({"format": FORMAT, "key": "", "signature": 1, "statement": "{}"}).encode(),
        canonical({"format": FORMAT, "key": "", "signature": "", "statement": '{"format":"other"}'}).encode(),
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(NoCertificate):
        read_file(content)


@given(st.binary(max_size=400))
def test_rubbish_is_refused_and_does_no_harm(content):
    with pytest.raises(NoCertificate):
        read_file(b"%PDF-" + content)


def test_keys_are_known_by_what_they_are_and_not_by_what_stands_before_them():
    public = public_key(seed=SEED)
    assert read_keys(f"# a site\n0000000000000000 {public}\n".encode()) == {key_id(public): public}


@pytest.mark.parametrize("content", [b"", b"# nothing", b"\xff\xfe", b"abc def"])
def test_file_without_keys_is_refused(content):
    with pytest.raises(NoKeys):
        read_keys(content)
