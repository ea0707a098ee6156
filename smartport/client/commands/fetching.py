"""The data of a challenge and its starter kit: the yes to the licence, and the files."""

import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.commands.choosing import challenge_asked, did_you_mean, is_sure
from smartport.client.connection import Download, Json
from smartport.client.download import fetch, is_here, target_of
from smartport.client.errors import Failure, Refused
from smartport.client.output import Bar, Column, Output
from smartport.client.tongue import gettext, ngettext

LICENCE_NOT_ACCEPTED = "licence_not_accepted"
FILES = (
    Column("name", lambda item: item["path"]),
    Column("size", lambda item: shown.size(item["size"]), lambda item: item["size"]),
    Column("creationDate", lambda item: shown.moment(item["created_at"]), lambda item: item["created_at"]),
)


def files(client: Client, asked: Namespace, out: Output) -> int:
    """The files of the data."""
    out.rows(FILES, client.files(challenge_asked(client, asked)))
    return 0


def download(client: Client, asked: Namespace, out: Output) -> int:
    """The files that are not here yet. In a terminal the licence is asked for where it was not accepted."""
    slug = challenge_asked(client, asked)
    folder = _folder(asked, slug)
    wanted = [(file, target_of(file["path"], folder=folder)) for file in _chosen(client.files(slug), asked.file)]
    missing = [(file, target) for file, target in wanted if asked.overwrite or not is_here(target, file=file)]
    try:
        _bring(client, slug, missing, out)
    except Refused as refused:
        if refused.code != LICENCE_NOT_ACCEPTED or not sys.stdin.isatty():
            raise
        _say_yes_to_licence(client, slug, out)
        _bring(client, slug, missing, out)
    told = ngettext(
        "%(count)s file downloaded to %(folder)s, %(here)s there already; every SHA-256 is right.",
        "%(count)s files downloaded to %(folder)s, %(here)s there already; every SHA-256 is right.",
        len(missing),
    )
    out.say(told % {"count": len(missing), "folder": folder, "here": len(wanted) - len(missing)})
    return 0


def kit(client: Client, asked: Namespace, out: Output) -> int:
    """The starter kit, unless it is here already."""
    slug = challenge_asked(client, asked)
    told = client.challenge(slug)["kit"]
    if told is None:
        raise Failure(gettext("%(challenge)s has no starter kit.") % {"challenge": slug})
    target = target_of(told["name"], folder=Path(asked.path or asked.choices.get("path") or "."))
    if is_here(target, file=told) and not asked.overwrite:
        out.say(gettext("%(path)s is there already.") % {"path": target})
        return 0
    with Bar(out) as bar:
        _fetch(client.opens_kit(slug, told), target, bar, file=told)
    out.say(gettext("Downloaded %(path)s. Unpack it and read its README.md.") % {"path": target})
    return 0


def accept_licence(client: Client, asked: Namespace, out: Output) -> int:
    """Name the licence, and say yes to it."""
    _say_yes_to_licence(client, challenge_asked(client, asked), out, is_asked=not asked.yes)
    return 0


def _folder(asked: Namespace, slug: str) -> Path:
    """-p; with -w this folder; else one named like the challenge, below that of `config set path`."""
    if asked.here:
        return Path()
    return Path(asked.path) if asked.path else Path(asked.choices.get("path") or ".") / slug


def _chosen(files: list[Json], name: str | None) -> list[Json]:
    """All, or the one named by its path or the end of it."""
    if name is None:
        return files
    found = [file for file in files if file["path"] == name or str(file["path"]).endswith(f"/{name}")]
    if not found:
        paths = [str(file["path"]) for file in files]
        hint = did_you_mean(name, paths) or gettext("To list them: %(command)s") % {"command": "smartport files"}
        raise Failure(gettext("The data have no file %(name)s.") % {"name": shown.line(name)}, hint)
    return found


def _bring(client: Client, slug: str, missing: list[tuple[Json, Path]], out: Output) -> None:
    with Bar(out) as bar:
        for file, target in missing:
            _fetch(client.opens_file(slug, file), target, bar, file=file)


def _fetch(open_at: Callable[[int], AbstractContextManager[Download]], target: Path, bar: Bar, *, file: Json) -> None:
    """The bar begins once the site has let us in."""
    begin = lambda done: bar.begin(target.name, size=file["size"], done=done)  # noqa: E731
    fetch(open_at, target, file=file, begin=begin)


def _say_yes_to_licence(client: Client, slug: str, out: Output, *, is_asked: bool = True) -> None:
    release = client.challenge(slug)["release"]
    if release is None:
        raise Failure(gettext("%(challenge)s has no data yet.") % {"challenge": slug})
    told = {"release": f"{release['slug']} {release['version']}", "licence": release["licence"]}
    out.say(gettext("Licence of %(release)s: %(licence)s") % told)
    if is_asked and not is_sure(gettext("Accept this licence?")):
        hint = gettext("To accept it: %(command)s") % {"command": f"smartport accept-licence {slug}"}
        raise Failure(gettext("The licence was not accepted."), hint)
    out.say(gettext("%(licence)s: accepted.") % {"licence": client.accept_licence(slug)["licence"]})
