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


MADE = ("/console/editions/", "/console/makings/", "/console/checks/", "/console/similar/")
MANAGE, OPERATE = "challenges.manage_people", "challenges.operate"
STAGE = "challenges.prepare_ceremony"
# By what one comes for; the first group needs no name.
GROUPS: tuple[tuple[Any, tuple[Place, ...]], ...] = (
    ("", (Place("console", gettext_lazy("What needs me now"), "flag", below="/console/now/"),)),
    (
        gettext_lazy("The contest"),
        (
            Place("console-editions", gettext_lazy("Editions and challenges"), "anchor", below=MADE),
            Place("console-submissions", gettext_lazy("Submissions"), "upload"),
            Place("console-panels", gettext_lazy("Jury"), "check"),
            Place("vault", gettext_lazy("Data vault"), "lock", below="/data/"),
        ),
    ),
    (
        gettext_lazy("The stage"),
        (
            Place("console-awards", gettext_lazy("Awards"), "flag", STAGE),
            Place("console-ceremony", gettext_lazy("Award ceremony"), "play", STAGE),
            Place("console-publication", gettext_lazy("Publication"), "feed", STAGE),
            Place("console-certificates", gettext_lazy("Certificates"), "file", STAGE),
        ),
    ),
    (
        gettext_lazy("What is said"),
        (
            Place("questions-asked", gettext_lazy("Questions"), "speech", below="/questions/"),
            Place("console-announcements", gettext_lazy("Announcements"), "feed"),
            Place("console-faq", gettext_lazy("Frequent questions"), "info"),
            Place("console-event", gettext_lazy("Life of the edition"), "calendar"),
            Place("console-letters", gettext_lazy("Letters to groups"), "onward", MANAGE),
            Place("console-mail-texts", gettext_lazy("Mail texts"), "file", "challenges.manage_editions"),
        ),
    ),
    (
        gettext_lazy("People"),
        (
            Place("console-people", gettext_lazy("Accounts"), "check", MANAGE),
            Place("console-teams", gettext_lazy("Teams"), "flag", MANAGE),
            Place("console-crew", gettext_lazy("Roles"), "lock", MANAGE),
            Place("console-exports", gettext_lazy("Exports"), "download", MANAGE),
        ),
    ),
    (
        gettext_lazy("Traces"),
        (
            Place("console-journal", gettext_lazy("Journal"), "file"),
            Place("console-hooks", gettext_lazy("Webhooks"), "link"),
        ),
    ),
    (
        gettext_lazy("Machine room"),
        (
            Place("console-machines", gettext_lazy("Machines"), "run", OPERATE),
            Place("console-queue", gettext_lazy("Queue"), "clock", OPERATE),
            Place("console-failures", gettext_lazy("Failed tasks"), "alert", OPERATE),
            Place("console-storage", gettext_lazy("Storage"), "file", OPERATE),
            Place("console-retention", gettext_lazy("Personal data"), "clock", OPERATE),
            Place("console-versions", gettext_lazy("Versions"), "info", OPERATE),
        ),
    ),
)


def places_of(request: HttpRequest) -> Iterator[tuple[Any, list[Place]]]:
    """Those that this person may enter, by group."""
    for name, places in GROUPS:
        if open_ones := [place for place in places if request.user.has_perm(place.permission)]:
            yield name, open_ones
