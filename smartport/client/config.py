"""What is remembered between two calls: a token for each site, in a file that only its owner reads."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from smartport.client.errors import Failure


def config_file(environ: Mapping[str, str]) -> Path:
    """`smartport/tokens.json` below XDG_CONFIG_HOME, else below ~/.config."""
    chosen = environ.get("XDG_CONFIG_HOME", "")
    folder = Path(chosen) if Path(chosen).is_absolute() else Path.home() / ".config"
    return folder / "smartport" / "tokens.json"


def read_token(path: Path, *, url: str) -> str:
    """The token kept for a site; empty without one."""
    return _read(path).get(url, "")


def keep_token(path: Path, *, url: str, token: str) -> None:
    """Remember a token; an empty one forgets it. The file is never readable by others, not even while it is written."""
    tokens = {**_read(path), url: token}
    kept = {site: held for site, held in tokens.items() if held}
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}-{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(kept, out, indent=1)
    fresh.replace(path)


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Failure(f"{path} cannot be read ({error}).", "Remove it and log in again.") from error
    return {str(site): str(token) for site, token in found.items()} if isinstance(found, dict) else {}
