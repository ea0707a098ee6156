"""How answers look in a terminal. Whatever others wrote is made harmless first: no control characters, no markup."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evaluator.log import printable

Json = Mapping[str, Any]
STATES = {
    "queued": "queued",
    "sent": "running",
    "scored": "scored",
    "failed": "failed",
    "broken": "interrupted by us",
    "cancelled": "cancelled",
}
STYLES = {"scored": "green", "failed": "red", "broken": "yellow"}
OUTCOMES = {
    "no_entry_point": "no main.py",
    "crashed": "the program crashed",
    "time_limit": "time limit",
    "memory_limit": "memory limit",
    "output_limit": "output limit",
    "log_limit": "log limit",
    "no_predictions": "no predictions file",
    "predictions_refused": "predictions refused",
    "archive_refused": "archive refused",
}
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def line(text: object) -> str:
    """The text on one line, without a character that acts on a terminal."""
    return printable(str(text)).replace("\n", " ").replace("\t", " ")


def isolated(text: str, console: Console) -> str:
    """Where a terminal shows Arabic from the right, a cell with Arabic keeps to itself; nothing is added in a pipe."""
    if console.is_terminal and any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
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
    """The state, in a plain word."""
    state = str(submission["state"])
    return Text(line(STATES.get(state, state)), style=STYLES.get(state, ""))


def error_of(submission: Json) -> str:
    """How it failed, where it did, in plain words."""
    outcome = submission["outcome"]
    if submission["state"] == "broken":
        return "our fault, not counted" if not submission["is_counted"] else "our fault"
    return OUTCOMES.get(outcome, outcome or "") if submission["state"] == "failed" else ""


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
            console.print(line(fault["message"]), markup=False, highlight=False, soft_wrap=True)
        return
    made = Table(box=None, header_style="bold", pad_edge=False)
    for at, header in enumerate(["row", "column", "value", "what is wrong"]):
        made.add_column(header, no_wrap=at == 0, overflow="fold")
    for fault in listed:
        cells = (fault["row"] or "", fault["column"] or "", fault["value"] or "", fault["message"])
        made.add_row(*(Text(line(cell)) for cell in cells))
    if listed:
        console.print(made)
    if count > len(listed):
        console.print(f"… and {count - len(listed)} more.")
