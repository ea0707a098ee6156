"""What is asked of a world: every address as every role, and what could betray a result in another way."""

import re
from collections.abc import Container, Iterator, Mapping

from smartport.console.exports import EXPORTS
from tests.embargo.allowed import SEALED
from tests.embargo.crawling import Answer, Asked, Crawl
from tests.smartport.world import Address, addresses

STAFF = ("elsewhere", "organizer", "operator", "chief")
SEARCH = "?q=aliz%C3%A9s&team=aliz%C3%A9s&sort=-score&order=rank&state=scored&page=1&limit=2&offset=0"
OK = 200
Answers = dict[Asked, Answer]


def everything(crawl: Crawl, *, token: str) -> Answers:
    """Every address as every role; then again in other ways what a stranger, a captain and an organizer are shown."""
    told: Answers = {}
    by_name = {address.name: address for address in readable()}
    for role in crawl.world.people:
        told |= plainly(crawl, role)
    for asked in list(_otherwise(told, token=token)):
        told[asked] = crawl.ask(asked, by_name[asked.name])
    return told | _exported(crawl)


def plainly(crawl: Crawl, role: str, *, only: Container[str] = ()) -> Answers:
    """Every address as one role, as far as this world has what its places stand for."""
    told = {}
    for address in readable():
        has_places = crawl.world.places.keys() >= set(address.places)
        if has_places and (address.name in only if only else _is_asked(role, address)):
            asked = Asked(role, address.name)
            told[asked] = crawl.ask(asked, address)
    return told


def readable() -> list[Address]:
    """Addresses that answer to GET."""
    found = []
    for address in addresses():
        view = getattr(address.view, "view_class", None) or getattr(address.view, "cls", None)
        if view is None or hasattr(view, "get"):
            found.append(address)
    return found


def again(crawl: Crawl, told: Mapping[Asked, Answer]) -> Answers:
    """What whoever has read this once is answered when they ask whether it is still the same."""
    by_name = {address.name: address for address in readable()}
    answers = {}
    for asked, answer in told.items():
        is_sealed = re.match(SEALED, asked.name) is not None
        if "ETag" in answer.headers and asked.role in {"anonymous", "captain"} and not (asked.headers or is_sealed):
            headers = (("If-None-Match", answer.headers["ETag"]),)
            likewise = Asked(asked.role, asked.name, asked.query, asked.method, headers, asked.language)
            answers[likewise] = crawl.ask(likewise, by_name[asked.name])
    return answers


def _is_asked(role: str, address: Address) -> bool:
    """That the console is nobody's but the staff's, the table access.txt says cell by cell: one of the others is
    enough."""
    is_inside = address.route.startswith(("console/", "data/"))
    return not is_inside or role in (*STAFF, "captain")


def _otherwise(told: Mapping[Asked, Answer], *, token: str) -> Iterator[Asked]:
    for asked, answer in told.items():
        role, name = asked.role, asked.name
        if answer.status != OK or role not in {"anonymous", "captain", "organizer"}:
            continue
        yield Asked(role, name, query=SEARCH)
        if role == "anonymous":
            yield Asked(role, name, method="HEAD")
            yield Asked(role, name, language="ar")
            yield Asked(role, name, language="en")
        if role == "captain":
            yield Asked(role, name, headers=(("HX-Request", "true"), ("Accept", "application/json")))
        if role == "captain" and name.startswith("api-"):
            yield Asked(role, name, headers=(("Authorization", f"Token {token}"),))


def _exported(crawl: Crawl) -> Answers:
    """Tables that are taken by a button."""
    door = next(address for address in addresses() if address.name == "console-export-take")
    told = {}
    for role in STAFF:
        for what in EXPORTS:
            for form in ("csv", "xlsx"):
                asked = Asked(role, door.name, query=f"?{what}.{form}", method="POST")
                told[asked] = crawl.ask(asked, door, what=what, form=form)
    return told
