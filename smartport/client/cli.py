"""`smartport`: the command line. Errors are one line on stderr and exit status 1."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import httpx
from rich.console import Console

from smartport.client import commands, data, receipts, shown
from smartport.client.api import DEFAULT_URL, Client
from smartport.client.config import config_file, read_token
from smartport.client.errors import Failure, Refused

Command = Callable[[Client, argparse.Namespace, Console], int]
LANGUAGES = frozenset({"fr", "ar", "en"})


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as everything else here does."""

    def error(self, message: str) -> NoReturn:
        raise Failure(f"{message}.", f"Try: {self.prog} --help")


def main(
    arguments: Sequence[str] | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    transport: httpx.BaseTransport | None = None,
) -> int:
    """Run one command; the exit status. `transport` is for tests: the site in the same process."""
    try:
        asked = parser(environ).parse_args(arguments)
        return _run(asked, environ=environ, transport=transport)
    except Failure as failure:
        _report(failure)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def parser(environ: Mapping[str, str]) -> Parser:
    """The commands and their options."""
    made = Parser(prog="smartport", description="Take part in the Smart Port Challenge.")
    url = environ.get("SMARTPORT_URL") or DEFAULT_URL
    made.add_argument("--url", default=url, help="the address of the site (default: SMARTPORT_URL, else %(default)s)")
    below = made.add_subparsers(metavar="COMMAND", required=True)
    add = _adder(below)

    found = add("login", commands.login, "log in and keep a token")
    found.add_argument("--email")
    found.add_argument("--password-stdin", action="store_true", help="read the password from the first line of stdin")
    add("logout", commands.logout, "withdraw the token")
    _json(add("challenges", commands.challenges, "list the challenges"))
    found = _of_challenge(add("accept-rules", commands.accept_rules, "read and accept the rules"))
    found.add_argument("-y", "--yes", action="store_true", help="accept without being asked")
    found = _of_challenge(add("accept-licence", data.accept_licence, "accept the licence of the data"))
    found.add_argument("-y", "--yes", action="store_true", help="accept without being asked")
    found = _of_challenge(add("data", data.data, "download the data, checked by SHA-256"))
    found.add_argument("-o", "--output", metavar="FOLDER", help="where to (default: a folder named like the challenge)")
    found = _of_challenge(add("kit", data.kit, "download the starter kit"))
    found.add_argument("-o", "--output", metavar="FOLDER", help="where to (default: here)")
    _add_team(add("team", commands.team, "show, create or join a team"))
    _add_submit(_of_challenge(add("submit", commands.submit, "hand in predictions or code"), is_named_first=False))
    _json(_of_challenge(add("submissions", commands.submissions, "list your team's submissions")))
    found = add("cancel", commands.cancel, "cancel a submission that waits or runs")
    found.add_argument("id", metavar="ID")
    found.add_argument(
        "-y", "--yes", action="store_true", help="also where it runs and so stays counted, without asking"
    )
    _add_logs(add("logs", commands.logs, "show what a code submission prints", "log"))
    found = add("receipt", receipts.receipt, "download the receipt of a result")
    found.add_argument("id", metavar="ID")
    found.add_argument("-o", "--output", metavar="FILE", help="where to (default: receipt-ID.json; - is stdout)")
    found = add("verify", receipts.verify, "check a receipt, without the site: is it whole, and is its opening true")
    found.add_argument("file", metavar="FILE")
    _json(_of_challenge(add("leaderboard", commands.leaderboard, "show who stands where")))
    return made


def _adder(
    below: Any,
) -> Callable[..., argparse.ArgumentParser]:
    def add(name: str, command: Command, help_: str, *aliases: str) -> argparse.ArgumentParser:
        described = {"help": help_, "description": help_.capitalize() + ".", "aliases": aliases}
        found: argparse.ArgumentParser = below.add_parser(name, **described)
        found.set_defaults(command=command)
        return found

    return add


def _add_team(found: argparse.ArgumentParser) -> None:
    add = _adder(found.add_subparsers(metavar="ACTION"))
    add("create", commands.team_create, "create a team with you as its captain").add_argument("name", metavar="NAME")
    add("invite", commands.team_invite, "make a link that lets its bearer join")
    add("join", commands.team_join, "join a team").add_argument("link", metavar="LINK")


def _add_submit(found: argparse.ArgumentParser) -> None:
    found.add_argument("file", metavar="FILE")
    found.add_argument("--kind", choices=["predictions", "code"], help="default: code for a .zip, else predictions")
    found.add_argument("-m", "--message", default="", help="a note to your team")
    found.add_argument(
        "-w", "--wait", action="store_true", help="wait for the result; exit status 1 unless it is scored"
    )
    _json(found)


def _add_logs(found: argparse.ArgumentParser) -> None:
    found.add_argument("id", metavar="ID")
    choice = found.add_mutually_exclusive_group()
    choice.add_argument(
        "-f", "--follow", action="store_true", help="print it as it grows; exit status 1 unless the end is a score"
    )
    choice.add_argument("--scorer", action="store_true", help="what the scorer says to your team instead")


def _of_challenge(found: argparse.ArgumentParser, *, is_named_first: bool = True) -> argparse.ArgumentParser:
    found.add_argument("-c", "--challenge", metavar="NAME", help="which challenge (default: the only one there is)")
    if is_named_first:
        found.add_argument("named", metavar="CHALLENGE", nargs="?", help="the same, without -c")
    return found


def _json(found: argparse.ArgumentParser) -> argparse.ArgumentParser:
    found.add_argument("--json", action="store_true", help="print the answer as JSON")
    return found


def _run(asked: argparse.Namespace, *, environ: Mapping[str, str], transport: httpx.BaseTransport | None) -> int:
    asked.config = config_file(environ)
    url = asked.url.rstrip("/")
    token = environ.get("SMARTPORT_TOKEN") or read_token(asked.config, url=url)
    client = Client(url, token=token, language=_language(environ), transport=transport)
    try:
        command: Command = asked.command
        # Under --json, stdout is for the JSON alone.
        return command(client, asked, Console(stderr=getattr(asked, "json", False)))
    finally:
        client.close()


def _language(environ: Mapping[str, str]) -> str:
    chosen = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or "en"
    return chosen[:2] if chosen[:2] in LANGUAGES else "en"


def _report(failure: Failure) -> None:
    hint = failure.hint
    if isinstance(failure, Refused) and failure.code in {"not_authenticated", "authentication_failed"}:
        hint = "Log in first: smartport login"
    console = Console(stderr=True)
    console.print(
        shown.line(f"smartport: {failure.message} {hint}").strip(), markup=False, highlight=False, soft_wrap=True
    )
    if isinstance(failure, Refused) and failure.code != "invalid_input":
        shown.print_faults(console, failure.faults, count=failure.fault_count)
