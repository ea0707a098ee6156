"""`smartport`: the command line. Errors are one line on stderr and exit status 1."""

import argparse
import io
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.commands.choosing import unknown_challenge
from smartport.client.commands.handing_in import Interrupted
from smartport.client.config import config_file, read_choices, remembered_token, remembered_url
from smartport.client.errors import Failure, Refused, reason_of
from smartport.client.output import Output, console_at
from smartport.client.tongue import gettext, language_of, speaking
from smartport.client.words import VERBS, parser

GROUPS = frozenset({"challenges", "competitions", "c"})  # Kaggle's word before every verb
INTERRUPTED = 130
# What the site says of its pages ends with the command that does the same; {} is the challenge.
MENDED_BY = {
    "captain_has_mates": "smartport team captain NAME",
    "eligibility_not_declared": "smartport accept-eligibility",
    "hand_over_first": "smartport team captain NAME",
    "no_project_yet": "smartport project {} --title TITLE",
    "no_team": "smartport team create NAME",
    "rules_not_accepted": "smartport accept-rules {}",
    "scope_missing": "smartport tokens --create NAME --scope SCOPE",
    "terms_changed": "smartport consents --give terms",
}
# The arguments that name a thing by its ref.
REFS = (
    "id",
    "accept",
    "decline",
    "withdraw",
    "resend",
    "invite",
    "preview",
    "end",
    "change",
    "delete",
    "book",
    "cancel",
)


def main(
    arguments: Sequence[str] | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    transport: httpx.BaseTransport | None = None,
) -> int:
    """Run one command, in the language of the terminal; the exit status. `transport` is for tests: the site in the
    same process."""
    _speak_any_script()
    words = list(sys.argv[1:] if arguments is None else arguments)
    with speaking(language_of(environ)):
        return _answered(words, environ=environ, transport=transport)


def _answered(words: list[str], *, environ: Mapping[str, str], transport: httpx.BaseTransport | None) -> int:
    try:
        status = _run(_parsed(words), environ=environ, transport=transport)
        sys.stdout.flush()
        return status
    except Failure as failure:
        _report(failure)
        return 1
    except KeyboardInterrupt as stopped:
        if isinstance(stopped, Interrupted):
            sys.stderr.write(f"\n{shown.isolated(shown.line(str(stopped)), console_at(sys.stderr))}\n")
        return INTERRUPTED
    except BrokenPipeError:
        _write_no_more()
        return 1
    except OSError as error:
        if not error.filename:
            _write_no_more()
            message = gettext("The answer cannot be written (%(reason)s).")
        else:
            message = gettext("%(path)s cannot be used (%(reason)s).")
        _report(Failure(message % {"path": error.filename, "reason": reason_of(error)}))
        return 1


def _write_no_more() -> None:
    """What waits to be written would fail again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_any_script() -> None:
    """A terminal that cannot show a character shows its number, rather than the command fail; a stream that was closed
    swallows."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _parsed(words: list[str]) -> argparse.Namespace:
    if words and words[0] in GROUPS:
        words = words[1:] if len(words) > 1 and words[1] in VERBS else ["challenges", *words[1:]]
    made = parser()
    asked, left = made.parse_known_args(words)
    if left and hasattr(asked, "words") and not any(word.startswith("-") for word in left):
        asked.words, left = [*asked.words, *left], []  # words that an option stood between
    if left:
        message = gettext("Nobody knows what to do with %(words)s.") % {"words": shown.line(" ".join(left))}
        raise Failure(message, gettext("Try: %(command)s") % {"command": f"{asked.prog} --help"})
    return asked


def _run(asked: argparse.Namespace, *, environ: Mapping[str, str], transport: httpx.BaseTransport | None) -> int:
    asked.environ, asked.tokens, asked.choices = environ, config_file(environ), read_choices(environ)
    url = (asked.url if asked.url is not None else remembered_url(environ)).rstrip("/")
    token = remembered_token(environ, url=url)
    out = Output(format=_format(asked), is_quiet=getattr(asked, "quiet", False))
    with Client(url, token=token, language=language_of(environ), transport=transport) as client:
        try:
            status: int = asked.command(client, asked, out)
        except Refused as refused:
            raise _explained(refused, client, asked) from refused
    return status


def _format(asked: argparse.Namespace) -> str:
    if getattr(asked, "json", False):
        return "json"
    return "csv" if getattr(asked, "csv", False) else str(getattr(asked, "format", None) or "table")


def _explained(refused: Refused, client: Client, asked: Any) -> Failure:
    """With the command that mends it, the challenge that may be meant, or where the right ref is listed."""
    if refused.code in MENDED_BY:
        command = MENDED_BY[refused.code].format(getattr(asked, "chosen", ""))
        refused.hint = gettext("%(hint)s → %(command)s") % {"hint": refused.hint, "command": command}
    if refused.code != "not_found":
        return refused
    chosen = getattr(asked, "chosen", None)
    unknown = unknown_challenge(client, chosen) if chosen else None
    if unknown is None and any(getattr(asked, name, None) for name in REFS):
        listed_by = getattr(asked, "listed_by", asked.prog)
        return Failure(refused.message, gettext("Take the ref from: %(command)s") % {"command": listed_by})
    return unknown or refused


def _message(failure: Failure) -> str:
    """Of an input that cannot be used: what is wrong with every part of it."""
    if not isinstance(failure, Refused) or failure.code != "invalid_input" or not failure.faults:
        return failure.message
    parts = [(fault.get("field"), fault.get("message", "")) for fault in failure.faults]
    return " ".join(f"{field}: {message}" if field else str(message) for field, message in parts)


def _report(failure: Failure) -> None:
    console = console_at(sys.stderr)
    said = shown.isolated(shown.line(f"{_message(failure)} {failure.hint}").strip(), console)
    console.print(f"smartport: {said}", markup=False, highlight=False, soft_wrap=True)
    if isinstance(failure, Refused) and failure.code != "invalid_input":
        fresh = [fault for fault in failure.faults if fault["message"] not in failure.message]
        shown.print_faults(console, fresh, count=failure.fault_count - len(failure.faults) + len(fresh))
