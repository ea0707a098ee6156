"""The key that signs certificates: made once, kept in the data folder, readable by its owner only.

The file `certificate-key` has a line each in base 64: first the secret half (32 bytes), then the public halves of the
keys that signed before it, which stay published.
"""

import base64
import binascii
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from smartport.env import BadSetting, env_list, env_str

NAME = "certificate-key"
VARIABLE, OLD_VARIABLE = "SMARTPORT_CERTIFICATE_KEY", "SMARTPORT_CERTIFICATE_OLD_KEYS"
SEED_BYTES = 32


@dataclass(frozen=True)
class Keys:
    """`seed` is the secret half of the key that signs now, `old` the public halves of those before, the last first."""

    seed: bytes = field(repr=False)
    old: tuple[str, ...] = ()


def env_keys(folder: Path, *, source: Mapping[str, str] = os.environ) -> Keys:
    """Those of the environment, else those of the data folder. Raises BadSetting, which does not say the key."""
    given = env_str(VARIABLE, source=source)
    if not given:
        return certificate_keys(folder)
    try:
        return Keys(key_bytes(given), tuple(old for old in env_list(OLD_VARIABLE, source=source) if key_bytes(old)))
    except ValueError as error:
        raise BadSetting(VARIABLE, "…", f"32 bytes in base 64, as those in {OLD_VARIABLE}") from error


def certificate_keys(folder: Path) -> Keys:
    """Read them, or make the first one; those who start at once agree on the first one written."""
    path = folder / NAME
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write(path, written(Keys(secrets.token_bytes(SEED_BYTES))), is_first=True)
    return read_keys(path.read_text())


def keep_keys(folder: Path, keys: Keys) -> None:
    """In the place of what was there."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / NAME, written(keys), is_first=False)


def written(keys: Keys) -> str:
    """As the file has them."""
    return "".join(f"{line}\n" for line in (base64.b64encode(keys.seed).decode(), *keys.old))


def read_keys(text: str) -> Keys:
    """Raises ValueError for anything but keys, without saying what stands there."""
    seed, *old = text.split() or [""]
    return Keys(key_bytes(seed), tuple(public for public in old if key_bytes(public)))


def key_bytes(text: str) -> bytes:
    """Of one half of a key in base 64. Raises ValueError."""
    try:
        found = base64.b64decode(text, validate=True)
    except binascii.Error:
        found = b""
    if len(found) != SEED_BYTES:
        raise ValueError("a key is 32 bytes in base 64")
    return found


def _write(path: Path, text: str, *, is_first: bool) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        if is_first:
            os.link(name, path)
        else:
            Path(name).replace(path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink(missing_ok=True)
