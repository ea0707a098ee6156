"""The rooms of the console, in the order of its side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Place:
    """A room: the name of its first page, what it is called, its sign, and who may enter. `below` is how the addresses
    of its pages begin, where that is not how its own does."""

    address: str
    name: Any
    sign: str
    permission: str = "challenges.organize"
    below: str | tuple[str, ...] = ""


PLACES = (
    Place("console", gettext_lazy("What needs me now"), "flag", below="/console/now/"),
    Place(
        "console-editions",
        gettext_lazy("Editions and challenges"),
        "anchor",
        below=("/console/editions/", "/console/makings/", "/console/checks/"),
    ),
    Place("questions-asked", gettext_lazy("Questions"), "speech"),
    Place("vault", gettext_lazy("Data vault"), "lock", below="/data/"),
)


def places_of(request: HttpRequest) -> Iterator[Place]:
    """Those that this person may enter."""
    return (place for place in PLACES if request.user.has_perm(place.permission))
