"""Project pages: those that teams show, and the pictures of one's own."""

import sys
from argparse import Namespace

from evaluator.log import printable
from smartport.client import shown
from smartport.client.api import Client
from smartport.client.commands.choosing import challenge_asked
from smartport.client.commands.talk import no_project, project_of
from smartport.client.errors import Failure
from smartport.client.output import Column, Output
from smartport.client.tongue import gettext

PROJECTS = (
    Column("ref", lambda item: item["id"]),
    Column("teamName", lambda item: item["team"]),
    Column("title", lambda item: item["title"]),
    Column("changed", lambda item: shown.moment(item["changed_at"]), lambda item: item["changed_at"]),
    Column("pictures", lambda item: len(item["pictures"])),
)
PICTURES = (
    Column("ref", lambda item: item["id"]),
    Column("size", lambda item: f"{item['width']}x{item['height']}"),
    Column("caption", lambda item: item["caption"]),
    Column("url", lambda item: item["url"]),
)
SHOWN = ("team", "title", "pitch", "video", "repository", "demo")


def projects(client: Client, asked: Namespace, out: Output) -> int:
    """Those that teams show; or one of them, whole."""
    if not asked.id:
        out.rows(PROJECTS, client.projects(challenge_asked(client, asked)))
        return 0
    found = client.shown_project(asked.id)
    if out.format == "json":
        out.json(found)
        return 0
    for name in SHOWN:
        sys.stdout.write(f"{name}: {printable(str(found[name]))}\n")
    return 0


def pictures(client: Client, asked: Namespace, out: Output) -> int:
    """Those of one's own page; or add one, caption or move one, delete one."""
    slug = challenge_asked(client, asked)
    if asked.add:
        found = client.add_picture(slug, asked.add, caption=asked.caption or "")
        out.say(gettext("Added: %(id)s") % found)
    elif asked.delete:
        client.delete_picture(slug, asked.delete)
        out.say(gettext("Deleted."))
    elif asked.change:
        told = {"caption": asked.caption, "move": asked.move}
        changes = {name: value for name, value in told.items() if value is not None}
        if not changes:
            raise Failure(gettext("Nothing to change."), gettext("Give --caption TEXT, or --move up or down."))
        client.change_picture(slug, asked.change, **changes)
        out.say(gettext("Changed."))
    else:
        page = project_of(client, slug)
        if page is None:
            raise no_project(slug)
        out.rows(PICTURES, page["pictures"])
    return 0
