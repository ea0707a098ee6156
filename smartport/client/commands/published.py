"""The published results of an edition: who won what."""

from argparse import Namespace

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.output import Column, Item, Output
from smartport.client.tongue import gettext


def published(client: Client, asked: Namespace, out: Output) -> int:
    """The laureates; what was corrected since stands below them."""
    slug = asked.edition or client.edition()["slug"]
    found = client.results(slug)
    lines = [{"award": award, **one} for award in found["awards"] for one in award["laureates"]]
    out.rows(_columns(), lines, whole=found)
    if out.format == "table":
        for one in found["errata"]:
            told = {"time": shown.moment(one["at"]), "text": one["text"]}
            out.say(gettext("Erratum of %(time)s: %(text)s") % told, style="bold")
        told = {"time": shown.moment(found["published_at"]), "page": found["page"]}
        out.say(gettext("Published on %(time)s: %(page)s") % told, style="dim")
    return 0


def _columns() -> tuple[Column, ...]:
    return (
        Column("award", lambda item: item["award"]["title"]),
        Column("kind", lambda item: item["award"]["kind"], is_wide=True),
        Column("rank", lambda item: item["rank"]),
        Column("teamName", _team, lambda item: item["team"]),
        Column("project", lambda item: item["project"]),
        Column("isWithdrawn", _withdrawn, lambda item: item["is_withdrawn"], is_wide=True),
    )


def _team(item: Item) -> str:
    return gettext("%(team)s (withdrawn)") % {"team": item["team"]} if item["is_withdrawn"] else str(item["team"])


def _withdrawn(item: Item) -> str:
    return gettext("yes") if item["is_withdrawn"] else ""
