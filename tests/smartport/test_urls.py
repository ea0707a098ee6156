"""Who may what: every address of the site and every role, against the written table access.txt.

A new address without a row fails. `pytest tests/smartport/test_urls.py --write-access` writes what was answered: read
the difference, cell by cell, before you commit it. A cell is the status of the answer; `login` leads to the door.
What a role may is answered by 2xx, by a redirect, or by what is wrong with the empty form it was given (400, 409, 422);
what it may not, by login, 401, 403 or 404.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.smartport.world import ROLES, Address, World, addresses, world  # noqa: F401

TABLE = Path(__file__).with_name("access.txt")
READS, WRITES = ("GET",), ("POST", "PUT", "PATCH", "DELETE")
WIDTH = 10

Row = tuple[str, str]
"""A method and the name of an address."""


def test_every_address_has_its_rows():
    assert sorted(written()) == sorted(rows())


def test_nothing_fails_by_our_fault():
    assert [row for row, cells in written().items() if any(cell.startswith("5") for cell in cells.values())] == []


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_answered_as_written(world: World, role):  # noqa: F811
    expected = {row: cells[role] for row, cells in written().items()}
    found = {row: answered(world, role, row=row, address=address) for row, address in rows().items()}
    assert {row: (found[row], expected.get(row)) for row in found if found[row] != expected.get(row)} == {}


@pytest.mark.timeout(3600)
def test_write_access(world: World, request):  # noqa: F811
    """Not a test: writes the table, where that is asked for."""
    if not request.config.getoption("--write-access"):
        pytest.skip("only with --write-access")
    lines = ["".join(word.ljust(WIDTH) for word in ("method", *ROLES)) + "address"]
    for row, address in sorted(rows().items(), key=lambda found: (found[1].route, found[0])):
        cells = [answered(world, role, row=row, address=address) for role in ROLES]
        lines.append("".join(word.ljust(WIDTH) for word in (row[0], *cells)) + row[1])
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def written() -> dict[Row, dict[str, str]]:
    lines = [line.split() for line in TABLE.read_text("utf-8").splitlines()[1:]]
    return {(line[0], line[-1]): dict(zip(ROLES, line[1:-1], strict=True)) for line in lines}


def rows() -> dict[Row, Address]:
    return {(method, address.name): address for address in addresses() for method in methods(address)}


def methods(address: Address) -> Iterator[str]:
    """Those a view has; a view that is a function does not say, and is asked to read and to write."""
    view = getattr(address.view, "view_class", None) or getattr(address.view, "cls", None)
    for method in (*READS, *WRITES):
        if hasattr(view, method.lower()) if view else method in {"GET", "POST"}:
            yield method


def answered(world: World, role: str, *, row: Row, address: Address) -> str:  # noqa: F811
    """The cell; whatever the request changed is taken back."""
    client = Client(raise_request_exception=False)
    person = world.people[role]
    if person is not None:
        client.force_login(person)
    cache.clear()
    with transaction.atomic():
        answer = client.generic(row[0], world.path(address), content_type=_type(row, address))
        list(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return said(answer)


def _type(row: Row, address: Address) -> str:
    is_form = row[0] == "POST" and not address.route.startswith("api/")
    return "application/x-www-form-urlencoded" if is_form else "application/json"


def said(answer: HttpResponseBase) -> str:
    place = answer.headers.get("Location", "")
    return "login" if place.startswith("/accounts/login/") else str(answer.status_code)
