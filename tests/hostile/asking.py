"""People at their browsers, and what they are answered; whatever a request changes is taken back."""

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client

from tests.hostile.forms import Form, forms_in
from tests.smartport.world import World, addresses

ROLES = ("captain", "juror", "organizer", "operator", "member", "loner", "anonymous")
FORM = "application/x-www-form-urlencoded"
BOUNDARY = "rubbish"
OWN_HOST = "testserver"
Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Page:
    """An address, and the first role that may read it, with the forms that stand there."""

    role: str
    path: str
    forms: list[Form] = field(default_factory=list)


@dataclass
class Site:
    """The world's people, each logged in; `faults` are the answers that none of them should have had. After each
    request `look` says what else is wrong, by what was told and by what the database says before it is taken back."""

    world: World
    jars: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    look: Callable[[str], list[str]] = lambda told: []

    def __post_init__(self) -> None:
        for role in ROLES:
            client, person = Client(), self.world.people[role]
            if person is not None:
                client.force_login(person)
            self.jars[role] = {name: morsel.value for name, morsel in client.cookies.items()}

    def pages(self) -> Iterator[Page]:
        """Every address that one of them may read, by the first who may."""
        for address in addresses():
            path = self.world.path(address)
            for role in ROLES:
                status, html = self.ask(role, "GET", path, what="as it is")
                if status == 200:
                    yield Page(role, path, [form for form in forms_in(html) if form.method == "post"])
                    break

    def send(
        self, page: Page, form: Form, values: Values, *, what: str, file: tuple[str, str, bytes] | None = None
    ) -> int:
        """A form as a browser sends it, of a page; then the page that this leads to is read."""
        target = urlsplit(urljoin(page.path, form.action))
        path = target.path + (f"?{target.query}" if target.query else "")
        if file is None:
            return self.ask(page.role, "POST", path, what=what, body=encoded(values).encode())[0]
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return self.ask(page.role, "POST", path, what=what, body=_multipart(values, file), kind=kind)[0]

    def ask(
        self, role: str, method: str, path: str, *, what: str, body: bytes = b"", kind: str = FORM, **head: str
    ) -> tuple[int, str]:
        """Status, and the text of an answer that is a page; a fault of ours is noted with its last line."""
        client = Client(raise_request_exception=False)
        for name, value in self.jars[role].items():
            client.cookies[name] = value
        cache.clear()
        with transaction.atomic(), _told() as raised:
            try:
                answer = client.generic(method, path, body, content_type=kind, **head)  # type: ignore[arg-type]
                told = _read(answer)
                place = answer.headers.get("Location", "")
                if method == "POST" and place and not raised:
                    told += _read(client.get(place))
                wrong = self.look(told)
            except Exception:  # whatever it is, it is what the test is about
                raised.append(traceback.format_exc())
            finally:
                transaction.set_rollback(True)
        if raised:
            self.faults.append((f"{role} {method} {path[:200]}: {what}", raised[0].strip().splitlines()[-1][:200]))
            return 500, ""
        self.faults += [(f"{role} {method} {path[:200]}: {what}", one) for one in wrong]
        if urlsplit(place).netloc not in {"", OWN_HOST}:
            self.faults.append((f"{role} {method} {path[:200]}: {what}", f"leads to {place[:200]}"))
        return answer.status_code, told


def forms_once(pages: list[Page]) -> Iterator[tuple[Page, Form]]:
    """Each form once, also where it stands on every page."""
    seen = set()
    for page in pages:
        for form in page.forms:
            kind = (form.action or page.path, tuple(form.names), tuple(map(tuple, form.values.values())))
            if kind not in seen:
                seen.add(kind)
                yield page, form


def encoded(values: Values) -> str:
    """As in a query or in the body of a form; half letters as their bytes."""
    pairs = ((name, value) for name, sent in values.items() for value in sent)
    return "&".join(f"{quote(name)}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in pairs)


def _read(answer: Any) -> str:
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode() if answer.headers.get("Content-Type", "").startswith("text/html") else ""


@contextmanager
def _told() -> Iterator[list[str]]:
    """What views raise meanwhile."""
    raised: list[str] = []

    def note(sender: object, **_: object) -> None:
        raised.append(traceback.format_exc())

    got_request_exception.connect(note)
    try:
        yield raised
    finally:
        got_request_exception.disconnect(note)


def _multipart(values: Values, file: tuple[str, str, bytes]) -> bytes:
    name, called, content = file
    parts = [(f'name="{field}"', value.encode("utf-8", "surrogatepass")) for field in values for value in values[field]]
    parts.append((f'name="{name}"; filename="{called}"', content))
    whole = b"".join(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + body + b"\r\n"
        for head, body in parts
    )
    return whole + f"--{BOUNDARY}--\r\n".encode()
