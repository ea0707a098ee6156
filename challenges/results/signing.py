"""Certificates are signed with the site's Ed25519 key: whoever has the public half can check one without the site."""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def sign(statement: str, *, seed: bytes) -> str:
    """The signature, base64; the same for the same statement and key. Raises ValueError for a seed that is not 32
    bytes."""
    return base64.b64encode(Ed25519PrivateKey.from_private_bytes(seed).sign(statement.encode())).decode()


def public_key(*, seed: bytes) -> str:
    """The half that is published, base64."""
    return base64.b64encode(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()).decode()


def is_signed(statement: str, *, signature: str, key: str) -> bool:
    """Whether this very statement was signed by the key; False for whatever is no key or no signature."""
    try:
        found = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        found.verify(base64.b64decode(signature, validate=True), statement.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(public: str) -> str:
    """By which a certificate names its key: the first 16 hex digits of the SHA-256 of the public half."""
    return hashlib.sha256(base64.b64decode(public)).hexdigest()[:16]
