"""Pseudonyms: a value in place of a name, which nobody can work out again once the key is destroyed."""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterable
from typing import NoReturn

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.anonymization.codes import code
from datasets.anonymization.refusal import KeyDestroyed
from datasets.anonymization.texts import texts_of

KEY_BYTES = 32
PSEUDONYM_BYTES = 10  # 80 bits are 16 letters of base32: of a million names two meet once in 2 x 10^12 releases
LENGTH_BYTES = 4
BLOCK_BYTES = 64  # of SHA-256
LETTERS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype=np.uint8)
FIRST_BITS = np.arange(0, PSEUDONYM_BYTES * 8, 5, dtype=np.uint16)
ASCII_SEPARATORS = bytes(place for place in range(128) if not chr(place).isalnum())


class Pseudonyms:
    """Pseudonyms of one release: the same value of the same domain has the same one; those of two domains or of two
    releases have nothing to do with each other.

    HMAC-SHA256 (RFC 2104) of the domain, behind its length, and of the normalised value, cut to 80 bits. The key is
    given in or drawn by `fresh`; `destroy` overwrites our copy of it. Copies that Python or the caller made are only
    forgotten, so whoever gives a key in forgets it too.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < KEY_BYTES:
            raise ValueError(f"a key has at least {KEY_BYTES} bytes")
        self._key: bytearray | None = bytearray(key)

    @classmethod
    def fresh(cls) -> "Pseudonyms":
        return cls(secrets.token_bytes(KEY_BYTES))

    def __reduce__(self) -> NoReturn:
        raise TypeError("pseudonyms are not written anywhere: their key would be")

    def of(self, values: pd.Series, *, domain: str) -> pd.Series:
        """On the same index, under the same name; null stays null. Raises KeyDestroyed."""
        codes, distinct = code(values)
        texts = texts_of(distinct)
        drawn = iter(self._drawn(map(normalised, texts.dropna().tolist()), domain=domain))
        pseudonyms = [None if is_null else next(drawn) for is_null in texts.isna()]
        return pd.Series(pd.Index(pseudonyms, dtype="str").take(codes), index=values.index, name=values.name)

    def destroy(self) -> None:
        """Overwrites the key and forgets it; twice does no harm."""
        if self._key is not None:
            self._key[:] = bytes(len(self._key))
            self._key = None

    def _drawn(self, values: Iterable[bytes], *, domain: str) -> list[str]:
        """Both hashes of HMAC have read the key, and the inner one the domain, before the first value comes: four times
        as fast as a call of `hmac` for each."""
        inner, outer = self._begun()
        name = domain.encode()
        inner.update(len(name).to_bytes(LENGTH_BYTES, "big") + name)
        digests = bytearray()
        for value in values:
            first, last = inner.copy(), outer.copy()
            first.update(value)
            last.update(first.digest())
            digests += last.digest()[:PSEUDONYM_BYTES]
        return _spelt(np.frombuffer(digests, dtype=np.uint8).reshape(-1, PSEUDONYM_BYTES))

    def _begun(self) -> "tuple[hashlib._Hash, hashlib._Hash]":
        if self._key is None:
            raise KeyDestroyed("the key of these pseudonyms has been destroyed")
        key = bytes(self._key) if len(self._key) <= BLOCK_BYTES else hashlib.sha256(self._key).digest()
        block = np.frombuffer(key.ljust(BLOCK_BYTES, b"\0"), dtype=np.uint8)
        return hashlib.sha256((block ^ 0x36).tobytes()), hashlib.sha256((block ^ 0x5C).tobytes())


def normalised(text: str) -> bytes:
    """Letters and digits alone, in upper case and in the form NFKC, digits of all scripts as 0 to 9, in UTF-8:
    spellings of one plate or firm have one pseudonym."""
    if text.isascii():
        return text.encode().upper().translate(None, ASCII_SEPARATORS)
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper())
    return "".join(str(unicodedata.digit(one, one)) for one in composed if one.isalnum()).encode()


def _spelt(digests: npt.NDArray[np.uint8]) -> list[str]:
    """In base32 (RFC 4648), small letters: each letter is five bits of the two bytes from where it begins."""
    padded = np.pad(digests, ((0, 0), (0, 1))).astype(np.uint16)
    pairs = (padded[:, :-1] << 8) | padded[:, 1:]
    text = LETTERS[(pairs[:, FIRST_BITS // 8] >> (11 - FIRST_BITS % 8)) & 31].tobytes().decode()
    return [text[begin : begin + len(FIRST_BITS)] for begin in range(0, len(text), len(FIRST_BITS))]
