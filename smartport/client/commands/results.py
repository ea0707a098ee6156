"""What became of the team's submissions, what they printed, and who stands where."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from evaluator.log import printable
from smartport.client import shown
from smartport.client.api import Client
from smartport.client.calls.submissions import ENDED
from smartport.client.commands.choosing import challenge_asked
from smartport.client.commands.telling import tell_end, where
from smartport.client.connection import Json
from smartport.client.errors import Failure, Refused
from smartport.client.output import Column, Item, Output

NOT_FOUND = 404


def submissions(client: Client, asked: Namespace, out: Output) -> int:
    """The team's own, newest first."""
    slug = challenge_asked(client, asked)
    evaluation = client.challenge(slug)["evaluation"] or {"scores": []}
    key = next((score["key"] for score in evaluation["scores"] if score["primary"]), "")
    found = client.submissions(slug)
    out.rows(_columns(key), found)
    return 0


def leaderboard(client: Client, asked: Namespace, out: Output) -> int:
    """Show who stands where, or save it as CSV."""
    slug = challenge_asked(client, asked)
    board = client.leaderboard(slug)
    if not asked.download:
        out.rows(_board_columns(board), board["results"], whole=board)
        return 0
    path = Path(asked.path or asked.choices.get("path") or ".") / f"{slug}-leaderboard.csv"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            Output(format="csv", stream=file).rows(_board_columns(board), board["results"])
    except OSError as error:
        raise Failure(f"{path} cannot be written ({error.strerror}).") from error
    out.say(f"Downloaded {path}.")
    return 0


def logs(client: Client, asked: Namespace, out: Output) -> int:
    """What the entry printed, or what the scorer says, made harmless for the terminal."""
    if asked.follow:
        return _follow(client, asked.id)
    which = "public" if asked.scorer else "entry"
    try:
        log = client.log(asked.id, which=which)
    except Refused as refused:
        raise (_no_log(client.submission(asked.id), which) if refused.status == NOT_FOUND else refused) from refused
    sys.stdout.write(printable(log))
    return 0


def _columns(key: str) -> tuple[Column, ...]:
    def score(part: str) -> Any:
        return lambda item: shown.number(_scores(item).get(part, {}).get(key))

    return (
        Column("ref", lambda item: item["id"]),
        Column("fileName", lambda item: item["file_name"]),
        Column("date", lambda item: shown.moment(item["received_at"]), lambda item: item["received_at"]),
        Column("description", lambda item: item["message"]),
        Column("status", shown.state_of),
        Column("publicScore", score("public"), lambda item: _scores(item).get("public", {}).get(key)),
        Column("privateScore", score("private"), lambda item: _scores(item).get("private", {}).get(key)),
        Column("error", shown.error_of),
    )


def _scores(item: Item) -> Item:
    return item["scores"] or {}


def _board_columns(board: Json) -> tuple[Column, ...]:
    """Kaggle's, then the rank and every column of the board beside the one that ranks."""
    columns = board["columns"]
    ranking = next((column for column in columns if column["primary"]), {"key": "", "decimals": 4})
    return (
        Column("rank", lambda item: "–" if item["rank"] is None else item["rank"], lambda item: item["rank"]),
        Column("teamId", lambda item: item["team_id"], is_wide=True),
        Column("teamName", lambda item: item["team_name"]),
        Column("submissionDate", lambda item: shown.moment(item["received_at"]), lambda item: item["received_at"]),
        _value(ranking, title="score"),
        *(_value(column, title=shown.line(column["title"])) for column in columns if not column["primary"]),
        Column("submissions", lambda item: item["scored_count"]),
    )


def _value(column: Json, *, title: str) -> Column:
    key, decimals = column["key"], column["decimals"]
    return Column(
        title,
        lambda item: shown.number(item["values"].get(key), decimals=decimals),
        lambda item: item["values"].get(key),
    )


def _follow(client: Client, submission_id: str) -> int:
    """The log alone on stdout, all else on stderr; the exit status is that of the entry."""
    out, last = Output(format="csv"), ""

    def show(news: str) -> None:
        sys.stdout.write(news)
        sys.stdout.flush()

    def tell(found: Json) -> None:
        nonlocal last
        if found["state"] not in ENDED and last != (last := where(found)):
            out.say(last, style="dim")

    ended = client.follow(submission_id, show=show, tell=tell)
    if ended["kind"] == "code" and not ended["has_log"]:
        _say_why_no_log(client, submission_id, out)
    tell_end(ended, out)
    return 0 if ended["state"] == "scored" else 1


def _no_log(submission: Json, which: str) -> Failure:
    """Why a submission that may be seen has none."""
    if submission["state"] not in ENDED:
        return Failure("There is nothing yet.", f"Wait for it: smartport logs --follow {submission['id']}")
    if which == "public":
        return Failure("The scorer said nothing.")
    if submission["kind"] != "code":
        return Failure("A file of predictions is not run: it prints nothing.")
    return Failure("The program printed nothing.")


def _say_why_no_log(client: Client, submission_id: str, out: Output) -> None:
    try:
        client.log_end(submission_id)
    except Refused as refused:
        out.say(f"{refused.message} {refused.hint}")
