"""Log in and out, and the few choices that are remembered."""

import getpass
import sys
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.config import CHOICES, choices_file, keep_choice, keep_token, read_choices
from smartport.client.errors import Failure, Refused
from smartport.client.output import Column, Output
from smartport.client.tongue import gettext

Made = TypeVar("Made")


def login(client: Client, asked: Namespace, out: Output) -> int:
    """Ask for the password; keep the token, and the address for the commands that follow."""
    email = asked.email or typed(gettext("E-mail:"))
    remember(client, asked, _with_second_factor(partial(client.log_in, email, password_of(asked))))
    told = {"url": client.url, "name": client.me()["display_name"]}
    out.say(gettext("Logged in to %(url)s as %(name)s.") % told)
    return 0


def logout(client: Client, asked: Namespace, out: Output) -> int:
    """Withdraw the token and forget it."""
    try:
        client.log_out()
    finally:
        keep_token(asked.tokens, url=client.url, token="")
    out.say(gettext("Logged out."))
    return 0


def config_view(client: Client, asked: Namespace, out: Output) -> int:
    """What is remembered; of a token only that there is one."""
    for name in CHOICES:
        sys.stdout.write(f"{name}: {shown.line(read_choices(asked.environ).get(name, ''))}\n")
    with_one, without = (
        gettext("site in use: %(url)s (with a login)"),
        gettext("site in use: %(url)s (without a login)"),
    )
    sys.stdout.write((with_one if client.has_token else without) % {"url": client.url} + "\n")
    return 0


def config_path(client: Client, asked: Namespace, out: Output) -> int:
    """Where it is remembered."""
    sys.stdout.write(f"{choices_file(asked.environ)}\n{asked.tokens}\n")
    return 0


def config_set(client: Client, asked: Namespace, out: Output) -> int:
    """Remember a choice."""
    value = asked.value.strip()
    if not value:
        hint = gettext("To forget it: %(command)s") % {"command": f"smartport config unset {asked.name}"}
        raise Failure(gettext("There is nothing to remember."), hint)
    keep_choice(asked.environ, name=asked.name, value=value.rstrip("/") if asked.name == "url" else value)
    out.say(f"{asked.name}: {value}")
    return 0


def config_unset(client: Client, asked: Namespace, out: Output) -> int:
    """Forget a choice."""
    keep_choice(asked.environ, name=asked.name, value="")
    out.say(gettext("%(name)s is forgotten.") % {"name": asked.name})
    return 0


def tokens(client: Client, asked: Namespace, out: Output) -> int:
    """Those that are alive; or withdraw one, or make one for a program."""
    if asked.create:
        return _make(client, asked, out)
    if asked.withdraw:
        client.withdraw_token(asked.withdraw)
        out.say(gettext("Withdrawn: every copy of it stops working."))
        return 0
    out.rows(TOKENS, client.tokens())
    return 0


TOKENS = (
    Column("ref", lambda item: item["id"]),
    Column("name", lambda item: item["name"]),
    Column("begins", lambda item: item["prefix"]),
    Column("scopes", lambda item: " ".join(item["scopes"])),
    Column("lastUsed", lambda item: shown.moment(item["last_used_at"]), lambda item: item["last_used_at"]),
    Column("expires", lambda item: shown.moment(item["expires_at"]), lambda item: item["expires_at"]),
)


def remember(client: Client, asked: Namespace, token: str) -> None:
    """Keep the token, and the address for the commands that follow."""
    keep_token(asked.tokens, url=client.url, token=token)
    keep_choice(asked.environ, name="url", value=client.url)


def password_of(asked: Namespace, *, is_new: bool = False) -> str:
    """From stdin where that was asked for, else typed without being shown; a new one twice. Raises Failure."""
    if asked.password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = getpass.getpass(gettext("Password:") + " ")
        if is_new and getpass.getpass(gettext("The same again:") + " ") != password:
            raise Failure(gettext("The two passwords differ."), gettext("Nothing was sent; begin again."))
    if not password:
        hint = gettext("Type it, or send it as the first line: --password-stdin")
        raise Failure(gettext("There is no password."), hint)
    return password


def typed(question: str) -> str:
    """An answer from the terminal; empty where there is nobody to give one."""
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _make(client: Client, asked: Namespace, out: Output) -> int:
    """The secret alone on stdout: it is shown this once."""
    email = asked.email or client.me()["email"]
    password = password_of(asked)
    make = partial(client.make_token, email, password, name=asked.create, scopes=asked.scope)
    made = _with_second_factor(make)
    if out.format == "json":
        out.json(made)
        return 0
    sys.stdout.write(f"{shown.line(made['token'])}\n")
    beside = Output(format="csv", is_quiet=out.is_quiet)  # the secret has stdout for itself
    told = {"scopes": ", ".join(made["scopes"]), "time": shown.moment(made["expires_at"])}
    beside.say(gettext("It may: %(scopes)s; until %(time)s. It is not shown again.") % told)
    return 0


def _with_second_factor(ask: Callable[..., Made]) -> Made:
    """With its code, where the account has one and there is somebody to type it."""
    try:
        return ask()
    except Refused as refused:
        if refused.code != "second_factor_needed" or not sys.stdin.isatty():
            raise
        return ask(code=typed(gettext("Code of the second factor:")))
