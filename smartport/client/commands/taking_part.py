"""The edition, and the word that one may take part in it."""

import sys
from argparse import Namespace

from evaluator.log import printable
from smartport.client import shown
from smartport.client.api import Client
from smartport.client.commands.choosing import is_sure
from smartport.client.errors import Failure
from smartport.client.output import Column, Output, worded
from smartport.client.tongue import gettext, gettext_noop

ELIGIBLE = {True: gettext_noop("yes"), False: gettext_noop("to accept")}
EDITION = (
    Column("ref", lambda item: item["slug"]),
    Column("title", lambda item: item["title"]),
    Column("opens", lambda item: shown.moment(item["opens_at"]), lambda item: item["opens_at"]),
    Column("closes", lambda item: shown.moment(item["closes_at"]), lambda item: item["closes_at"]),
    Column("teamsUntil", lambda item: shown.moment(item["teams_close_at"]), lambda item: item["teams_close_at"]),
    Column("teamSize", lambda item: item["team_size"]),
    worded("eligible", lambda item: ELIGIBLE.get(item["eligibility_accepted"], "")),
)


def edition(client: Client, asked: Namespace, out: Output) -> int:
    """Its times, and whether one has accepted its conditions."""
    found = client.edition()
    out.rows(EDITION, [found], whole=found)
    return 0


def accept_eligibility(client: Client, asked: Namespace, out: Output) -> int:
    """Show the conditions of participation, and say that one meets them; with --show only show them."""
    found = client.edition()
    if not found["eligibility"]:
        out.say(gettext("This edition has no conditions of participation: everybody may take part."))
        return 0
    if asked.show or not asked.yes:
        sys.stdout.write(f"{printable(str(found['eligibility'])).strip()}\n")
    if asked.show:
        _say_version(found["eligibility_version"], is_accepted=bool(found["eligibility_accepted"]), out=out)
        return 0
    if not asked.yes and not is_sure(gettext("Do you meet these conditions, and accept them?")):
        hint = gettext("To accept them: %(command)s") % {"command": "smartport accept-eligibility"}
        raise Failure(gettext("The conditions were not accepted."), hint)
    accepted = client.accept_eligibility()["version"]
    if accepted != found["eligibility_version"] and not asked.yes:
        message = gettext("The conditions changed while you read: version %(version)s is what you accepted.")
        raise Failure(message % {"version": accepted}, gettext("Read it: smartport accept-eligibility --show"))
    _say_version(accepted, is_accepted=True, out=out)
    return 0


def _say_version(version: int, *, is_accepted: bool, out: Output) -> None:
    yes = gettext("Conditions of participation, version %(version)s: accepted.")
    no = gettext("Conditions of participation, version %(version)s: not accepted yet.")
    out.say((yes if is_accepted else no) % {"version": version})
