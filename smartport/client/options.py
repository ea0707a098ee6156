"""What commands have in common on the command line: how slips are answered, and the options that many take."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from smartport.client.api import Client
from smartport.client.commands.choosing import did_you_mean
from smartport.client.errors import Failure
from smartport.client.output import FORMATS, Output

Command = Callable[[Client, argparse.Namespace, Output], int]
Add = Callable[..., argparse.ArgumentParser]


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as everything else here does."""

    def error(self, message: str) -> NoReturn:
        raise Failure(f"{message[:1].upper()}{message[1:]}.", f"Try: {self.prog} --help")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """An unknown word is answered with the nearest."""
        if action.choices is None or value in action.choices:
            return
        words = [str(choice) for choice in action.choices]
        what = "command" if isinstance(action, argparse._SubParsersAction) else "choice"
        hint = did_you_mean(str(value), words) or f"There are: {', '.join(words)}."
        raise Failure(f"There is no {what} “{value}”.", f"{hint} Try: {self.prog} --help")


def adder(below: Any) -> Add:
    """What makes a command below a parser."""

    def add(
        name: str, command: Command, text: str, *examples: str, aliases: Sequence[str] = ()
    ) -> argparse.ArgumentParser:
        found: argparse.ArgumentParser = below.add_parser(
            name,
            help=text,
            description=f"{text[:1].upper()}{text[1:]}.",
            epilog="".join(f"example: {example}\n" for example in examples) or None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            aliases=aliases,
        )
        found.set_defaults(command=command, prog=found.prog)
        found.add_argument("--url", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        found.add_argument("-q", "--quiet", action="store_true", help="say nothing but what was asked for")
        return found

    return add


def below(found: argparse.ArgumentParser) -> Add:
    """The commands below one."""
    return adder(found.add_subparsers(metavar="ACTION"))


def of_challenge(found: argparse.ArgumentParser, *, is_named: bool = True) -> argparse.ArgumentParser:
    """Which challenge."""
    found.add_argument(
        "-c", "--challenge", metavar="NAME", help="which (default: `config set challenge`, or the only one)"
    )
    if is_named:
        found.add_argument("named", metavar="CHALLENGE", nargs="?", help="the same, without -c")
    return found


def of_submission(found: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Which submission."""
    found.add_argument("id", metavar="ID", help="its ref in `smartport submissions`")
    found.set_defaults(listed_by="smartport submissions")
    return found


def lists(found: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """A list: as a table, CSV or JSON."""
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("-v", "--csv", action="store_true", help="print CSV")
    choice.add_argument("--format", choices=FORMATS, help="table (default), csv or json")
    choice.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    return found


def waits(found: argparse.ArgumentParser) -> None:
    """Waits for the result, where that is wanted."""
    found.add_argument("-w", "--wait", action="store_true", help="wait for the result; exit status 1 unless scored")
    told(found)


def told(found: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Said in words, or as JSON."""
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("--format", choices=("table", "json"), help="text (default) or json")
    choice.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    return found


def downloads(found: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Where to, and whether again."""
    found.add_argument("-p", "--path", metavar="FOLDER", help="where to (default: a folder named like the challenge)")
    found.add_argument("-o", "--force", dest="overwrite", action="store_true", help="also what is here already")
    return found


def of_file(found: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """A file, and what goes with it."""
    of_challenge(found, is_named=False)
    found.add_argument("words", metavar="[CHALLENGE] FILE", nargs="*")
    found.add_argument("-f", "--file", metavar="FILE", help="the same, as an option")
    found.add_argument("--kind", choices=["predictions", "code"], help="default: code for a .zip, else predictions")
    found.add_argument("-m", "--message", metavar="NOTE", default="", help="a note to your team")
    found.add_argument(
        "--tag", metavar="TAG", action="append", default=[], help="to find it by; several times for several"
    )
    return found


def answers(found: argparse.ArgumentParser) -> Any:
    """Accept one or decline one."""
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("--accept", metavar="ID")
    choice.add_argument("--decline", metavar="ID")
    return choice
