"""The challenges: which there are, their rules, and how often one may still hand in."""

import sys
from argparse import Namespace
from typing import Any

from evaluator.log import printable
from smartport.client import shown
from smartport.client.api import Client
from smartport.client.commands.choosing import challenge_asked, is_sure, no_team
from smartport.client.errors import Failure
from smartport.client.output import Column, Item, Output
from smartport.client.tongue import gettext


def _closes_at(item: Item) -> str | None:
    phase = item["phase"]
    return phase["closes_at"] if phase else None


LIST = (
    Column("ref", lambda item: item["slug"]),
    Column("title", lambda item: item["title"]),
    Column("deadline", lambda item: shown.moment(_closes_at(item)), _closes_at),
    Column("category", lambda item: item["theme"], is_wide=True),
    Column("reward", lambda item: item["reward"], is_wide=True),
    Column("teamCount", lambda item: item["team_count"]),
    Column(
        "userHasEntered",
        lambda item: gettext(shown.yes_or_no(item["has_entered"])),
        lambda item: item["has_entered"],
    ),
    Column("userRank", lambda item: item["rank"]),
)


def challenges(client: Client, asked: Namespace, out: Output) -> int:
    """Those of the current edition."""
    out.rows(LIST, client.challenges())
    return 0


HEADS = (
    Column("day", lambda item: item["day"]),
    Column("lines", lambda item: item["lines"]),
    Column("number", lambda item: item["number"]),
    Column("hash", lambda item: item["hash"]),
)


def journal(client: Client, asked: Namespace, out: Output) -> int:
    """How the site's journal ended, day by day: to be kept, and compared later."""
    out.rows(HEADS, client.journal_heads())
    return 0


def accept_rules(client: Client, asked: Namespace, out: Output) -> int:
    """Show the rules, and say yes to them."""
    slug = challenge_asked(client, asked)
    if not asked.yes:
        sys.stdout.write(printable(str(client.challenge(slug)["rules"])) + "\n")
        if not is_sure(gettext("Accept these rules?")):
            hint = gettext("To accept them: %(command)s") % {"command": f"smartport accept-rules {slug}"}
            raise Failure(gettext("The rules were not accepted."), hint)
    accepted = {"challenge": slug, "version": client.accept_rules(slug)["version"]}
    out.say(gettext("Rules of %(challenge)s, version %(version)s: accepted.") % accepted)
    return 0


def limits(client: Client, asked: Namespace, out: Output) -> int:
    """How often the team may still hand in, and when the day begins anew."""
    found = client.challenge(challenge_asked(client, asked))
    out.rows(LIMITS, [_limits(found)])
    return 0


LIMITS = (
    Column("ref", lambda item: item["ref"]),
    Column("leftToday", lambda item: item["left_today"]),
    Column("perDay", lambda item: item["per_day"]),
    Column("leftInTotal", lambda item: item["left_in_total"]),
    Column("total", lambda item: item["total"]),
    Column("resetsAt", lambda item: shown.moment(item["resets_at"]), lambda item: item["resets_at"]),
    Column("nextAt", lambda item: shown.moment(item["next_at"]), lambda item: item["next_at"], is_wide=True),
    Column("deadline", lambda item: shown.moment(item["deadline"]), lambda item: item["deadline"]),
)


def _limits(challenge: Item) -> dict[str, Any]:
    phase, left = challenge["phase"], challenge["allowance"]
    if phase is None:
        message = gettext("%(challenge)s has no phase to hand in to yet.")
        raise Failure(message % {"challenge": challenge["slug"]})
    if left is None and not phase["is_open"]:
        span = {"opens": shown.moment(phase["opens_at"]), "closes": shown.moment(phase["closes_at"])}
        message = gettext("%(challenge)s is closed: its phase is from %(opens)s to %(closes)s.")
        raise Failure(message % {"challenge": challenge["slug"], **span})
    if left is None:
        raise no_team()
    return {
        **left,
        "ref": challenge["slug"],
        "per_day": phase["daily_limit"],
        "total": phase["total_limit"],
        "deadline": phase["closes_at"],
    }
