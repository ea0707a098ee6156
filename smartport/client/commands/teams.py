"""One's team: who is in it, and how others come in."""

import sys
from argparse import Namespace

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.commands.choosing import is_sure
from smartport.client.connection import Json
from smartport.client.errors import Failure
from smartport.client.output import Column, Output

MEMBERS = (
    Column("id", lambda item: item["id"]),
    Column("member", lambda item: item["name"]),
    Column("role", lambda item: "captain" if item["is_captain"] else "member"),
    Column("since", lambda item: shown.moment(item["joined_at"]), lambda item: item["joined_at"]),
)
TEAMS = (
    Column("ref", lambda item: item["id"]),
    Column("teamName", lambda item: item["name"]),
    Column("size", lambda item: f"{item['size']} of {item['size_limit']}"),
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
    Column("fits", lambda item: {True: "yes", False: "no"}.get(item["fits"], "")),
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
    out.say(f"Good until {shown.moment(invited['expires_at'])}; whoever has it may join your team.", style="dim")
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
        raise Failure("Nothing to change.", "Give --name, --about, --recruiting or --no-recruiting.")
    _show(client.change_team(**changes), out)
    return 0


def leave(client: Client, asked: Namespace, out: Output) -> int:
    """Leave it, after a question."""
    if not asked.yes and not is_sure(f"Leave {shown.line(client.team()['name'])}?"):
        raise Failure("You did not leave.")
    stays = client.leave_team()["team_stays"]
    out.say("You left the team." if stays else "You left the team; it was empty and is gone.")
    return 0


def captain(client: Client, asked: Namespace, out: Output) -> int:
    """Somebody else leads."""
    client.make_captain(_member(client, asked.member)["id"])
    _show(client.team(), out)
    return 0


def remove(client: Client, asked: Namespace, out: Output) -> int:
    """Somebody leaves, after a question."""
    member = _member(client, asked.member)
    if not asked.yes and not is_sure(f"Remove {shown.line(member['name'])} from the team?"):
        raise Failure("Nobody was removed.")
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
    out.say("Asked. Its captain answers; a letter tells you.")
    return 0


def requests(client: Client, asked: Namespace, out: Output) -> int:
    """Who asks to be let in; or answer one of them."""
    if asked.accept or asked.decline:
        client.answer_request(asked.accept or asked.decline, accept=bool(asked.accept))
        out.say("Accepted." if asked.accept else "Declined.")
        return 0
    out.rows(REQUESTS, client.join_requests())
    return 0


def merge(client: Client, asked: Namespace, out: Output) -> int:
    """Proposals to become one team; or make one, or answer one."""
    if asked.into:
        client.propose_merge(asked.into)
        out.say(f"Proposed. If the captain of {asked.into} accepts, your team becomes part of it.")
    elif asked.preview:
        _show_preview(client.merge_preview(asked.preview), out)
    elif asked.withdraw:
        client.withdraw_merge(asked.withdraw)
        out.say("Withdrawn; both teams stay as they are.")
    elif asked.accept or asked.decline:
        client.answer_merge(asked.accept or asked.decline, accept=bool(asked.accept))
        out.say("Accepted: the teams are one." if asked.accept else "Declined.")
    else:
        out.rows(MERGES, client.merges())
    return 0


def _show_preview(preview: Json, out: Output) -> None:
    """Who would be in it, what counts against the limits, and what stands in the way."""
    out.rows(SUMS, preview["sums"], whole=preview)
    if out.format != "table":
        return
    names = [f"{one['name']} ({one['team']})" for one in preview["members"]]
    out.say(f"Members: {', '.join(names)}")
    if preview["is_own_offer"]:
        out.say("Your own offer: the captain of the other team sees both sides, and answers.")
        return
    if preview["lost_projects"]:
        out.say(f"Project pages that would be lost: {', '.join(preview['lost_projects'])}", style="yellow")
    if preview["lost_selections"]:
        out.say(f"Choices for the close that would be lost: {preview['lost_selections']}", style="yellow")
    obstacle = preview["obstacle"]
    out.say(f"It cannot be accepted now: {obstacle}" if obstacle else "It can be accepted now.")


def _member(client: Client, named: str) -> Json:
    """By number or by name. Raises Failure."""
    members = client.team()["members"]
    found = [member for member in members if named in {str(member["id"]), member["name"]}]
    if len(found) == 1:
        return dict(found[0])
    raise Failure(f"{shown.line(named)} is not one member of your team.", "Name one by the id in: smartport team")


def _show(found: Json, out: Output) -> None:
    if out.format == "table":
        out.say(found["name"], style="bold")
    out.rows(MEMBERS, found["members"], whole=found)
