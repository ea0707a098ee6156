"""Refuses a plan that no port could carry out, with the row, the column and a sentence for each fault."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from plan import TURNOVER, Berth, Place, told


@dataclass(frozen=True)
class Fault:
    """One thing that cannot be done; `value` is what stood in the column."""

    code: str
    message: str
    row: int
    column: str
    value: str


def faults(places: Iterable[Place], *, berths: Mapping[int, Berth]) -> list[Fault]:
    """By row. Ships that are left in the roads need nothing; the others each their berth, and it to themselves."""
    placed = [place for place in places if not place.is_left]
    known = [place for place in placed if _berth(place, berths) is not None]
    found = [fault for place in placed for fault in _alone(place, berths=berths)]
    return sorted([*found, *_together(known)], key=lambda fault: (fault.row, fault.column))


def _alone(place: Place, *, berths: Mapping[int, Berth]) -> Iterator[Fault]:
    ship, berth = place.ship, _berth(place, berths)
    if berth is None:
        text = f"There is no such berth; write a whole number from 1 to {max(berths)}, or 0 for a ship without a berth."
        yield _at_berth(place, "unknown_berth", text)
    elif ship.length > berth.length:
        text = f"The ship is too long for this berth: {ship.length} m, and the berth takes {berth.length} m."
        yield _at_berth(place, "too_long", text)
    elif ship.draught > berth.draught:
        text = f"The ship is too deep for this berth: it draws {ship.draught} m, and the berth takes {berth.draught} m."
        yield _at_berth(place, "too_deep", text)
    if place.enters < ship.arrives:
        yield _at_hour(place, "too_early", f"The ship is not there yet: it arrives at {told(ship.arrives)} h.")
    for begins, ends in ship.closed:
        if begins <= place.enters < ends:
            text = f"The port is closed from {told(begins)} h to {told(ends)} h: no ship may enter before it opens."
            yield _at_hour(place, "port_closed", text)


def _berth(place: Place, berths: Mapping[int, Berth]) -> Berth | None:
    return berths.get(int(place.berth)) if place.berth == int(place.berth) else None


def _together(places: Iterable[Place]) -> Iterator[Fault]:
    """At each berth, whoever enters while another is there or has just left. Of two in the same hour, the second row
    is at fault."""
    at: dict[tuple[str, float], list[Place]] = defaultdict(list)
    for place in places:
        at[place.ship.instance, place.berth].append(place)
    for line in at.values():
        line.sort(key=lambda place: (place.enters, place.row))
        last = line[0]
        for place in line[1:]:
            if place.enters < last.leaves + TURNOVER:
                yield _at_hour(place, "berth_taken", _taken_by(last))
            last = max(last, place, key=lambda one: one.leaves)


def _taken_by(other: Place) -> str:
    return (
        f"Another ship has this berth: {other.ship.id} (row {other.row}) leaves it at {told(other.leaves)} h, and the "
        f"next may enter {told(TURNOVER)} h later, at {told(other.leaves + TURNOVER)} h."
    )


def _at_berth(place: Place, code: str, text: str) -> Fault:
    return Fault(code, text, place.row, "berth", f"{place.berth:g}")


def _at_hour(place: Place, code: str, text: str) -> Fault:
    return Fault(code, text, place.row, "enters_h", told(place.enters))
