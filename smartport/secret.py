"""The installation's secret key: made once, kept in the data folder, readable by its owner only."""

import os
import secrets
import tempfile
from pathlib import Path

NAME = "secret-key"


def secret_key(folder: Path) -> str:
    """Read the key, or make one; those who start at once agree on the first one written."""
    path = folder / NAME
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write_first(path)
    return path.read_text().strip()


def _write_first(path: Path) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(50))
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
