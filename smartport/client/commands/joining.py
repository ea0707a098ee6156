"""How people and teams find one another: invitations, requests, and the board of people who look for a team."""

from argparse import Namespace

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.errors import Failure, Refused
from smartport.client.output import Column, Output, worded
from smartport.client.tongue import gettext, gettext_noop

WHOEVER = gettext_noop("whoever has the link")
INVITATIONS = (
    Column("ref", lambda item: item["id"]),
    Column(
        "for",
        lambda item: item["to"] or item["email"] or gettext(WHOEVER),
        lambda item: item["to"] or item["email"] or WHOEVER,
    ),
    Column("expires", lambda item: shown.moment(item["expires_at"]), lambda item: item["expires_at"]),
)
OFFERS = (
    Column("ref", lambda item: item["id"]),
    Column("teamName", lambda item: item["team"]),
    Column("by", lambda item: item["by"]),
    Column("expires", lambda item: shown.moment(item["expires_at"]), lambda item: item["expires_at"]),
    Column("about", lambda item: item["about"]),
)
ASKED = (
    Column("ref", lambda item: item["id"]),
    Column("teamName", lambda item: item["team"]),
    Column("date", lambda item: shown.moment(item["asked_at"]), lambda item: item["asked_at"]),
    worded("status", lambda item: _answer(item["is_accepted"], item["answered_at"])),
    Column("message", lambda item: item["message"]),
)
PEOPLE = (
    Column("ref", lambda item: item["id"]),
    Column("name", lambda item: item["name"]),
    Column("since", lambda item: shown.moment(item["since"]), lambda item: item["since"]),
    Column("about", lambda item: item["about"]),
)


def invitations(client: Client, asked: Namespace, out: Output) -> int:
    """Those of the team that are open; or withdraw one, or send it again."""
    if asked.withdraw:
        client.withdraw_invitation(asked.withdraw)
        out.say(gettext("Withdrawn: whoever has its link can no longer join."))
    elif asked.resend:
        sent = client.resend_invitation(asked.resend)
        out.say(gettext("Sent again to %(email)s; the former link is void.") % sent)
    else:
        out.rows(INVITATIONS, client.invitations())
    return 0


def offers(client: Client, asked: Namespace, out: Output) -> int:
    """Invitations to oneself; or answer one of them."""
    if asked.accept:
        out.say(gettext("You are in the team %(name)s.") % client.accept_offer(asked.accept))
    elif asked.decline:
        client.decline_offer(asked.decline)
        out.say(gettext("Declined."))
    else:
        out.rows(OFFERS, client.offers())
    return 0


def asked_for(client: Client, asked: Namespace, out: Output) -> int:
    """One's own requests to be let in; or withdraw one."""
    if asked.withdraw:
        client.withdraw_request(asked.withdraw)
        out.say(gettext("Withdrawn."))
    else:
        out.rows(ASKED, client.my_requests())
    return 0


def people(client: Client, asked: Namespace, out: Output) -> int:
    """Who looks for a team; or invite one of them."""
    if asked.invite:
        client.invite_seeker(asked.invite)
        out.say(gettext("Invited: a letter tells them, and they answer."))
    else:
        out.rows(PEOPLE, client.seekers(asked.search or ""))
    return 0


def seek(client: Client, asked: Namespace, out: Output) -> int:
    """Oneself on that board: show it, write it, take it off."""
    if asked.stop:
        client.stop_seeking()
        out.say(gettext("You are off the board."))
        return 0
    try:
        found = client.seek(asked.about) if asked.about is not None else client.my_seeking()
    except Refused as refused:
        if refused.code != "not_found" or asked.about is not None:
            raise
        hint = gettext('Put yourself on it: smartport team seek "WHO YOU ARE"')
        raise Failure(gettext("You are not on the board."), hint) from refused
    out.rows(PEOPLE, [found], whole=found)
    return 0


def _answer(is_accepted: bool | None, answered_at: str | None) -> str:
    if is_accepted is None:
        return gettext_noop("ended") if answered_at else gettext_noop("waiting")
    return gettext_noop("accepted") if is_accepted else gettext_noop("declined")
