"""argparse in the reader's language: what it says of itself in the help, and what it says of slips, in one line."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from smartport.client import shown
from smartport.client.commands.choosing import suggestion
from smartport.client.errors import Failure
from smartport.client.output import console_at
from smartport.client.tongue import gettext, gettext_noop

# argparse's own words for the slips that our commands allow.
SLIPS = (
    gettext_noop("argument %(argument)s: %(slip)s"),
    gettext_noop("the following arguments are required: %(arguments)s"),
    gettext_noop("expected one argument"),
    gettext_noop("not allowed with argument %(argument)s"),
    gettext_noop("ignored explicit argument %(value)s"),
    gettext_noop("ambiguous option: %(option)s could match %(matches)s"),
)
PLACE = re.compile(r"%\\\((\w+)\\\)s")


class Help(argparse.RawDescriptionHelpFormatter):
    """Help whose frame is in the reader's language; a line of Arabic keeps to itself in a terminal."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _usage() if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return _isolated(super()._split_lines(text, width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(_isolated(super()._fill_text(text, width, indent).split("\n")))


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as everything else here does."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"formatter_class": Help, **given}, add_help=False)
        self._positionals.title = gettext("positional arguments:").removesuffix(":")
        self._optionals.title = gettext("options:").removesuffix(":")
        self.add_argument("-h", "--help", action="help", help=gettext("show this help message and exit"))

    def error(self, message: str) -> NoReturn:
        told = in_readers_words(message)
        raise Failure(f"{told[:1].upper()}{told[1:]}.", self.more())

    def more(self) -> str:
        """Where to read on."""
        return gettext("Try: %(command)s") % {"command": f"{self.prog} --help"}

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """An unknown word is answered with the nearest."""
        if action.choices is None or value in action.choices:
            return
        is_command = isinstance(action, argparse._SubParsersAction)
        message = (
            gettext("There is no command “%(word)s”.") if is_command else gettext("There is no choice “%(word)s”.")
        )
        hint = suggestion(str(value), [str(choice) for choice in action.choices])
        raise Failure(message % {"word": value}, f"{hint} {self.more()}")


def in_readers_words(message: str) -> str:
    """What argparse says of a slip; what it says otherwise stays as it is."""
    for slip in SLIPS:
        found = re.fullmatch(PLACE.sub(r"(?P<\1>.+?)", re.escape(slip)), message, re.DOTALL)
        if found:
            places = found.groupdict()
            return gettext(slip) % (places | ({"slip": in_readers_words(places["slip"])} if "slip" in places else {}))
    return message


def _usage() -> str:
    return shown.isolated(gettext("usage:"), console_at(sys.stdout)) + " "


def _isolated(lines: Iterable[str]) -> list[str]:
    console = console_at(sys.stdout)
    return [shown.isolated(line, console) for line in lines]
