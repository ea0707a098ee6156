"""A rush in small: entries come and last as told, the rules choose, and a machine takes orders by their priority."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from challenges.evaluations.rules import Turn, Urgency, Waiting, in_order, places_of, to_send

START = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class Entry:
    """What a team hands in at the second `comes`; running it takes `lasts` seconds."""

    team: str
    comes: int
    lasts: int
    urgency: Urgency = Urgency.CONTEST


@dataclass
class Rush:
    """Times by entry. A slot that falls free takes from what stands at the machine, before the site can say more;
    `idled` are the moments at which it found nothing there though entries waited on the site."""

    entries: list[Entry]
    slots: int
    waiting: list[Entry] = field(default_factory=list)
    standing: list[tuple[int, int, Entry]] = field(default_factory=list)
    began: dict[Entry, int] = field(default_factory=dict)
    ended: dict[Entry, int] = field(default_factory=dict)
    turn_on_coming: dict[Entry, int] = field(default_factory=dict)
    sendings: list[tuple[int, Entry]] = field(default_factory=list)
    idled: list[int] = field(default_factory=list)

    def run(self) -> None:
        """From the first to come until nothing is left."""
        while len(self.ended) < len(self.entries):
            now = self._next()
            over = [entry for entry, end in self._ends() if end == now]
            self.ended.update(dict.fromkeys(over, now))
            for _ in over:
                self._take(now)
            self.waiting += [entry for entry in self.entries if entry.comes == now]
            self._dispatch(now)

    def sent_before(self, entry: Entry) -> list[Entry]:
        """What was sent while this one waited."""
        order = [sent for _, sent in self.sendings]
        return [sent for at, sent in self.sendings[: order.index(entry)] if entry.comes <= at]

    def nth(self, entry: Entry) -> int:
        """Its place among its team's, in the order in which they began: 0 is the first."""
        mine = [other for other in self.began if other.team == entry.team]
        return sorted(mine, key=lambda other: self.began[other]).index(entry)

    def _ends(self) -> Iterator[tuple[Entry, int]]:
        return ((entry, at + entry.lasts) for entry, at in self.began.items() if entry not in self.ended)

    def _next(self) -> int:
        """When something happens next."""
        seen = {*self.began, *self.waiting, *(entry for _, _, entry in self.standing)}
        return min([end for _, end in self._ends()] + [entry.comes for entry in self.entries if entry not in seen])

    def _running(self) -> list[Entry]:
        return [entry for entry, _ in self._ends()]

    def _take(self, now: int) -> None:
        if self.standing:
            self.standing.sort(key=lambda order: order[:2])
            self.began[self.standing.pop(0)[2]] = now
        elif self.waiting:
            self.idled.append(now)

    def _dispatch(self, now: int) -> None:
        line = self._line()
        self.turn_on_coming |= {self.entries[turn.id]: turn.number for turn in line if self._comes(turn) == now}
        unbegun = Counter(priority for priority, _, _ in self.standing)
        chosen = to_send(line, places=places_of([self.slots]), begun=len(self._running()), unbegun=unbegun)
        for turn in chosen:
            entry = self.entries[turn.id]
            self.waiting.remove(entry)
            self.standing.append((turn.priority, len(self.sendings), entry))
            self.sendings.append((now, entry))
        while self.standing and len(self._running()) < self.slots:
            self._take(now)

    def _comes(self, turn: Turn[str]) -> int:
        return self.entries[turn.id].comes

    def _line(self) -> list[Turn[str]]:
        queue = [
            Waiting(self.entries.index(entry), entry.team, START + timedelta(seconds=entry.comes), entry.urgency)
            for entry in self.waiting
        ]
        return in_order(queue, served=self._served())

    def _served(self) -> Counter[str]:
        formed = min((entry.comes for entry in self.waiting if entry.urgency is Urgency.CONTEST), default=0)
        still = [*self._running(), *(entry for _, _, entry in self.standing)]
        since = [entry for entry, end in self.ended.items() if end >= formed]
        return Counter(entry.team for entry in [*still, *since] if entry.urgency is Urgency.CONTEST)
