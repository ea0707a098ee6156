"""News, questions to the organizers, and the team's project page."""

import sys
from argparse import Namespace

from evaluator.log import printable
from smartport.client import shown
from smartport.client.api import Client
from smartport.client.commands.choosing import challenge_asked
from smartport.client.connection import Json
from smartport.client.errors import Failure, Refused
from smartport.client.output import Column, Output, worded
from smartport.client.tongue import gettext, gettext_noop

QUESTIONS = (
    Column("ref", lambda item: item["id"], is_wide=True),
    Column("asked", lambda item: shown.moment(item["asked_at"]), lambda item: item["asked_at"]),
    worded("mine", lambda item: gettext_noop("yes") if item["is_mine"] else ""),
    Column("question", lambda item: item["text"]),
    Column("answer", lambda item: item["answer"] or "–", lambda item: item["answer"]),
)
PROJECT = ("title", "pitch", "video", "repository", "demo", "is_public")


def news(client: Client, asked: Namespace, out: Output) -> int:
    """What the organizers tell, newest first."""
    found = client.news()
    if out.format != "table":
        out.rows(NEWS, found)
        return 0
    for item in found:
        about = f" [{item['challenge']}]" if item["challenge"] else ""
        out.say(f"{shown.moment(item['published_at'])}{about} {item['title']}", style="bold")
        sys.stdout.write(f"{printable(str(item['body'])).strip()}\n\n")
    if not found:
        out.say(gettext("No news yet."))
    return 0


NEWS = (
    Column("date", lambda item: item["published_at"]),
    Column("challenge", lambda item: item["challenge"]),
    Column("title", lambda item: item["title"]),
    Column("body", lambda item: item["body"]),
)


def questions(client: Client, asked: Namespace, out: Output) -> int:
    """Those answered to everybody, and the team's own."""
    slug = challenge_asked(client, asked)
    words = asked.search or ""
    public = client.questions(slug, words)
    mine = _mine(client, slug, words) if client.has_token else []
    known = {question["id"] for question in mine}
    out.rows(QUESTIONS, [*mine, *(question for question in public if question["id"] not in known)])
    return 0


def _mine(client: Client, slug: str, words: str) -> list[Json]:
    try:
        return client.questions(slug, words, mine=True)
    except Refused as refused:
        if refused.code != "no_team":
            raise
        return []


def ask(client: Client, asked: Namespace, out: Output) -> int:
    """Ask the organizers."""
    client.ask(challenge_asked(client, asked), asked.text)
    out.say(gettext("Asked. The answer comes by mail, and stands in: smartport questions"))
    return 0


def project(client: Client, asked: Namespace, out: Output) -> int:
    """Show the team's project page, or change what is given."""
    slug = challenge_asked(client, asked)
    changes = {name: getattr(asked, name) for name in PROJECT if getattr(asked, name) is not None}
    kept = project_of(client, slug)
    if changes:
        known = {name: (kept or {}).get(name) for name in PROJECT}
        told = {name: value for name, value in {**known, **changes}.items() if value is not None}
        kept = client.write_project(slug, **told, **({"version": kept["version"]} if kept else {}))
    if kept is None:
        raise no_project(slug)
    if out.format == "json":
        out.json(kept)
        return 0
    for name in PROJECT:
        sys.stdout.write(f"{name}: {printable(str(kept[name]))}\n")
    return 0


def project_of(client: Client, slug: str) -> Json | None:
    """The team's page; None where it has none yet."""
    try:
        return client.project(slug)
    except Refused as refused:
        if refused.code != "not_found":
            raise
        client.challenge(slug)  # says so where it is the challenge that is not there
        return None


def no_project(slug: str) -> Failure:
    """What to say where there is none."""
    hint = gettext("Begin it: %(command)s") % {"command": f"smartport project -c {slug} --title TITLE"}
    return Failure(gettext("Your team has no project page here yet."), hint)
