"""A good plan to begin with: simulated annealing on the order in which ships take the berth they can enter first."""

from math import exp
from random import Random

from instance import Instance, Places

SEED = 20261120
RUNS, TRIES = 4, 30_000
WARMTHS = (0.003, 0.01)  # of the cost of the first order, run by run in turn
STAYS_CLOSE, NEAR = 0.7, 4  # how often a change is to a ship nearby in the order, and how near that is


def search(instance: Instance) -> Places:
    """The same for the same instance."""
    desk = _Desk(instance)
    arrivals = sorted(range(len(instance.ships)), key=instance.arrives)
    orders = [_annealed(desk, arrivals, warmth=WARMTHS[run % len(WARMTHS)], run=run) for run in range(RUNS)]
    return desk.places(min(orders, key=desk.cost))


def _annealed(desk: "_Desk", order: list[int], *, warmth: float, run: int) -> list[int]:
    """A dearer order is taken with a chance that falls with what it costs more, and with time."""
    rng = Random(SEED + run)  # noqa: S311 - to repeat, not to hide
    cost = least = desk.cost(order)
    best = order
    for number in range(TRIES):
        heat = warmth * least * (1 - number / TRIES) ** 2 + 1e-9
        tried = _changed(order, rng)
        found = desk.cost(tried)
        if found <= cost or rng.random() < exp((cost - found) / heat):
            order, cost = tried, found
            if cost < least:
                best, least = order, cost
    return best


def _changed(order: list[int], rng: Random) -> list[int]:
    """One ship moved, or two exchanged."""
    last = len(order) - 1
    one = rng.randint(0, last)
    other = min(last, max(0, one + rng.randint(-NEAR, NEAR))) if rng.random() < STAYS_CLOSE else rng.randint(0, last)
    tried = list(order)
    if rng.random() < 0.5:
        tried[one], tried[other] = tried[other], tried[one]
    else:
        tried.insert(other, tried.pop(one))
    return tried


class _Desk:
    """Gives out berths in an order of ships."""

    def __init__(self, instance: Instance) -> None:
        ships = range(len(instance.ships))
        self.asked = [
            (instance.arrives(ship), instance.stay(ship), instance.ships[ship].cost, instance.fitting(ship))
            for ship in ships
        ]
        self.berths = len(instance.berths)
        latest = max(asked[0] for asked in self.asked) + sum(asked[1] for asked in self.asked)
        self.opens = [instance.when_open(slot) for slot in range(latest + 2 * instance.left_slots)]

    def cost(self, order: list[int]) -> int:
        free = [0] * self.berths
        total = 0
        for ship in order:
            arrives, stay, cost, fitting = self.asked[ship]
            enters, at = min((self.opens[max(arrives, free[at])], at) for at in fitting)
            free[at] = enters + stay
            total += cost * (enters - arrives)
        return total

    def places(self, order: list[int]) -> Places:
        free = [0] * self.berths
        found: dict[int, tuple[int, int]] = {}
        for ship in order:
            arrives, stay, _, fitting = self.asked[ship]
            enters, at = min((self.opens[max(arrives, free[at])], at) for at in fitting)
            free[at] = enters + stay
            found[ship] = at, enters
        return tuple(found[ship] for ship in range(len(self.asked)))
