"""What commands have in common on the command line: how one is made, and the options that many take."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from smartport.client.api import Client
from smartport.client.output import FORMATS, Output
from smartport.client.tongue import gettext

Command = Callable[[Client, argparse.Namespace, Output], int]
Add = Callable[..., argparse.ArgumentParser]


def adder(below: Any) -> Add:
    """What makes a command below a parser."""

    def add(
        name: str, command: Command, text: str, *examples: str, aliases: Sequence[str] = ()
    ) -> argparse.ArgumentParser:
        before = gettext("example:")
        found: argparse.ArgumentParser = below.add_parser(
            name,
            help=text,
            description=f"{text[:1].upper()}{text[1:]}.",
            epilog="".join(f"{before} {example}\n" for example in examples) or None,
            aliases=aliases,
        )
        found.set_defaults(command=command, prog=found.prog)
        found.add_argument("--url", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        found.add_argument("-q", "--quiet", action="store_true", help=gettext("say nothing but what was asked for"))
        return found

    return add


def below(found: argparse.ArgumentParser) -> Add:
    """The commands below one."""
    return adder(found.add_subparsers(metavar="ACTION"))


def of_challenge(found: argparse.ArgumentParser, *, is_named: bool = True) -> argparse.ArgumentParser:
    """Which challenge."""
    found.add_argument(
        "-c", "--challenge", metavar="NAME", help=gettext("which (default: `config set challenge`, or the only one)")
    )
    if is_named:
        found.add_argument("named", metavar="CHALLENGE", nargs="?", help=gettext("the same, without -c"))
    return found


def of_submission(found: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Which submission."""
    found.add_argument("id", metavar="ID", help=gettext("its ref in `smartport submissions`"))
    found.set_defaults(listed_by="smartport submissions")
    return found


def lists(found: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """A list: as a table, CSV or JSON."""
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("-v", "--csv", action="store_true", help=gettext("print CSV"))
    choice.add_argument("--format", choices=FORMATS, help=gettext("table (default), csv or json"))
    choice.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    return found


def waits(found: argparse.ArgumentParser) -> None:
    """Waits for the result, where that is wanted."""
    found.add_argument(
        "-w", "--wait", action="store_true", help=gettext("wait for the result; exit status 1 unless scored")
    )
    told(found)


def told(found: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Said in words, or as JSON."""
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("--format", choices=("table", "json"), help=gettext("text (default) or json"))
    choice.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    return found


def downloads(found: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Where to, and whether again."""
    found.add_argument(
        "-p", "--path", metavar="FOLDER", help=gettext("where to (default: a folder named like the challenge)")
    )
    found.add_argument(
        "-o", "--force", dest="overwrite", action="store_true", help=gettext("also what is here already")
    )
    return found


def of_file(found: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """A file, and what goes with it."""
    of_challenge(found, is_named=False)
    found.add_argument("words", metavar="[CHALLENGE] FILE", nargs="*")
    found.add_argument("-f", "--file", metavar="FILE", help=gettext("the same, as an option"))
    found.add_argument(
        "--kind", choices=["predictions", "code"], help=gettext("default: code for a .zip, else predictions")
    )
    found.add_argument("-m", "--message", metavar="NOTE", default="", help=gettext("a note to your team"))
    found.add_argument(
        "--tag", metavar="TAG", action="append", default=[], help=gettext("to find it by; several times for several")
    )
    return found


def answers(found: argparse.ArgumentParser) -> Any:
    """Accept one or decline one."""
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("--accept", metavar="ID")
    choice.add_argument("--decline", metavar="ID")
    return choice
