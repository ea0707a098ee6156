"""What each command does: one function a command, given the client and the parsed arguments."""

import getpass
import json
import math
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from evaluator.log import printable
from smartport.client import shown
from smartport.client.api import ENDED, Client, kind_of
from smartport.client.config import keep_token
from smartport.client.errors import Failure, Refused

Json = dict[str, Any]
NOT_FOUND = 404
YES = frozenset({"y", "yes", "o", "oui"})


def login(client: Client, asked: Namespace, console: Console) -> int:
    """Ask for the password and keep the token."""
    email = asked.email or input("E-mail: ")
    password = sys.stdin.readline().rstrip("\r\n") if asked.password_stdin else getpass.getpass("Password: ")
    token = client.log_in(email, password)
    keep_token(asked.config, url=client.url, token=token)
    console.print(f"Logged in to {client.url} as {shown.line(client.me()['display_name'])}.", markup=False)
    return 0


def logout(client: Client, asked: Namespace, console: Console) -> int:
    """Withdraw the token and forget it."""
    try:
        client.log_out()
    finally:
        keep_token(asked.config, url=client.url, token="")
    console.print("Logged out.")
    return 0


def challenges(client: Client, asked: Namespace, console: Console) -> int:
    """List the challenges."""
    found = client.challenges()
    _print(console, found, shown.challenges_table(found), as_json=asked.json)
    return 0


def accept_rules(client: Client, asked: Namespace, console: Console) -> int:
    """Show the rules, and say yes to them."""
    slug = challenge_asked(client, asked)
    rules = client.challenge(slug)
    console.print(printable(str(rules["rules"])), markup=False, highlight=False)
    if not asked.yes and input("Accept these rules? [y/N] ").strip().lower() not in YES:
        raise Failure("The rules were not accepted.")
    version = client.accept_rules(slug)["version"]
    console.print(f"Rules of {slug}, version {version}: accepted.", markup=False)
    return 0


def team(client: Client, asked: Namespace, console: Console) -> int:
    """Show the team."""
    _print_team(client.team(), console)
    return 0


def team_create(client: Client, asked: Namespace, console: Console) -> int:
    """Create a team."""
    _print_team(client.create_team(asked.name), console)
    return 0


def team_invite(client: Client, asked: Namespace, console: Console) -> int:
    """Make a link that lets its bearer join."""
    invited = client.invite()
    console.print(f"{client.url}/join/{shown.line(invited['secret'])}/", markup=False, soft_wrap=True)
    console.print(f"Good until {shown.moment(invited['expires_at'])}; whoever has it may join your team.", style="dim")
    return 0


def team_join(client: Client, asked: Namespace, console: Console) -> int:
    """Join by a link, or by the secret at its end."""
    secret = asked.link.rstrip("/").rsplit("/", 1)[-1]
    _print_team(client.join_team(secret), console)
    return 0


def submit(client: Client, asked: Namespace, console: Console) -> int:
    """Hand a file in, and wait for its result where that is wanted."""
    slug = challenge_asked(client, asked)
    path = Path(asked.file)
    kind = asked.kind or kind_of(path.name)
    _require_size(path, limits=(client.challenge(slug)["evaluation"] or {}).get("largest_bytes", {}), kind=kind)
    with progress_bar(console) as progress, progress.open(path, "rb", description=shown.line(path.name)) as file:
        handed_in = client.submit(slug, file, name=path.name, kind=kind, message=asked.message)
    left = client.challenge(slug)["allowance"] or {"left_today": "?"}
    console.print(f"Received: {handed_in['id']}. Left today: {left['left_today']}.", markup=False)
    if asked.wait:
        handed_in = _wait(client, handed_in, console)
    if asked.json:
        print(json.dumps(handed_in, indent=1, ensure_ascii=False))  # noqa: T201
    return 0 if handed_in["state"] not in {"failed", "broken", "cancelled"} else 1


def _require_size(path: Path, *, limits: Mapping[str, int], kind: str) -> None:
    """Says what the site would say, before a long upload."""
    if not path.is_file():
        raise Failure(f"There is no file {path}.")
    limit = limits.get(kind, math.inf)
    if path.stat().st_size > limit:
        raise Failure(f"{path} is too large: at most {limit / 2**20:.0f} MiB of {kind} are accepted.")


def submissions(client: Client, asked: Namespace, console: Console) -> int:
    """List the team's own."""
    found = client.submissions(challenge_asked(client, asked))
    _print(console, found, shown.submissions_table(found), as_json=asked.json)
    return 0


def cancel(client: Client, asked: Namespace, console: Console) -> int:
    """Cancel it; where that costs something, ask first."""
    try:
        cancelled = client.cancel(asked.id, only_waiting=not asked.yes)
    except Refused as refused:
        if refused.code != "already_running":
            raise
        answer = input("It runs already and will stay counted. Stop it all the same? [y/N] ")
        if answer.strip().lower() not in YES:
            raise Failure("It was not cancelled.") from refused
        cancelled = client.cancel(asked.id)
    console.print("Cancelled; it stays counted." if cancelled["is_counted"] else "Cancelled; it does not count.")
    return 0


def logs(client: Client, asked: Namespace, console: Console) -> int:
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


def leaderboard(client: Client, asked: Namespace, console: Console) -> int:
    """Who stands where."""
    board = client.leaderboard(challenge_asked(client, asked))
    _print(console, board, shown.leaderboard_table(board), as_json=asked.json)
    return 0


def challenge_asked(client: Client, asked: Namespace) -> str:
    """The one asked for, or the only one there is."""
    chosen = asked.challenge or getattr(asked, "named", None)
    if chosen:
        return str(chosen)
    slugs = [str(challenge["slug"]) for challenge in client.challenges()]
    if len(slugs) == 1:
        return slugs[0]
    raise Failure(
        "Which challenge?", f"Add -c with one of: {', '.join(map(shown.line, slugs)) or 'none is published yet'}."
    )


def _follow(client: Client, submission_id: str) -> int:
    """The log alone on stdout, all else on stderr; the exit status is that of the entry."""
    console, where = Console(stderr=True), ""

    def show(news: str) -> None:
        sys.stdout.write(news)
        sys.stdout.flush()

    def tell(found: Json) -> None:
        nonlocal where
        if found["state"] not in ENDED and where != (where := _where(found)):
            console.print(where, style="dim", markup=False)

    ended = client.follow(submission_id, show=show, tell=tell)
    if ended["kind"] == "code" and not ended["has_log"]:
        _say_why_no_log(client, submission_id, console)
    _tell_end(ended, console)
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


def _say_why_no_log(client: Client, submission_id: str, console: Console) -> None:
    try:
        client.log_end(submission_id)
    except Refused as refused:
        console.print(shown.line(f"{refused.message} {refused.hint}"), markup=False, highlight=False)


def _wait(client: Client, submission: Json, console: Console) -> Json:
    with console.status("Queued") as status:
        ended = client.wait(submission["id"], tell=lambda found: status.update(_where(found)))
    _tell_end(ended, console)
    if ended["state"] == "failed" and ended["has_log"]:
        console.print(f"Its log: smartport logs {ended['id']}", markup=False)
    return ended


def _tell_end(ended: Json, console: Console) -> None:
    console.print(shown.state_of(ended))
    for part, scores in (ended["scores"] or {}).items():
        console.print(f"{part}: {shown.scores_line(scores)}", markup=False)
    if ended["advice"]:
        console.print(shown.line(f"{ended['advice']['title']}. {ended['advice']['what_to_do']}"), markup=False)
    shown.print_faults(console, ended["faults"], count=ended["fault_count"])
    if ended["has_public_log"]:
        console.print(f"What the scorer says: smartport logs --scorer {ended['id']}", markup=False)


def _where(submission: Json) -> str:
    queue = submission["queue"]
    if queue is None:
        return "Running" if submission["state"] == "sent" else "Queued"
    if not queue["is_anyone_working"]:
        return "Queued; no machine is working at the moment"
    wait = queue["expected_wait"]
    expected = f", about {wait:.0f} s" if wait is not None else ""
    return f"Queued, number {queue['position']}{expected}"


def _print_team(team: Json, console: Console) -> None:
    console.print(shown.line(team["name"]), markup=False, style="bold")
    rows = [[member["name"], "captain" if member["is_captain"] else ""] for member in team["members"]]
    console.print(shown.table(["member", ""], rows))


def _print(console: Console, found: object, table: object, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(found, indent=1, ensure_ascii=False))  # noqa: T201
    else:
        console.print(table)


def progress_bar(console: Console) -> Progress:
    return Progress(TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), console=console)
