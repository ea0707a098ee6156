"""Who stands where: the leaderboard, shown or saved, whole or in part."""

from argparse import Namespace
from pathlib import Path

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.commands.choosing import challenge_asked, no_team
from smartport.client.connection import Json
from smartport.client.errors import Failure, unwritable
from smartport.client.output import Column, Item, Output
from smartport.client.tongue import gettext

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
        raise unwritable(path, error) from error
    out.say(gettext("Downloaded %(path)s.") % {"path": path})


def _around_mine(client: Client, lines: list[Json]) -> list[Json]:
    """One's own line, and those around it. Raises Failure."""
    team = client.me()["team"]
    if team is None:
        raise no_team()
    at = next((at for at, line in enumerate(lines) if line["team_id"] == team["id"]), None)
    if at is None:
        message = gettext("%(team)s is not on this board yet.") % {"team": shown.line(team["name"])}
        raise Failure(message, gettext("A line begins with the first score."))
    return lines[max(0, at - AROUND) : at + AROUND + 1]


def _about(board: Json) -> list[str]:
    """Which part it shows, until when, and what was evaluated again."""
    said = []
    if board["is_final"]:
        said.append(gettext("Final: scores of the private part."))
    elif board.get("is_held"):
        said.append(gettext("Closed: the final result is told at the award ceremony."))
    elif board["frozen_at"]:
        until = {"time": shown.moment(board["frozen_at"])}
        said.append(gettext("Frozen: it shows what was received until %(time)s.") % until)
    again = [{"time": shown.moment(one["applied_at"]), "reason": one["reason"]} for one in board["rejudges"]]
    return [*said, *(gettext("Evaluated again on %(time)s: %(reason)s") % one for one in again)]


def _columns(board: Json) -> tuple[Column, ...]:
    """Kaggle's, then every column of the board beside the one that ranks: by its title, for programs by its key."""
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
        *(
            _value(one, title=shown.line(one["title"]), name=shown.line(one["key"]))
            for one in columns
            if not one["primary"]
        ),
        Column("submissions", lambda item: item["scored_count"]),
    )


def _moved(item: Item) -> str:
    """How far the rank is from that on the public part: `+2` is two places up."""
    if item["rank"] is None or item["public_rank"] is None:
        return ""
    places = item["public_rank"] - item["rank"]
    return f"{places:+d}" if places else "0"


def _value(column: Json, *, title: str, name: str = "") -> Column:
    key, decimals = column["key"], column["decimals"]
    return Column(
        title,
        lambda item: shown.number(item["values"].get(key), decimals=decimals),
        lambda item: item["values"].get(key),
        name=name,
    )
