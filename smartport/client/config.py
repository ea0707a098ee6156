"""What is remembered between two calls: a token for each site, in a file that only its owner reads, and a few choices
such as the challenge and the site."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from smartport.client.connection import DEFAULT_URL
from smartport.client.errors import unreadable, unwritable
from smartport.client.tongue import gettext

CHOICES = ("url", "challenge", "path")


def config_folder(environ: Mapping[str, str]) -> Path:
    """`smartport` below XDG_CONFIG_HOME, else below ~/.config."""
    chosen = environ.get("XDG_CONFIG_HOME", "")
    return (Path(chosen) if Path(chosen).is_absolute() else Path.home() / ".config") / "smartport"


def config_file(environ: Mapping[str, str]) -> Path:
    """Where the tokens are."""
    return config_folder(environ) / "tokens.json"


def choices_file(environ: Mapping[str, str]) -> Path:
    """Where the choices are."""
    return config_folder(environ) / "config.json"


def remembered_url(environ: Mapping[str, str]) -> str:
    """SMARTPORT_URL, else the site one logged in to last, else this machine's own."""
    return (environ.get("SMARTPORT_URL") or read_choices(environ).get("url") or DEFAULT_URL).rstrip("/")


def remembered_token(environ: Mapping[str, str], *, url: str) -> str:
    """SMARTPORT_TOKEN, else the one kept for this site; empty without one."""
    return environ.get("SMARTPORT_TOKEN") or read_token(config_file(environ), url=url)


def read_choices(environ: Mapping[str, str]) -> dict[str, str]:
    """What `smartport config set` was told."""
    return {name: value for name, value in _read(choices_file(environ)).items() if name in CHOICES}


def keep_choice(environ: Mapping[str, str], *, name: str, value: str) -> None:
    """Remember a choice; an empty one is forgotten."""
    chosen = {**read_choices(environ), name: value}
    _write(choices_file(environ), {name: value for name, value in chosen.items() if value})


def read_token(path: Path, *, url: str) -> str:
    """The token kept for a site; empty without one."""
    return _read(path).get(url, "")


def keep_token(path: Path, *, url: str, token: str) -> None:
    """Remember a token; an empty one forgets it."""
    tokens = {**_read(path), url: token}
    _write(path, {site: held for site, held in tokens.items() if held})


def _write(path: Path, content: Mapping[str, str]) -> None:
    """The file is never readable by others, not even while it is written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f".{path.name}-{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(content, out, indent=1)
        fresh.replace(path)
    except OSError as error:
        hint = gettext("Name another folder by XDG_CONFIG_HOME, or give the token by SMARTPORT_TOKEN.")
        raise unwritable(path, error, hint) from error


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise unreadable(path, error, gettext("Remove it and log in again.")) from error
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}
