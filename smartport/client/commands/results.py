"""What became of the team's submissions, and what they printed."""

import sys
from argparse import Namespace
from typing import Any

from evaluator.log import printable
from smartport.client import shown
from smartport.client.api import Client
from smartport.client.calls.submissions import ENDED
from smartport.client.commands.choosing import challenge_asked
from smartport.client.commands.telling import tell_end, where
from smartport.client.connection import Json
from smartport.client.errors import Failure, Refused
from smartport.client.output import Column, Item, Output, worded
from smartport.client.tongue import gettext, gettext_noop

NOT_FOUND = 404
FILTERS = ("search", "state", "tag", "sort")


def submissions(client: Client, asked: Namespace, out: Output) -> int:
    """The team's own, newest first."""
    slug = challenge_asked(client, asked)
    evaluation = client.challenge(slug)["evaluation"] or {"scores": []}
    key = next((score["key"] for score in evaluation["scores"] if score["primary"]), "")
    wanted = {name: getattr(asked, name) for name in FILTERS if getattr(asked, name) is not None}
    if wanted.get("state") == "running":
        wanted["state"] = "sent"  # as the API calls it
    out.rows(_columns(key), client.submissions(slug, **wanted))
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
        Column("status", shown.state_of, shown.plain_state_of),
        Column("publicScore", score("public"), lambda item: _scores(item).get("public", {}).get(key)),
        Column("privateScore", score("private"), lambda item: _scores(item).get("private", {}).get(key)),
        Column("error", shown.error_of, shown.plain_error_of),
        Column("tags", lambda item: " ".join(item["tags"]), is_wide=True),
        worded("chosen", lambda item: gettext_noop("yes") if item["is_chosen"] else "", is_wide=True),
    )


def _scores(item: Item) -> Item:
    return item["scores"] or {}


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
        hint = gettext("Wait for it: %(command)s") % {"command": f"smartport logs --follow {submission['id']}"}
        return Failure(gettext("There is nothing yet."), hint)
    if which == "public":
        return Failure(gettext("The scorer said nothing."))
    if submission["kind"] != "code":
        return Failure(gettext("A file of predictions is not run: it prints nothing."))
    return Failure(gettext("The program printed nothing."))


def _say_why_no_log(client: Client, submission_id: str, out: Output) -> None:
    try:
        client.log_end(submission_id)
    except Refused as refused:
        out.say(f"{refused.message} {refused.hint}")
