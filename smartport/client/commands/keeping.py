"""What a team does with what it handed in: choose it for the close, note it, cancel it."""

from argparse import Namespace

from smartport.client.api import Client
from smartport.client.commands.choosing import is_sure
from smartport.client.errors import Failure, Refused
from smartport.client.output import Output
from smartport.client.tongue import gettext


def select(client: Client, asked: Namespace, out: Output) -> int:
    """Choose it to count at the close, or take that back."""
    if asked.undo:
        client.unselect(asked.id)
        out.say(gettext("The choice is taken back: where a team chooses fewer than it may, its best fill up."))
    else:
        client.select(asked.id)
        out.say(gettext("Chosen: it counts at the close."))
    return 0


def note(client: Client, asked: Namespace, out: Output) -> int:
    """Change its note and its tags."""
    if asked.message is None and asked.tag is None:
        hint = gettext("Give -m NOTE, or --tag TAG (several times for several).")
        raise Failure(gettext("Nothing to change."), hint)
    changed = client.annotate(asked.id, message=asked.message, tags=asked.tag)
    out.say(f"{changed['message']} [{', '.join(changed['tags'])}]".strip())
    return 0


def cancel(client: Client, asked: Namespace, out: Output) -> int:
    """Cancel it; where that costs something, ask first."""
    try:
        cancelled = client.cancel(asked.id, only_waiting=not asked.yes)
    except Refused as refused:
        if refused.code != "already_running":
            raise
        if not is_sure(gettext("It runs already and will stay counted. Stop it all the same?")):
            raise Failure(gettext("It was not cancelled.")) from refused
        cancelled = client.cancel(asked.id)
    counted, free = gettext("Cancelled; it stays counted."), gettext("Cancelled; it does not count.")
    out.say(counted if cancelled["is_counted"] else free)
    return 0
