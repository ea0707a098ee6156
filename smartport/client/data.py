"""The data of a challenge in the terminal: the yes to their licence, and the files."""

import sys
from argparse import Namespace
from pathlib import Path

from rich.console import Console

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.commands import YES, Json, challenge_asked, progress_bar
from smartport.client.download import is_here, target_of, write_checked
from smartport.client.errors import Failure, Refused

LICENCE_NOT_ACCEPTED = "licence_not_accepted"


def accept_licence(client: Client, asked: Namespace, console: Console) -> int:
    """Name the licence, and say yes to it."""
    _accept_licence(client, challenge_asked(client, asked), console, is_sure=asked.yes)
    return 0


def data(client: Client, asked: Namespace, console: Console) -> int:
    """Download the files that are not here yet. In a terminal the licence is asked for where it was not accepted."""
    slug = challenge_asked(client, asked)
    folder = Path(asked.output or slug)
    files = [(file, target_of(file["path"], folder=folder)) for file in client.files(slug)]
    missing = [(file, target) for file, target in files if not is_here(target, file=file)]
    try:
        _download(client, slug, missing, console)
    except Refused as refused:
        if refused.code != LICENCE_NOT_ACCEPTED or not sys.stdin.isatty():
            raise
        _accept_licence(client, slug, console)
        _download(client, slug, missing, console)
    here = len(files) - len(missing)
    console.print(f"{len(missing)} files downloaded to {folder}, {here} were there already.", markup=False)
    return 0


def kit(client: Client, asked: Namespace, console: Console) -> int:
    """Download the starter kit, unless it is here already."""
    slug = challenge_asked(client, asked)
    told = client.challenge(slug)["kit"]
    if told is None:
        raise Failure(f"{slug} has no starter kit.")
    target = target_of(told["name"], folder=Path(asked.output or "."))
    if is_here(target, file=told):
        console.print(f"{target} is there already.", markup=False)
        return 0
    with progress_bar(console) as progress:
        task = progress.add_task(shown.line(told["name"]), total=told["size"])
        write_checked(client.read_kit(slug), target, sha256=told["sha256"], advance=lambda n: progress.advance(task, n))
    console.print(f"Downloaded {target}. Unpack it and read its README.md.", markup=False)
    return 0


def _accept_licence(client: Client, slug: str, console: Console, *, is_sure: bool = False) -> None:
    release = client.challenge(slug)["release"]
    if release is None:
        raise Failure(f"{slug} has no data yet.")
    named = shown.line(f"{release['slug']} {release['version']}: {release['licence']}")
    console.print(f"Licence of {named}", markup=False, highlight=False)
    if not is_sure and input("Accept this licence? [y/N] ").strip().lower() not in YES:
        raise Failure("The licence was not accepted.")
    accepted = client.accept_licence(slug)["licence"]
    console.print(f"{shown.line(accepted)}: accepted.", markup=False, highlight=False)


def _download(client: Client, slug: str, missing: list[tuple[Json, Path]], console: Console) -> None:
    with progress_bar(console) as progress:
        for file, target in missing:
            task = progress.add_task(shown.line(file["path"]), total=file["size"])
            write_checked(
                client.read_file(slug, file["id"]),
                target,
                sha256=file["sha256"],
                advance=lambda size, task=task: progress.advance(task, size),  # type: ignore[misc]
            )
