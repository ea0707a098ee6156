"""Typed reading of environment variables: a bad value stops the start and names the variable."""

import os
import re
from collections.abc import Callable, Collection, Mapping
from email.utils import getaddresses
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

T = TypeVar("T")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class BadSetting(ValueError):
    """An environment variable holds a value that cannot be used."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"{name}={value!r} cannot be used: expected {expected}.")


def _read(name: str, default: T, parse: Callable[[str], T], expected: str, source: Mapping[str, str]) -> T:
    value = source.get(name, "").strip()
    if not value:
        return default
    try:
        return parse(value)
    except (ValueError, KeyError) as error:
        raise BadSetting(name, value, expected) from error


def env_str(name: str, default: str = "", *, source: Mapping[str, str] = os.environ) -> str:
    """Text; empty counts as not given."""
    return _read(name, default, str, "text", source)


def env_int(name: str, default: int, *, source: Mapping[str, str] = os.environ) -> int:
    """A whole number."""
    return _read(name, default, int, "a whole number", source)


def env_port(name: str, default: int, *, source: Mapping[str, str] = os.environ) -> int:
    """The number of a port."""
    return _read(name, default, lambda value: range(1, 65536).index(int(value)) + 1, "a port from 1 to 65535", source)


def env_address(name: str, default: str, *, source: Mapping[str, str] = os.environ) -> tuple[str, int]:
    """Where a program of ours listens: a host and a port."""
    return _read(name, _address(default), _address, "a host and a port such as 127.0.0.1:8001", source)


def env_host(name: str, default: str = "", *, source: Mapping[str, str] = os.environ) -> str:
    """The name or the number of a host, without anything around it."""
    return _read(name, default, _host, "a host name such as mail.example.ma", source)


def env_sender(name: str, default: str, *, source: Mapping[str, str] = os.environ) -> str:
    """An e-mail address, with or without a name before it."""
    return _read(name, default, _sender, "an address such as Port <no-reply@example.ma>", source)


def env_bool(name: str, default: bool, *, source: Mapping[str, str] = os.environ) -> bool:
    """1/0, true/false, yes/no, on/off."""
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    return _read(name, default, lambda value: words[value.lower()], "true or false", source)


def env_choice(name: str, default: str, choices: Collection[str], *, source: Mapping[str, str] = os.environ) -> str:
    """One of a few words."""
    pick = {choice: choice for choice in choices}
    return _read(name, default, pick.__getitem__, f"one of {', '.join(choices)}", source)


def env_list(name: str, default: tuple[str, ...] = (), *, source: Mapping[str, str] = os.environ) -> list[str]:
    """Values separated by commas."""
    split = lambda value: tuple(part.strip() for part in value.split(",") if part.strip())  # noqa: E731
    return list(_read(name, default, split, "values separated by commas", source))


def env_path(name: str, default: Path, *, source: Mapping[str, str] = os.environ) -> Path:
    """An absolute path; `~` is expanded, a relative one is taken from the current folder."""
    return _read(name, default, lambda value: Path(value).expanduser().absolute(), "a path", source)


def env_url(name: str, default: str, *, source: Mapping[str, str] = os.environ) -> str:
    """An http or https address without a path; a slash at its end is dropped."""
    return _read(name, default, _origin, "an address such as https://port.example", source)


def beside(host: str, port: int) -> str:
    """The address next to the site's, which its follower has unless it is told another."""
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{port + 1 if port < 65535 else port - 1}"


def host_of(url: str) -> str:
    """The host name in an address, as Django's ALLOWED_HOSTS wants it."""
    host = urlsplit(url).hostname or ""
    return f"[{host}]" if ":" in host else host


def is_loopback(*hosts: str) -> bool:
    """Whether all of these names and numbers are this very machine's own."""
    return LOOPBACK.issuperset(host.strip("[]").lower() for host in hosts)


def _address(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    return _host(host), range(1, 65536).index(int(port)) + 1


def _host(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._-]+|\[?[0-9A-Fa-f:.]+\]?", value):
        raise ValueError(value)
    return value.strip("[]")


def _sender(value: str) -> str:
    ((_, address),) = getaddresses([value])
    if not value.isprintable() or not re.fullmatch(r"[^@\s<>]+@[A-Za-z0-9.-]+", address):
        raise ValueError(value)
    return value


def _origin(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(url)
    return f"{parts.scheme}://{parts.netloc}"


def env_database(name: str, default: Path, *, source: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Django's DATABASES entry: `postgres://user:password@host:port/name?option=value` or `sqlite:///path`."""
    return _read(name, sqlite(default), parse_database, "postgres://… or sqlite:///path", source)


def parse_database(url: str) -> dict[str, Any]:
    """Turn a database URL into Django's dictionary; ValueError for another scheme."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(parts.scheme)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def pooled(settings: dict[str, Any], *, most: int) -> dict[str, Any]:
    """So many connections to a database server for all threads of a process; with 0, as to an SQLite file in any case,
    each thread has one of its own."""
    if not most or "sqlite" in settings["ENGINE"]:
        return settings
    return {
        **settings,
        "CONN_MAX_AGE": 0,
        "OPTIONS": {**settings["OPTIONS"], "pool": {"min_size": 1, "max_size": most}},
    }


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite that many processes may write: write-ahead log, write lock taken at the start of a transaction."""
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL", "mmap_size=134217728", "cache_size=-20000")
    start = " ".join(f"PRAGMA {pragma};" for pragma in pragmas)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": start},
    }
