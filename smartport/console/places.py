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
    below: str = ""


PLACES = (
    Place("console", gettext_lazy("What needs me now"), "flag", below="/console/now/"),
    Place("console-editions", gettext_lazy("Editions and challenges"), "anchor"),
    Place("console-announcements", gettext_lazy("Announcements"), "feed"),
    Place("console-faq", gettext_lazy("Frequent questions"), "info"),
    Place("console-event", gettext_lazy("Life of the edition"), "calendar"),
    Place("console-mail-texts", gettext_lazy("Mail texts"), "file"),
    Place("console-submissions", gettext_lazy("Submissions"), "file"),
    Place("questions-asked", gettext_lazy("Questions"), "speech"),
    Place("console-people", gettext_lazy("People"), "info", "challenges.manage_people"),
    Place("console-teams", gettext_lazy("Teams"), "anchor", "challenges.manage_people"),
    Place("console-letters", gettext_lazy("Letters to groups"), "speech", "challenges.manage_people"),
    Place("console-exports", gettext_lazy("Exports"), "download", "challenges.manage_people"),
    Place("console-crew", gettext_lazy("Roles"), "run", "challenges.manage_people"),
    Place("console-journal", gettext_lazy("Journal"), "file"),
    Place("console-hooks", gettext_lazy("Webhooks"), "link"),
    Place("vault", gettext_lazy("Data vault"), "lock", below="/data/"),
    Place("console-machines", gettext_lazy("Machines"), "run", "challenges.operate"),
    Place("console-queue", gettext_lazy("Queue"), "clock", "challenges.operate"),
    Place("console-failures", gettext_lazy("Failed tasks"), "alert", "challenges.operate"),
    Place("console-storage", gettext_lazy("Storage"), "file", "challenges.operate"),
    Place("console-versions", gettext_lazy("Versions"), "info", "challenges.operate"),
    Place("console-retention", gettext_lazy("Personal data"), "clock", permission="challenges.operate"),
)


def places_of(request: HttpRequest) -> Iterator[Place]:
    """Those that this person may enter."""
    return (place for place in PLACES if request.user.has_perm(place.permission))
