"""Where every page leads while an evening is near or on, and once its results are public: read now and then for all."""

import math
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import Error

from challenges import clock
from challenges.ceremony.models import State
from challenges.ceremony.queries import evening_in_view
from challenges.editions.models import Edition
from challenges.editions.queries import current_edition

KEPT_SECONDS = 10.0
KINDS = {State.LIVE: "live", State.DONE: "over", State.ABORTED: "interrupted"}


@dataclass(frozen=True)
class Sign:
    """`kind` is soon, live, interrupted, over or results; empty where there is nothing to lead to."""

    kind: str = ""
    edition: Edition | None = None
    begins_at: datetime | None = None

    @property
    def key(self) -> str:
        """Another one wherever a page has to be drawn anew."""
        return f"{self.kind} {self.begins_at or ''}"


class Kept:
    """What this process has read last, and until when it will do."""

    def __init__(self) -> None:
        self.keep(Sign(), seconds=-math.inf)

    def keep(self, sign: Sign, *, seconds: float = math.inf) -> None:
        """For so long nobody looks."""
        self._sign, self._until = sign, time.monotonic() + seconds

    def now(self) -> Sign:
        """At most some seconds old; one reader looks for all, and where the database is away the last one stays."""
        if time.monotonic() >= self._until:
            self.keep(self._sign, seconds=KEPT_SECONDS)
            with suppress(Error):
                self.keep(_read(), seconds=KEPT_SECONDS)
        return self._sign


kept = Kept()


def sign_in_view() -> Sign:
    """For the head of a page."""
    return kept.now()


def _read() -> Sign:
    edition = current_edition()
    if edition is None:
        return Sign()
    if edition.results_published_at is not None:
        return Sign("results", edition)
    evening = evening_in_view(edition, now=clock.now())
    if evening is None:
        return Sign()
    return Sign(KINDS.get(State(evening.state), "soon"), edition, evening.begins_at)
