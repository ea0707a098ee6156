"""The demo accounts: random passwords, kept in a file that only its owner reads."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from allauth.account.models import EmailAddress

from challenges.editions.models import Challenge, Edition
from challenges.teams.actions import accept_rules, create_team, invite, join
from challenges.teams.queries import team_of
from smartport.accounts.consents import give
from smartport.accounts.models import User
from smartport.accounts.rules import TERMS

FILE = "demo-accounts.json"


@dataclass(frozen=True)
class Role:
    """A member of the cast."""

    name: str
    display_name: str
    does: str
    is_staff: bool = False

    @property
    def email(self) -> str:
        return f"{self.name}@smartport.test"


ALICE = Role("alice", "Alice", "captain of a team")
BOB = Role("bob", "Bob", "member of Alice's team")
DORA = Role("dora", "Dora", "organizer", is_staff=True)
MALLORY = Role("mallory", "Mallory", "captain of another team")
NADIA = Role("nadia", "Nadia", "looks for a team")
CAST = (ALICE, BOB, DORA, MALLORY, NADIA)


def invite_cast(challenge: Challenge, *, folder: Path, now: datetime) -> None:
    """The accounts, the two teams, and Alice's and Bob's yes to the rules. Passwords that were changed stay changed."""
    passwords = _kept_passwords(folder / FILE)
    users = {role: _account(role, password=passwords[role.email]) for role in CAST}
    for user in users.values():
        give(user, purpose=TERMS, now=now)
    edition = challenge.edition
    _team(edition, name="Les Alizés", captain=users[ALICE], mates=(users[BOB],), now=now)
    _team(edition, name="Contre-courant", captain=users[MALLORY], mates=(), now=now)
    for user in (users[ALICE], users[BOB]):
        accept_rules(challenge, user=user, now=now)


def _account(role: Role, *, password: str) -> User:
    user = User.objects.filter(email=role.email).first()
    if user:
        return user
    user = User.objects.create_user(
        username=role.name,
        email=role.email,
        password=password,
        display_name=role.display_name,
        is_staff=role.is_staff,
    )
    EmailAddress.objects.create(user=user, email=role.email, primary=True, verified=True)  # nobody reads its mail
    return user


def _team(edition: Edition, *, name: str, captain: User, mates: tuple[User, ...], now: datetime) -> None:
    team = team_of(captain, edition) or create_team(edition, name=name, by=captain, now=now)
    for mate in mates:
        if team_of(mate, edition) is None:
            join(invite(team, by=captain, now=now).secret, user=mate, now=now)


def _kept_passwords(path: Path) -> Mapping[str, str]:
    """By e-mail; those that miss are drawn. The file is never readable by others, not even while it is written."""
    kept = {account["email"]: account["password"] for account in _read(path)}
    accounts = [
        {"email": role.email, "password": kept.get(role.email) or secrets.token_urlsafe(12), "role": role.does}
        for role in CAST
    ]
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(accounts, out, indent=1, ensure_ascii=False)
    temporary.rename(path)
    return {account["email"]: account["password"] for account in accounts}


def _read(path: Path) -> list[dict[str, str]]:
    try:
        accounts: list[dict[str, str]] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return []
    return accounts
