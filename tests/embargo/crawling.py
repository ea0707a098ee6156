"""Asks every address as every role, with all that chance and the hour would add to an answer taken out of it."""

import io
import os
import random
import re
import shutil
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from smartport.accounts.models import User
from tests.embargo import papers
from tests.smartport.world import Address, World

DISK = shutil._ntuple_diskusage(200 << 30, 100 << 30, 100 << 30)  # type: ignore[attr-defined]
OF_THE_HOUR = ("Expires",)
OF_THE_MACHINE = re.compile(rb'<time datetime="2[^"]*">[^<]*ago</time>|<dcterms:[^<]*')


@dataclass(frozen=True)
class Asked:
    """A request: `name` is that of the address."""

    role: str
    name: str
    query: str = ""
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    language: str = "fr"

    def __str__(self) -> str:
        extra = " ".join(f"{name}: {value}" for name, value in self.headers)
        return f"{self.role} {self.method} {self.name}{self.query} {self.language} {extra}".strip()


@dataclass(frozen=True)
class Answer:
    """What came back, whole."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def everything(self) -> bytes:
        """To search through: headers, body, and what is packed in it."""
        head = "\n".join(f"{name}: {value}" for name, value in self.headers.items())
        return b"\n".join([head.encode(), *unpacked(self.body)])


def unpacked(body: bytes) -> Iterator[bytes]:
    """The bytes, and those in an archive or a PDF."""
    if not body.startswith((b"PK", b"%PDF")):
        yield body
    if body.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                for name in archive.namelist():
                    yield name.encode()
                    yield from unpacked(archive.read(name))
        except zipfile.BadZipFile:
            return
    if body.startswith(b"%PDF"):
        yield from papers.read(body)


class Chance:
    """Whatever is drawn by lot comes out the same in both worlds."""

    def __init__(self, monkeypatch: Any) -> None:
        self._lot = random.Random(0)
        monkeypatch.setattr(os, "urandom", self.draw)
        monkeypatch.setattr(random, "_urandom", self.draw)
        monkeypatch.setattr(shutil, "disk_usage", lambda place: DISK)

    def draw(self, size: int) -> bytes:
        return self._lot.randbytes(size)

    def begin(self, key: str) -> None:
        self._lot.seed(key)


@dataclass
class Crawl:
    """Over a world; `chance` is begun anew with every request."""

    world: World
    chance: Chance
    _client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    _sessions: dict[str, str] = field(default_factory=dict)

    def ask(self, asked: Asked, address: Address, **places: Any) -> Answer:
        """Whatever the request changed is taken back."""
        there = World(self.world.people, {**self.world.places, **places})
        cache.clear()
        client = self._browser(asked)
        self.chance.begin(str(asked))
        with transaction.atomic():
            answer = client.generic(asked.method, there.path(address) + asked.query, headers=dict(asked.headers))
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        headers = {name: value for name, value in answer.headers.items() if name not in OF_THE_HOUR}
        if body.startswith(b"PK"):  # how small it packs depends on the hour that is in it
            body = b"\n".join(unpacked(body))
            headers.pop("Content-Length", None)
        return Answer(answer.status_code, headers, OF_THE_MACHINE.sub(b"", body))

    def _browser(self, asked: Asked) -> Client:
        """One who has just come in: what a request leaves in the browser does not reach the next."""
        person: User | None = self.world.people[asked.role]
        if person is not None and asked.role not in self._sessions:
            self._client.cookies.clear()  # or the one before is logged out
            self._client.force_login(person)
            session = self._client.session
            session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
            session.save()
            self._sessions[asked.role] = self._client.cookies[settings.SESSION_COOKIE_NAME].value
        self._client.cookies.clear()
        self._client.cookies["language"] = asked.language
        if person is not None and "Authorization" not in dict(asked.headers):
            self._client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[asked.role]
        return self._client
