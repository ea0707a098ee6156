"""A certificate outside of the site: the file with what is attested and its signature, alone or inside the PDF, and the
list of keys that a site publishes. Needs neither Django nor the site.

The file is canonical JSON: {"format", "key", "signature", "statement"}; `statement` is the text that is signed, and is
canonical JSON itself. In the PDF the same bytes are an attachment that is not compressed.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from challenges.errors import Refusal, gettext_noop
from challenges.results.signing import is_signed, key_id
from evaluator.report import canonical

FORMAT = "smartport-certificate/1"
MOST_BYTES = 8 << 20
MOST_STATEMENT = 64 << 10
PDF = b"%PDF-"
KEY_BYTES = 32
_BEGINNING = b'{"format":"' + FORMAT.encode() + b'"'
_PLACES = frozenset({"format", "key", "signature", "statement"})


class NoCertificate(Refusal):
    """Neither such a file nor a PDF with one in it."""

    code = "no_certificate"
    message = gettext_noop("The file holds no certificate.")
    hint = gettext_noop("It is the PDF as it was downloaded, or the JSON file beside it; no scan and no photograph.")
    status = 422


class NoKeys(Refusal):
    """Not what a site publishes at /certificates/key/."""

    code = "no_certificate_keys"
    message = gettext_noop("The file holds no public key.")
    hint = gettext_noop("It is the text that the site publishes at /certificates/key/.")
    status = 422


@dataclass(frozen=True)
class Attested:
    """What is attested, as it was signed; `key` is the id of the key that should have."""

    statement: str
    signature: str
    key: str
    facts: Mapping[str, Any]

    def is_signed_by(self, keys: Mapping[str, str]) -> bool:
        """Whether this statement was signed with the key it names, which has to be one of these (by id)."""
        public = keys.get(self.key)
        return public is not None and is_signed(self.statement, signature=self.signature, key=public)


def file_of(statement: str, *, signature: str, key: str) -> bytes:
    """The file."""
    return canonical({"format": FORMAT, "key": key, "signature": signature, "statement": statement}).encode()


def read_file(content: bytes) -> Attested:
    """Of the JSON file or of the PDF. Raises NoCertificate."""
    if len(content) > MOST_BYTES:
        raise NoCertificate
    written = _attached(content) if content.startswith(PDF) else content
    try:
        told = json.loads(written)
        facts = json.loads(told["statement"]) if _is_whole(told) else None
    except (ValueError, RecursionError):
        raise NoCertificate from None
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise NoCertificate
    return Attested(told["statement"], told["signature"], told["key"], facts)


def keys_told(keys: Iterable[str]) -> str:
    """The page with the public keys: a line each with its id, the one that signs now first."""
    return "".join(f"{key_id(public)} {public}\n" for public in keys)


def read_keys(content: bytes) -> dict[str, str]:
    """Public keys by id; an id that is not its key's is not believed. Raises NoKeys."""
    found: dict[str, str] = {}
    for line in content[:MOST_STATEMENT].decode("utf-8", "replace").splitlines():
        public = line.split("#")[0].strip().rpartition(" ")[2]
        if is_key(public):
            found[key_id(public)] = public
    if not found:
        raise NoKeys
    return found


def is_key(text: str) -> bool:
    """Whether it is 32 bytes in base 64, as both halves of a key are."""
    try:
        return len(base64.b64decode(text, validate=True)) == KEY_BYTES
    except ValueError:
        return False


def _attached(content: bytes) -> bytes:
    """From where the file begins in the PDF to its end."""
    begin = content.find(_BEGINNING)
    end = content.find(b"endstream", begin) if begin >= 0 else -1
    if end < 0:
        raise NoCertificate
    return content[begin:end]


def _is_whole(told: Any) -> bool:
    if not isinstance(told, dict) or set(told) != _PLACES or told["format"] != FORMAT:
        return False
    return all(isinstance(value, str) for value in told.values()) and len(told["statement"]) <= MOST_STATEMENT
