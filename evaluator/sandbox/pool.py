"""Places made ready before anybody asks: started, their libraries loaded, waiting for the one run they are for.

A place is used once. There is one for each plan that was wanted lately, the oldest wish giving way where there is no
room, and none rests for long. What it waits with is what the plan names and nothing else: no byte of a submission.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluator.errors import EvaluatorError
from evaluator.sandbox.base import Plan
from evaluator.sandbox.engine import Engine, engine_errors
from evaluator.sandbox.owner import new_name
from evaluator.sandbox.place import Home, Place

OLDEST = 600.0  # seconds a place rests before it is replaced
WANTED_FOR = 1800.0  # seconds after its last run for which a plan has a place
TENDING_EVERY = 15.0

logger = logging.getLogger(__name__)


@dataclass
class Wish:
    """A plan that was wanted lately, and the place made ready for it. `sources` tells the folders it shows from others
    that were put at their paths since.
    """

    plan: Plan
    image: Mapping[str, Any]
    sources: tuple[int, ...]
    wanted_at: float
    place: Place | None = None


@dataclass
class WarmPool:
    """Of one process, for `room` plans. Its threads start with the first wish."""

    engine: Engine
    folder: Path
    room: int
    _wishes: list[Wish] = field(default_factory=list, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _work: threading.Event = field(default_factory=threading.Event, init=False)
    _tender: threading.Thread | None = field(default=None, init=False)
    _is_closed: bool = field(default=False, init=False)

    def take(self, plan: Plan, image: Mapping[str, Any]) -> Place | None:
        """A place made for this very plan; it is the taker's now. One that did not get ready is as good as none."""
        with self._lock:
            wish = self._wish_for(plan, image)
            place, wish.place = wish.place, None
            wish.wanted_at = time.monotonic()
        if place and self._is_good(place):
            return place
        if place:
            self._throw_away(place)
        return None

    def ready(self) -> int:
        """How many places stand ready now."""
        with self._lock:
            return sum(bool(wish.place and wish.place.is_ready()) for wish in self._wishes)

    def refill(self) -> None:
        """Make ready what is missing, in the background."""
        if self.room and not self._is_closed:
            self._work.set()
            if self._tender is None:
                self._tender = threading.Thread(target=self._tend, name="warm", daemon=True)
                self._tender.start()

    def close(self) -> None:
        """Nothing is left."""
        self._is_closed = True
        self._work.set()
        if self._tender:
            self._tender.join(timeout=60)
        for place in self._without_places(lambda _: True):
            self._throw_away(place)

    def _is_good(self, place: Place) -> bool:
        """One that is new may still be loading: then waiting for it is shorter than making another."""
        return not _is_old(place) and (place.is_ready() or (place.may_get_ready() and self._is_up(place)))

    def _is_up(self, place: Place) -> bool:
        """Its container died if the engine was away since it was started."""
        with suppress(EvaluatorError), engine_errors():
            return bool(self.engine.api.inspect_container(place.home.name)["State"]["Running"])
        return False

    def _wish_for(self, plan: Plan, image: Mapping[str, Any]) -> Wish:
        sources = _sources(plan)
        for wish in self._wishes:
            if (wish.plan, wish.image["Id"], wish.sources) == (plan, image["Id"], sources):
                return wish
        self._wishes.append(Wish(plan, image, sources, time.monotonic()))
        return self._wishes[-1]

    def _tend(self) -> None:
        while not self._is_closed:
            self._work.wait(TENDING_EVERY)
            self._work.clear()
            try:
                self._drop_what_is_not_wanted()
                self._make_what_is_missing()
            except Exception:  # the edge of a thread: without it nothing would be warm any more
                logger.exception("the warm places could not be tended")

    def _drop_what_is_not_wanted(self) -> None:
        now = time.monotonic()
        with self._lock:
            latest = sorted(self._wishes, key=lambda wish: wish.wanted_at, reverse=True)
            kept = [wish for wish in latest[: self.room] if now - wish.wanted_at < WANTED_FOR]
            dropped = [wish.place for wish in self._wishes if wish not in kept and wish.place]
            self._wishes = kept
        dead = self._dead_places()
        for place in [*dropped, *self._without_places(lambda place: _is_old(place) or place in dead)]:
            self._throw_away(place)

    def _dead_places(self) -> list[Place]:
        """A door is looked at by one thread at a time, the engine is asked while nobody waits for the lock."""
        with self._lock:
            behind = [wish.place for wish in self._wishes if wish.place and not wish.place.is_ready()]
        return [place for place in behind if not self._is_up(place)]

    def _make_what_is_missing(self) -> None:
        """Ends at the first that cannot be made: the next round tries again."""
        while not self._is_closed and (wish := self._next_to_make()) and (place := self._made(wish)):
            with self._lock:
                is_wanted = wish in self._wishes and wish.place is None
                wish.place = place if is_wanted else wish.place
            if not is_wanted:
                self._throw_away(place)

    def _next_to_make(self) -> Wish | None:
        with self._lock:
            return next((wish for wish in self._wishes if wish.place is None), None)

    def _made(self, wish: Wish) -> Place | None:
        home = Home(self.folder, new_name())
        try:
            home.make()
            with engine_errors():
                return Place(self.engine, home, wish.plan, image=wish.image, rests=OLDEST)
        except (EvaluatorError, OSError) as error:
            logger.warning("A place could not be made ready: %s", error)
            home.clear_away(self.engine)
            return None

    def _without_places(self, chosen: Callable[[Place], bool]) -> list[Place]:
        """Takes the places for which it holds out of the wishes."""
        taken: list[Place] = []
        with self._lock:
            for wish in self._wishes:
                if wish.place and chosen(wish.place):
                    taken.append(wish.place)
                    wish.place = None
        return taken

    def _throw_away(self, place: Place) -> None:
        try:
            with engine_errors():
                place.remove()
        except (EvaluatorError, OSError) as error:
            logger.warning("A place could not be taken away: %s", error)
            place.home.clear_away(self.engine)


def _is_old(place: Place) -> bool:
    return time.monotonic() - place.made_at > OLDEST


def _sources(plan: Plan) -> tuple[int, ...]:
    return tuple(mount.source.stat().st_ino for mount in plan.mounts)
