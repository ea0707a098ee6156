"""Who stands where: the leaderboard, shown or saved, whole or in part."""

from argparse import Namespace
from pathlib import Path

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.commands.choosing import challenge_asked
from smartport.client.connection import Json
from smartport.client.errors import Failure
from smartport.client.output import Column, Item, Output

AROUND = 5


def leaderboard(client: Client, asked: Namespace, out: Output) -> int:
    """Show who stands where, or save it as CSV."""
    slug = challenge_asked(client, asked)
    wanted = {"q": asked.search, "baselines": "false" if asked.teams_only else None}
    board = client.leaderboard(slug, **{name: value for name, value in wanted.items() if value})
    if asked.mine:
        board = {**board, "results": _around_mine(client, board["results"])}
    if asked.download:
        _save(board, Path(asked.path or asked.choices.get("path") or ".") / f"{slug}-leaderboard.csv", out)
        return 0
    out.rows(_columns(board), board["results"], whole=board)
    if out.format == "table":
        for line in _about(board):
            out.say(line, style="dim")
    return 0


def _save(board: Json, path: Path, out: Output) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            Output(format="csv", stream=file).rows(_columns(board), board["results"])
    except OSError as error:
        raise Failure(f"{path} cannot be written ({error.strerror}).") from error
    out.say(f"Downloaded {path}.")


def _around_mine(client: Client, lines: list[Json]) -> list[Json]:
    """One's own line, and those around it. Raises Failure."""
    team = client.me()["team"]
    if team is None:
        raise Failure("You are in no team of this edition.", "Make one: smartport team create NAME")
    at = next((at for at, line in enumerate(lines) if line["team_id"] == team["id"]), None)
    if at is None:
        raise Failure(f"{shown.line(team['name'])} is not on this board yet.", "A line begins with the first score.")
    return lines[max(0, at - AROUND) : at + AROUND + 1]


def _about(board: Json) -> list[str]:
    """Which part it shows, until when, and what was evaluated again."""
    said = []
    if board["is_final"]:
        said.append("Final: scores of the private part.")
    elif board["frozen_at"]:
        said.append(f"Frozen: it shows what was received until {shown.moment(board['frozen_at'])}.")
    again = board["rejudges"]
    return [*said, *(f"Evaluated again on {shown.moment(one['applied_at'])}: {one['reason']}" for one in again)]


def _columns(board: Json) -> tuple[Column, ...]:
    """Kaggle's, then the rank and every column of the board beside the one that ranks."""
    columns = board["columns"]
    ranking = next((column for column in columns if column["primary"]), {"key": "", "decimals": 4})
    moved = (Column("moved", _moved),) if board["is_final"] else ()
    return (
        Column("rank", lambda item: "–" if item["rank"] is None else item["rank"], lambda item: item["rank"]),
        *moved,
        Column("teamId", lambda item: item["team_id"], is_wide=True),
        Column("teamName", lambda item: item["team_name"]),
        Column("submissionDate", lambda item: shown.moment(item["received_at"]), lambda item: item["received_at"]),
        _value(ranking, title="score"),
        *(_value(column, title=shown.line(column["title"])) for column in columns if not column["primary"]),
        Column("submissions", lambda item: item["scored_count"]),
    )


def _moved(item: Item) -> str:
    """How far the rank is from that on the public part: `+2` is two places up."""
    if item["rank"] is None or item["public_rank"] is None:
        return ""
    places = item["public_rank"] - item["rank"]
    return f"{places:+d}" if places else "0"


def _value(column: Json, *, title: str) -> Column:
    key, decimals = column["key"], column["decimals"]
    return Column(
        title,
        lambda item: shown.number(item["values"].get(key), decimals=decimals),
        lambda item: item["values"].get(key),
    )
