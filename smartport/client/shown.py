"""How answers look in a terminal. Whatever others wrote is made harmless first: no control characters, no markup."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evaluator.log import printable
from smartport.client.tongue import gettext, gettext_noop

Json = Mapping[str, Any]
STATES = {
    "queued": gettext_noop("queued"),
    "sent": gettext_noop("running"),
    "scored": gettext_noop("scored"),
    "failed": gettext_noop("failed"),
    "broken": gettext_noop("interrupted by us"),
    "cancelled": gettext_noop("cancelled"),
}
STYLES = {"scored": "green", "failed": "red", "broken": "yellow"}
OUTCOMES = {
    "no_entry_point": gettext_noop("no main.py"),
    "crashed": gettext_noop("the program crashed"),
    "time_limit": gettext_noop("time limit"),
    "memory_limit": gettext_noop("memory limit"),
    "output_limit": gettext_noop("output limit"),
    "log_limit": gettext_noop("log limit"),
    "no_predictions": gettext_noop("no predictions file"),
    "predictions_refused": gettext_noop("predictions refused"),
    "archive_refused": gettext_noop("archive refused"),
}
PARTS = {"public": gettext_noop("public"), "private": gettext_noop("private")}
FIRST_STRONG_ISOLATE, POP_ISOLATE, LEFT_TO_RIGHT_MARK = "\u2068", "\u2069", "\u200e"
OPTION_OR_PATH = re.compile(r"(?<!\S)(?=[-./~]+[A-Za-z])")


def line(text: object) -> str:
    """The text on one line, without a character that acts on a terminal."""
    return printable(str(text)).replace("\n", " ").replace("\t", " ")


def isolated(text: str, console: Console) -> str:
    """Where a terminal shows Arabic from the right, a cell with Arabic keeps to itself, and an option or a path in it
    keeps its beginning; nothing is added in a pipe."""
    if console.is_terminal and any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text):
        return f"{FIRST_STRONG_ISOLATE}{OPTION_OR_PATH.sub(LEFT_TO_RIGHT_MARK, text)}{POP_ISOLATE}"
    return text


def moment(text: str | None) -> str:
    """A time of the API in the reader's own zone, with its name."""
    return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M %Z") if text else ""


def number(value: float | None, *, decimals: int = 4) -> str:
    """A score, without trailing noise."""
    return "" if value is None else f"{value:.{decimals}f}"


def scores_line(scores: Mapping[str, float]) -> str:
    """Those of one part."""
    return ", ".join(f"{key} {number(value)}" for key, value in scores.items())


def state_of(submission: Json) -> Text:
    """The state, in a word."""
    return Text(line(gettext(plain_state_of(submission))), style=STYLES.get(submission["state"], ""))


def plain_state_of(submission: Json) -> str:
    """The same for programs: in English in every language."""
    state = str(submission["state"])
    return STATES.get(state, state)


def error_of(submission: Json) -> str:
    """How it failed, where it did, in words."""
    return gettext(plain_error_of(submission))


def plain_error_of(submission: Json) -> str:
    """The same for programs: in English in every language."""
    outcome = submission["outcome"]
    if submission["state"] == "broken":
        return gettext_noop("our fault, not counted") if not submission["is_counted"] else gettext_noop("our fault")
    return OUTCOMES.get(outcome, outcome or "") if submission["state"] == "failed" else ""


def end_of(submission: Json) -> Text:
    """The state, and how it failed."""
    state, error = state_of(submission), error_of(submission)
    if error:
        state.plain = gettext("%(state)s: %(error)s") % {"state": state.plain, "error": line(error)}
    return state


def outcome(code: str) -> str:
    """How an evaluation ended, in words."""
    return gettext(OUTCOMES.get(code, STATES.get(code, code)))


def part(key: str) -> str:
    """The name of a part of the hidden test."""
    return gettext(PARTS.get(key, "")) or key


def yes_or_no(is_so: bool | None) -> str:
    """In a word, to be translated; empty where nobody knows."""
    return "" if is_so is None else gettext_noop("yes") if is_so else gettext_noop("no")


def size(count: int) -> str:
    """Bytes as people read them."""
    amount = float(count)
    for unit in ("B", "KB", "MB", "GB"):
        if amount < 1024 or unit == "GB":
            break
        amount /= 1024
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"


def print_faults(console: Console, faults: Iterable[Json], *, count: int) -> None:
    """Each with its row and column; says how many are not listed."""
    listed = list(faults)
    if listed and not any(fault[part] for fault in listed for part in ("row", "column", "value")):
        for fault in listed:
            said = isolated(line(fault["message"]), console)
            console.print(said, markup=False, highlight=False, soft_wrap=True)
        return
    made = Table(box=None, header_style="bold", pad_edge=False)
    for at, header in enumerate([gettext("row"), gettext("column"), gettext("value"), gettext("what is wrong")]):
        made.add_column(isolated(header, console), no_wrap=at == 0, overflow="fold")
    for fault in listed:
        cells = (fault["row"] or "", fault["column"] or "", fault["value"] or "", fault["message"])
        made.add_row(*(Text(isolated(line(cell), console)) for cell in cells))
    if listed:
        console.print(made)
    if count > len(listed):
        more = gettext("… and %(count)s more.") % {"count": count - len(listed)}
        console.print(isolated(more, console), markup=False)
