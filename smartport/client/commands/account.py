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

Made = TypeVar("Made")


def login(client: Client, asked: Namespace, out: Output) -> int:
    """Ask for the password; keep the token, and the address for the commands that follow."""
    email = asked.email or typed("E-mail: ")
    remember(client, asked, _with_second_factor(partial(client.log_in, email, password_of(asked))))
    out.say(f"Logged in to {client.url} as {client.me()['display_name']}.")
    return 0


def logout(client: Client, asked: Namespace, out: Output) -> int:
    """Withdraw the token and forget it."""
    try:
        client.log_out()
    finally:
        keep_token(asked.tokens, url=client.url, token="")
    out.say("Logged out.")
    return 0


def config_view(client: Client, asked: Namespace, out: Output) -> int:
    """What is remembered; of a token only that there is one."""
    for name in CHOICES:
        sys.stdout.write(f"{name}: {shown.line(read_choices(asked.environ).get(name, ''))}\n")
    sys.stdout.write(f"site in use: {client.url} ({'with' if client.has_token else 'without'} a login)\n")
    return 0


def config_path(client: Client, asked: Namespace, out: Output) -> int:
    """Where it is remembered."""
    sys.stdout.write(f"{choices_file(asked.environ)}\n{asked.tokens}\n")
    return 0


def config_set(client: Client, asked: Namespace, out: Output) -> int:
    """Remember a choice."""
    value = asked.value.strip()
    if not value:
        raise Failure("There is nothing to remember.", f"To forget it: smartport config unset {asked.name}")
    keep_choice(asked.environ, name=asked.name, value=value.rstrip("/") if asked.name == "url" else value)
    out.say(f"{asked.name}: {value}")
    return 0


def config_unset(client: Client, asked: Namespace, out: Output) -> int:
    """Forget a choice."""
    keep_choice(asked.environ, name=asked.name, value="")
    out.say(f"{asked.name} is forgotten.")
    return 0


def tokens(client: Client, asked: Namespace, out: Output) -> int:
    """Those that are alive; or withdraw one, or make one for a program."""
    if asked.create:
        return _make(client, asked, out)
    if asked.withdraw:
        client.withdraw_token(asked.withdraw)
        out.say("Withdrawn: every copy of it stops working.")
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
        password = getpass.getpass("Password: ")
        if is_new and getpass.getpass("The same again: ") != password:
            raise Failure("The two passwords differ.", "Nothing was sent; begin again.")
    if not password:
        raise Failure("There is no password.", "Type it, or send it as the first line: --password-stdin")
    return password


def typed(question: str) -> str:
    """An answer from the terminal; empty where there is nobody to give one."""
    sys.stderr.write(question)
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
    beside.say(f"It may: {', '.join(made['scopes'])}; until {shown.moment(made['expires_at'])}. It is not shown again.")
    return 0


def _with_second_factor(ask: Callable[..., Made]) -> Made:
    """With its code, where the account has one and there is somebody to type it."""
    try:
        return ask()
    except Refused as refused:
        if refused.code != "second_factor_needed" or not sys.stdin.isatty():
            raise
        return ask(code=typed("Code of the second factor: "))
