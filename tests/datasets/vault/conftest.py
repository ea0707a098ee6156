"""An extract of Dora's at every stage, in a vault of the test's own."""

import io
from datetime import date

import pytest

from datasets.vault.actions import Actor, Announced, append, open_upload
from datasets.vault.models import Extract, ExtractState
from tests.factories import NOW

CONTENT = "navire;arrivée;poids\n".encode("windows-1252") + b"".join(
    b"Vessel %d;2025-01-%02d 08:30;%d,5\n" % (number, number % 28 + 1, number) for number in range(40)
)
LAST_DAY = date(2027, 2, 18)


@pytest.fixture
def by_dora(dora) -> Actor:
    return Actor(dora)


def announced(name: str = "escales", *, size: int = len(CONTENT), file_name: str = "Escales 2025.csv") -> Announced:
    return Announced(name=name, file_name=file_name, size=size, delete_after=LAST_DAY)


def uploaded(
    by: Actor, name: str = "escales", *, content: bytes = CONTENT, file_name: str = "Escales 2025.csv"
) -> Extract:
    """Whole, and read by nobody yet."""
    made = open_upload(announced(name, size=len(content), file_name=file_name), by=by, now=NOW)
    return append(made, offset=0, content=io.BytesIO(content), by=by, now=NOW)


def in_state(extract: Extract, state: ExtractState) -> Extract:
    """As if its reading had ended so."""
    Extract.objects.filter(pk=extract.pk).update(state=state)
    extract.refresh_from_db()
    return extract


@pytest.fixture
def begun(by_dora) -> Extract:
    """Announced; nothing has come."""
    return open_upload(announced(), by=by_dora, now=NOW)


@pytest.fixture
def whole(by_dora) -> Extract:
    return uploaded(by_dora)


@pytest.fixture
def ready(whole) -> Extract:
    return in_state(whole, ExtractState.READY)
