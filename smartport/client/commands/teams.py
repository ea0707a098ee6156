"""One's team: who is in it, and how others come in."""

import sys
from argparse import Namespace

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.commands.choosing import is_sure
from smartport.client.connection import Json
from smartport.client.errors import Failure
from smartport.client.output import Column, Output, worded
from smartport.client.tongue import gettext, gettext_noop

MEMBERS = (
    Column("id", lambda item: item["id"]),
    Column("member", lambda item: item["name"]),
    worded("role", lambda item: gettext_noop("captain") if item["is_captain"] else gettext_noop("member")),
    Column("since", lambda item: shown.moment(item["joined_at"]), lambda item: item["joined_at"]),
)
SIZE = gettext_noop("%(size)s of %(size_limit)s")
TEAMS = (
    Column("ref", lambda item: item["id"]),
    Column("teamName", lambda item: item["name"]),
    Column("size", lambda item: gettext(SIZE) % item, lambda item: SIZE % item),
    Column("about", lambda item: item["about"]),
)
REQUESTS = (
    Column("ref", lambda item: item["id"]),
    Column("name", lambda item: item["name"]),
    Column("date", lambda item: shown.moment(item["asked_at"]), lambda item: item["asked_at"]),
    Column("message", lambda item: item["message"]),
)
MERGES = (
    Column("ref", lambda item: item["id"]),
    Column("team", lambda item: item["team"]),
    Column("into", lambda item: item["into"]),
    Column("date", lambda item: shown.moment(item["proposed_at"]), lambda item: item["proposed_at"]),
)
SUMS = (
    Column("challenge", lambda item: item["challenge"]),
    Column("phase", lambda item: item["phase"]),
    Column("handedInByTeam", lambda item: item["team"]),
    Column("byTheOther", lambda item: item["into"]),
    Column("total", lambda item: item["total"]),
    Column("limit", lambda item: item["limit"]),
    worded("fits", lambda item: shown.yes_or_no(item["fits"])),
)


def team(client: Client, asked: Namespace, out: Output) -> int:
    """Show the team."""
    _show(client.team(), out)
    return 0


def create(client: Client, asked: Namespace, out: Output) -> int:
    """Create a team."""
    _show(client.create_team(asked.name), out)
    return 0


def invite(client: Client, asked: Namespace, out: Output) -> int:
    """Make a link that lets its bearer join."""
    invited = client.invite(asked.email or "")
    sys.stdout.write(f"{client.url}/join/{shown.line(invited['secret'])}/\n")
    until = {"time": shown.moment(invited["expires_at"])}
    out.say(gettext("Good until %(time)s; whoever has it may join your team.") % until, style="dim")
    return 0


def join(client: Client, asked: Namespace, out: Output) -> int:
    """Join by a link, or by the secret at its end."""
    _show(client.join_team(asked.link.rstrip("/").rsplit("/", 1)[-1]), out)
    return 0


def change(client: Client, asked: Namespace, out: Output) -> int:
    """Its name, the text about it, whether it looks for members."""
    names = ("name", "about", "is_recruiting")
    changes = {name: getattr(asked, name) for name in names if getattr(asked, name) is not None}
    if not changes:
        hint = gettext("Give --name, --about, --recruiting or --no-recruiting.")
        raise Failure(gettext("Nothing to change."), hint)
    _show(client.change_team(**changes), out)
    return 0


def leave(client: Client, asked: Namespace, out: Output) -> int:
    """Leave it, after a question."""
    if not asked.yes and not is_sure(gettext("Leave %(team)s?") % {"team": shown.line(client.team()["name"])}):
        raise Failure(gettext("You did not leave."))
    stays, gone = gettext("You left the team."), gettext("You left the team; it was empty and is gone.")
    out.say(stays if client.leave_team()["team_stays"] else gone)
    return 0


def captain(client: Client, asked: Namespace, out: Output) -> int:
    """Somebody else leads."""
    client.make_captain(_member(client, asked.member)["id"])
    _show(client.team(), out)
    return 0


def remove(client: Client, asked: Namespace, out: Output) -> int:
    """Somebody leaves, after a question."""
    member = _member(client, asked.member)
    question = gettext("Remove %(person)s from the team?") % {"person": shown.line(member["name"])}
    if not asked.yes and not is_sure(question):
        raise Failure(gettext("Nobody was removed."))
    client.remove_member(member["id"])
    _show(client.team(), out)
    return 0


def find(client: Client, asked: Namespace, out: Output) -> int:
    """Teams that look for members."""
    out.rows(TEAMS, client.recruiting_teams(asked.search or ""))
    return 0


def ask(client: Client, asked: Namespace, out: Output) -> int:
    """Ask one of them to be let in."""
    client.ask_to_join(asked.id, asked.message)
    out.say(gettext("Asked. Its captain answers; a letter tells you."))
    return 0


def requests(client: Client, asked: Namespace, out: Output) -> int:
    """Who asks to be let in; or answer one of them."""
    if asked.accept or asked.decline:
        client.answer_request(asked.accept or asked.decline, accept=bool(asked.accept))
        out.say(gettext("Accepted.") if asked.accept else gettext("Declined."))
        return 0
    out.rows(REQUESTS, client.join_requests())
    return 0


def merge(client: Client, asked: Namespace, out: Output) -> int:
    """Proposals to become one team; or make one, or answer one."""
    if asked.into:
        client.propose_merge(asked.into)
        said = gettext("Proposed. If the captain of %(team)s accepts, your team becomes part of it.")
        out.say(said % {"team": asked.into})
    elif asked.preview:
        _show_preview(client.merge_preview(asked.preview), out)
    elif asked.withdraw:
        client.withdraw_merge(asked.withdraw)
        out.say(gettext("Withdrawn; both teams stay as they are."))
    elif asked.accept or asked.decline:
        client.answer_merge(asked.accept or asked.decline, accept=bool(asked.accept))
        out.say(gettext("Accepted: the teams are one.") if asked.accept else gettext("Declined."))
    else:
        out.rows(MERGES, client.merges())
    return 0


def _show_preview(preview: Json, out: Output) -> None:
    """Who would be in it, what counts against the limits, and what stands in the way."""
    out.rows(SUMS, preview["sums"], whole=preview)
    if out.format != "table":
        return
    names = ", ".join(f"{one['name']} ({one['team']})" for one in preview["members"])
    out.say(gettext("Members: %(names)s") % {"names": names})
    if preview["is_own_offer"]:
        out.say(gettext("Your own offer: the captain of the other team sees both sides, and answers."))
        return
    if preview["lost_projects"]:
        lost = {"challenges": ", ".join(preview["lost_projects"])}
        out.say(gettext("Project pages that would be lost: %(challenges)s") % lost, style="yellow")
    if preview["lost_selections"]:
        out.say(gettext("Choices for the close that would be lost: %(lost_selections)s") % preview, style="yellow")
    no, yes = gettext("It cannot be accepted now: %(obstacle)s"), gettext("It can be accepted now.")
    out.say(no % preview if preview["obstacle"] else yes)


def _member(client: Client, named: str) -> Json:
    """By number or by name. Raises Failure."""
    members = client.team()["members"]
    found = [member for member in members if named in {str(member["id"]), member["name"]}]
    if len(found) == 1:
        return dict(found[0])
    message = gettext("%(name)s is not one member of your team.") % {"name": shown.line(named)}
    raise Failure(message, gettext("Name one by the id in: smartport team"))


def _show(found: Json, out: Output) -> None:
    if out.format == "table":
        out.say(found["name"], style="bold")
    out.rows(MEMBERS, found["members"], whole=found)
