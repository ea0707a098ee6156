"""One's own account: who one is, what one agreed to, which letters come, where one is logged in, what is kept."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.calls.account import TERMS
from smartport.client.commands.choosing import did_you_mean, is_sure
from smartport.client.download import write_whole
from smartport.client.errors import Failure
from smartport.client.output import Column, Output

ME = (
    Column("name", lambda item: item["display_name"]),
    Column("email", lambda item: item["email"]),
    Column("language", lambda item: item["language"]),
    Column("teamName", lambda item: item["team"] and item["team"]["name"]),
)
CONSENTS = (
    Column("purpose", lambda item: item["purpose"]),
    Column("given", lambda item: "yes" if item["is_current"] else "no"),
    Column("version", lambda item: item["version"]),
    Column("since", lambda item: shown.moment(item["given_at"]), lambda item: item["given_at"]),
)
LETTERS = (
    Column("kind", lambda item: item["kind"]),
    Column("wanted", lambda item: "yes" if item["is_wanted"] else "no"),
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
    out.say(f"Written to {path}: {shown.size(len(content))}.")
    return 0


def consents(client: Client, asked: Namespace, out: Output) -> int:
    """What one agreed to; or give (the terms as they stand, too), and withdraw where one is free to."""
    found = client.consents()
    choices = {**dict.fromkeys(asked.give, True), **dict.fromkeys(asked.withdraw, False)}
    if choices:
        free = [item["purpose"] for item in found if item["purpose"] != TERMS]
        _require_known(asked.withdraw, free, what="free consent")
        _require_known(asked.give, [*free, TERMS], what="consent")
        found = client.choose_consents(**choices)
    out.rows(CONSENTS, found)
    if not choices:
        out.say(f"Their texts: {client.url}/terms/ and {client.url}/account/consents/", style="dim")
    return 0


def letters(client: Client, asked: Namespace, out: Output) -> int:
    """Which letters come; or order some, or order them off."""
    found = client.letters()
    wishes = {**dict.fromkeys(asked.on, True), **dict.fromkeys(asked.off, False)}
    if wishes:
        _require_known(wishes, (item["kind"] for item in found), what="kind of letter")
        found = client.choose_letters(**wishes)
    out.rows(LETTERS, found)
    return 0


def sessions(client: Client, asked: Namespace, out: Output) -> int:
    """The browsers one is logged in with; or log one of them out, or all."""
    if asked.end:
        client.end_session(asked.end)
        out.say("Logged out there.")
    elif asked.end_all:
        if not asked.yes and not is_sure("Log out all browsers?"):
            raise Failure("No browser was logged out.")
        client.end_sessions()
        out.say("All browsers are logged out; tokens go on (smartport tokens).")
    else:
        out.rows(SESSIONS, client.sessions())
    return 0


def _require_known(words: Iterable[str], known: Iterable[str], *, what: str) -> None:
    there_are = list(known)
    for word in words:
        if word not in there_are:
            hint = did_you_mean(word, there_are) or f"There are: {', '.join(map(shown.line, there_are))}."
            raise Failure(f"There is no {what} “{shown.line(word)}”.", hint)
