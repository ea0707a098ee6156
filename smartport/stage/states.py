"""What spectators get at this moment, channel by channel: read from the rows, drawn once a version.

A channel is a hall's screen or the phones of an edition. The public's never has a rehearsal, and neither has anything
but the present step.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import F, Q

from challenges.ceremony.models import Ceremony, Screen, Show, State
from challenges.ceremony.queries import ceremony_of
from challenges.editions.models import Edition
from smartport.stage.drawing import drawn, drawn_after, drawn_before

LOGO: Mapping[str, Any] = {"version": 0, "display": "logo", "is_rehearsal": False, "step": None, "ended": False}
DRAWN_AT_ONCE = 256


@dataclass(frozen=True)
class Spectacle:
    """One state of a channel: `version` of `show`. A spectator who has it needs nothing."""

    show: str
    version: int
    html: str

    @property
    def key(self) -> str:
        """Its name, as an event's id and an ETag."""
        return f"{self.show}.{self.version}"

    @cached_property
    def body(self) -> bytes:
        """As JSON, on one line."""
        told = {"show": self.show, "version": self.version, "html": self.html}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()

    @cached_property
    def event(self) -> bytes:
        """The same as a server-sent event: one object, whoever follows."""
        return b"id: %s\nevent: state\ndata: %s\n\n" % (self.key.encode(), self.body)


@dataclass(frozen=True)
class Channels:
    """Everything that can be followed now: phones by the edition's slug, halls by the digest of the screen's secret."""

    phones: Mapping[str, Spectacle] = field(default_factory=dict)
    halls: Mapping[str, Spectacle] = field(default_factory=dict)


def channels(*, now: datetime) -> Channels:
    """Three queries, however many follow. Shows are read first: one that ends meanwhile is told a moment longer."""
    shows = _shows()
    editions = Edition.objects.filter(is_published=True).select_related("ceremony")
    screens = Screen.objects.filter(revoked_at=None, expires_at__gt=now).values_list("secret_sha256", "ceremony")
    return Channels(
        phones={one.slug: _for_phones(_evening_of(one), shows) for one in editions},
        halls={digest: _for_halls(ceremony, shows) for digest, ceremony in screens},
    )


def for_phones(edition: Edition) -> Spectacle:
    """Of one edition."""
    shows = _shows(edition)
    return _for_phones(ceremony_of(edition), shows)


def for_halls(ceremony: Ceremony) -> Spectacle:
    """Of all its screens."""
    return _for_halls(ceremony.pk, _shows(ceremony.edition))


def of_show(show: Show) -> Spectacle:
    """As its halls see it."""
    shown = {**(show.shown or LOGO), "is_rehearsal": show.is_rehearsal}
    return Spectacle(str(show.pk), show.version, _drawn(json.dumps(shown, sort_keys=True)))


def _shows(*only: Edition) -> dict[int, Show]:
    """By ceremony: the one that runs, else that of an evening that is over, whose last picture stays in the halls."""
    is_over = Q(is_rehearsal=False, ceremony__state__in=(State.DONE, State.ABORTED))
    rows = Show.objects.filter(Q(ended_at=None) | is_over).order_by(F("ended_at").asc(nulls_last=True))
    found = rows.only("ceremony", "is_rehearsal", "version", "shown", "ended_at")
    return {show.ceremony_id: show for show in (found.filter(ceremony__edition__in=only) if only else found)}


def _evening_of(edition: Edition) -> Ceremony:
    return getattr(edition, "ceremony", None) or Ceremony(edition=edition)


def _for_phones(ceremony: Ceremony, shows: Mapping[int, Show]) -> Spectacle:
    show = shows.get(ceremony.pk)
    if show and not show.is_rehearsal and show.ended_at is None:
        return of_show(show)
    if ceremony.state in (State.DONE, State.ABORTED):
        return _still(drawn_after(ceremony))
    return _still(drawn_before(ceremony))


def _for_halls(ceremony: int, shows: Mapping[int, Show]) -> Spectacle:
    show = shows.get(ceremony)
    return of_show(show) if show else Spectacle(f"hall-{ceremony}", 0, _drawn(json.dumps(LOGO)))


def _still(html: str) -> Spectacle:
    """What does not come from a show; another text is another one."""
    return Spectacle(hashlib.sha256(html.encode()).hexdigest()[:12], 0, html)


@lru_cache(maxsize=DRAWN_AT_ONCE)
def _drawn(shown: str) -> str:
    return drawn(json.loads(shown))
