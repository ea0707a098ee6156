"""The hidden labels as bytes, and the promise that they will not be exchanged: SHA-256(labels || salt)."""

import hashlib
import hmac
import secrets

import pandas as pd

SALT_BYTES = 32
"""As many as the digest has: without the salt nobody can try labels out against the commitment."""


def solution_bytes(truth: pd.DataFrame) -> bytes:
    """The labels as CSV: columns as given, the first of them the id, rows in the order of the ids (by their UTF-8
    bytes), UTF-8, LF. The same labels give the same bytes whatever the order or the index of the rows. This is the
    file that is told at the end. Raises ValueError where an id comes twice."""
    id_column = truth.columns[0]
    if truth[id_column].duplicated().any():
        raise ValueError("an id comes twice among the labels")
    ordered = truth.sort_values(id_column, key=lambda ids: ids.map(lambda value: str(value).encode()))
    return ordered.to_csv(index=False, lineterminator="\n").encode()


def fresh_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def commit(solution: bytes, salt: bytes) -> str:
    """SHA-256 of the labels with the salt after them, in hexadecimal."""
    return hashlib.sha256(solution + salt).hexdigest()


def verify_commitment(commitment: str, *, solution: bytes, salt: bytes) -> bool:
    return hmac.compare_digest(commitment.lower(), commit(solution, salt))
