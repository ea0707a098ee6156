"""The agenda, and mentors' hours."""

from argparse import Namespace

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.errors import Failure
from smartport.client.output import Column, Output, worded
from smartport.client.tongue import gettext, gettext_noop


def _state(slot: shown.Json) -> str:
    if slot["is_mine"]:
        return gettext_noop("yours")
    return gettext_noop("taken") if slot["is_taken"] else gettext_noop("free")


STARTS = Column("starts", lambda item: shown.moment(item["starts_at"]), lambda item: item["starts_at"])
ENDS = Column("ends", lambda item: shown.moment(item["ends_at"]), lambda item: item["ends_at"])
CHALLENGE = Column("challenge", lambda item: item["challenge"] or "", is_wide=True)
AGENDA = (
    STARTS,
    ENDS,
    Column("title", lambda item: item["title"]),
    Column("place", lambda item: item["place"]),
    Column("link", lambda item: item["link"]),
    CHALLENGE,
)
SLOTS = (
    Column("ref", lambda item: item["id"]),
    STARTS,
    ENDS,
    Column("mentor", lambda item: item["mentor"]),
    Column("topic", lambda item: item["topic"]),
    worded("status", _state),
    CHALLENGE,
)
BOOKINGS = (
    Column("ref", lambda item: item["slot"]),
    STARTS,
    ENDS,
    Column("mentor", lambda item: item["mentor"]),
    Column("topic", lambda item: item["topic"]),
    Column("place", lambda item: item["place"]),
    Column("link", lambda item: item["link"]),
    Column("about", lambda item: item["about"]),
)


def agenda(client: Client, asked: Namespace, out: Output) -> int:
    """What happens during the edition."""
    out.rows(AGENDA, client.agenda(to_come=asked.to_come))
    return 0


def mentors(client: Client, asked: Namespace, out: Output) -> int:
    """Mentors' hours to come; or those of the team; or book one, cancel one."""
    if asked.about is not None and not asked.book:
        raise Failure(gettext("--about goes with --book."), gettext("Name the hour: --book ID"))
    if asked.book:
        made = client.book_mentor(asked.book, asked.about or "")
        told = {"mentor": made["mentor"], "starts": shown.moment(made["starts_at"])}
        out.say(gettext("Booked for your team: %(mentor)s, %(starts)s.") % told)
        if where := ", ".join(made[name] for name in ("place", "link") if made[name]):
            out.say(where)
    elif asked.cancel:
        client.cancel_mentor(asked.cancel)
        out.say(gettext("Cancelled: the hour is free again."))
    elif asked.mine:
        out.rows(BOOKINGS, client.mentor_bookings())
    else:
        out.rows(SLOTS, client.mentor_slots(free=asked.free))
    return 0
