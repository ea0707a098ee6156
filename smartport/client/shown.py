"""How answers look in a terminal. Whatever others wrote is made harmless first: no control characters, no markup."""

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


def line(text: object) -> str:
    """The text on one line, without a character that acts on a terminal."""
    return printable(str(text)).replace("\n", " ").replace("\t", " ")


def moment(text: str | None) -> str:
    """A time of the API in the reader's own zone, with its name."""
    return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M %Z") if text else ""


def number(value: float | None, *, decimals: int = 4) -> str:
    """A score, without trailing noise."""
    return "" if value is None else f"{value:.{decimals}f}"


def scores_line(scores: Mapping[str, float]) -> str:
    """Those of one part."""
    return ", ".join(f"{key} {number(value)}" for key, value in scores.items())


def table(headers: Iterable[str], rows: Iterable[Iterable[object]]) -> Table:
    """Cells are texts, never markup; the first column is what one refers to and is not cut."""
    made = Table(box=None, header_style="bold", pad_edge=False)
    for at, header in enumerate(headers):
        made.add_column(header, no_wrap=at == 0, overflow="fold")
    for row in rows:
        made.add_row(*(cell if isinstance(cell, Text) else Text(line(cell)) for cell in row))
    return made


def state_of(submission: Json) -> Text:
    """The state and, where it failed, how."""
    state = str(submission["state"])
    word = STATES.get(state, state)
    outcome = submission["outcome"] if state == "failed" else None
    return Text(line(f"{word}: {outcome}" if outcome else word), style=STYLES.get(state, ""))


def challenges_table(challenges: Iterable[Json]) -> Table:
    rows = []
    for challenge in challenges:
        phase = challenge["phase"]
        state = "" if phase is None else "open" if phase["is_open"] else "closed"
        rows.append([challenge["slug"], challenge["title"], state, moment(phase["closes_at"]) if phase else ""])
    return table(["challenge", "title", "state", "closes at"], rows)


def submissions_table(submissions: Iterable[Json]) -> Table:
    rows = [
        [
            submission["id"],
            submission["file_name"],
            moment(submission["received_at"]),
            state_of(submission),
            _scores(submission["scores"]),
            submission["message"],
        ]
        for submission in submissions
    ]
    return table(["id", "file", "received at", "state", "scores", "note"], rows)


def leaderboard_table(board: Json) -> Table:
    columns = board["columns"]
    rows = [
        [
            "–" if row["rank"] is None else row["rank"],
            row["team_name"],
            *(number(row["values"].get(column["key"]), decimals=column["decimals"]) for column in columns),
            moment(row["received_at"]),
            row["scored_count"],
        ]
        for row in board["results"]
    ]
    headers = [
        line(f"{column['title']} ({column['unit']})" if column["unit"] else column["title"]) for column in columns
    ]
    return table(["rank", "team", *headers, "received at", "scored"], rows)


def print_faults(console: Console, faults: Iterable[Json], *, count: int) -> None:
    """Each with its row and column; says how many are not listed."""
    listed = list(faults)
    rows = [[fault["row"] or "", fault["column"] or "", fault["value"] or "", fault["message"]] for fault in listed]
    if rows:
        console.print(table(["row", "column", "value", "what is wrong"], rows))
    if count > len(listed):
        console.print(f"… and {count - len(listed)} more.")


def _scores(scores: Json | None) -> str:
    return scores_line((scores or {}).get("private") or (scores or {}).get("public") or {})
