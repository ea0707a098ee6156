"""One's own account: who one is, what one agreed to, which letters come, where one is logged in, what is kept."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.calls.account import TERMS
from smartport.client.commands.choosing import is_sure, suggestion
from smartport.client.download import write_whole
from smartport.client.errors import Failure
from smartport.client.output import Column, Output, worded
from smartport.client.tongue import gettext

ME = (
    Column("name", lambda item: item["display_name"]),
    Column("email", lambda item: item["email"]),
    Column("language", lambda item: item["language"]),
    Column("teamName", lambda item: item["team"] and item["team"]["name"]),
)
CONSENTS = (
    Column("purpose", lambda item: item["purpose"]),
    worded("given", lambda item: shown.yes_or_no(item["is_current"])),
    Column("version", lambda item: item["version"]),
    Column("since", lambda item: shown.moment(item["given_at"]), lambda item: item["given_at"]),
)
LETTERS = (
    Column("kind", lambda item: item["kind"]),
    worded("wanted", lambda item: shown.yes_or_no(item["is_wanted"])),
    Column("about", lambda item: item["about"]),
)
SESSIONS = (
    Column("ref", lambda item: item["id"]),
    Column("browser", lambda item: item["browser"]),
    Column("system", lambda item: item["system"]),
    Column("address", lambda item: item["ip"]),
    Column("lastSeen", lambda item: shown.moment(item["last_seen_at"]), lambda item: item["last_seen_at"]),
)


def account(client: Client, asked: Namespace, out: Output) -> int:
    """Who one is; or change the name or the language."""
    changes = {name: getattr(asked, name) for name in ("display_name", "language") if getattr(asked, name) is not None}
    found = client.change_me(**changes) if changes else client.me()
    out.rows(ME, [found], whole=found)
    return 0


def export(client: Client, asked: Namespace, out: Output) -> int:
    """Everything that is kept about one."""
    path = Path(asked.output)
    content = client.export()
    write_whole(path, content)
    out.say(gettext("Written to %(path)s: %(size)s.") % {"path": path, "size": shown.size(len(content))})
    return 0


def consents(client: Client, asked: Namespace, out: Output) -> int:
    """What one agreed to; or give (the terms as they stand, too), and withdraw where one is free to."""
    found = client.consents()
    choices = {**dict.fromkeys(asked.give, True), **dict.fromkeys(asked.withdraw, False)}
    if choices:
        free = [item["purpose"] for item in found if item["purpose"] != TERMS]
        _require_known(asked.withdraw, free, otherwise=gettext("There is no free consent “%(word)s”."))
        _require_known(asked.give, [*free, TERMS], otherwise=gettext("There is no consent “%(word)s”."))
        found = client.choose_consents(**choices)
    out.rows(CONSENTS, found)
    if not choices:
        addresses = {"terms": f"{client.url}/terms/", "consents": f"{client.url}/account/consents/"}
        out.say(gettext("Their texts: %(terms)s and %(consents)s") % addresses, style="dim")
    return 0


def letters(client: Client, asked: Namespace, out: Output) -> int:
    """Which letters come; or order some, or order them off."""
    found = client.letters()
    wishes = {**dict.fromkeys(asked.on, True), **dict.fromkeys(asked.off, False)}
    if wishes:
        kinds = [item["kind"] for item in found]
        _require_known(wishes, kinds, otherwise=gettext("There is no kind of letter “%(word)s”."))
        found = client.choose_letters(**wishes)
    out.rows(LETTERS, found)
    return 0


def sessions(client: Client, asked: Namespace, out: Output) -> int:
    """The browsers one is logged in with; or log one of them out, or all."""
    if asked.end:
        client.end_session(asked.end)
        out.say(gettext("Logged out there."))
    elif asked.end_all:
        if not asked.yes and not is_sure(gettext("Log out all browsers?")):
            raise Failure(gettext("No browser was logged out."))
        client.end_sessions()
        out.say(gettext("All browsers are logged out; tokens go on (smartport tokens)."))
    else:
        out.rows(SESSIONS, client.sessions())
    return 0


def _require_known(words: Iterable[str], known: Sequence[str], *, otherwise: str) -> None:
    for word in words:
        if word not in known:
            raise Failure(otherwise % {"word": shown.line(word)}, suggestion(word, known))
