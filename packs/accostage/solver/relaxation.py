"""A lower bound: every berth has a price for each slot, and every ship takes what is cheapest for it by itself.

That is the Lagrangian relaxation of the plan by slots of time, in which a berth holds one ship at a time. Any prices
give a bound; good ones are found by the method of subgradients. The bound is worked out in whole numbers at the end,
so it holds exactly; and whatever a ship could choose only at a price beyond the best known plan is taken away.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from instance import Instance

SCALE = 256  # prices are whole numbers of this part of a cost
STEPS, PATIENCE = 5_000, 60
FIRST_STEP, SMALLER, GOES_ON = 1.0, 0.9, 0.9  # step over the gap; a step leans on those before it
EVERY = 60  # steps after which choices are taken away

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Choices:
    """What ships may choose, ship by ship: a berth (-1: to stay in the roads), the slot of entering and its cost.
    `begins` and `ends` are places in the prices summed up along each berth."""

    ship: Ints
    berth: Ints
    slot: Ints
    cost: Ints
    begins: Ints
    ends: Ints
    berths: int
    slots: int

    def of(self, kept: npt.NDArray[np.bool_]) -> "Choices":
        parts = {name: getattr(self, name)[kept] for name in ("ship", "berth", "slot", "cost", "begins", "ends")}
        return replace(self, **parts)

    @property
    def firsts(self) -> Ints:
        """Where the choices of each ship begin."""
        return np.flatnonzero(np.diff(self.ship, prepend=-1))


@dataclass(frozen=True, eq=False)
class Relaxed:
    """No plan costs less than `bound`; a plan no dearer than the best known is among the `choices`."""

    bound: int
    choices: Choices
    prices: Floats


def all_choices(instance: Instance) -> Choices:
    """Entering later than a ship left in the roads would have waited is never better than leaving it there."""
    lines = [line for ship in range(len(instance.ships)) for line in _of_ship(instance, ship)]
    ship, berth, slot, cost, stay = (np.concatenate(parts) for parts in zip(*lines, strict=True))
    slots = int((slot + stay).max()) + 1
    along = np.maximum(berth, 0) * slots + slot
    return Choices(ship, berth, slot, cost, along, along + stay, berths=len(instance.berths), slots=slots)


def _of_ship(instance: Instance, ship: int) -> list[tuple[Ints, ...]]:
    arrives, cost = instance.arrives(ship), instance.ships[ship].cost
    every = np.arange(arrives, arrives + instance.left_slots)
    slots = every[[instance.when_open(slot) == slot for slot in every.tolist()]]
    lines = [(-1, np.zeros(1, dtype=np.int64), 0), *((at, slots, instance.stay(ship)) for at in instance.fitting(ship))]
    return [
        (
            np.full(len(own), ship),
            np.full(len(own), at),
            own,
            cost * (own - arrives if at >= 0 else np.full(1, instance.left_slots)),
            np.full(len(own), stay),
        )
        for at, own, stay in lines
    ]


def relax(choices: Choices, *, best: int, prices: Floats | None = None) -> Relaxed:
    """`best` is the cost of a known plan. Begins at these prices, if any are given."""
    prices = np.zeros((choices.berths, choices.slots)) if prices is None else prices
    found = _judged(choices, prices, best=best)
    step, since, highest, top, way = FIRST_STEP, 0, -np.inf, prices, np.zeros_like(prices)
    for number in range(1, STEPS + 1):
        bound, over = _looked_at(found.choices, prices)
        since += 1
        if bound > highest + 1e-6:
            highest, since, top = bound, 0, prices
        elif since == PATIENCE:
            step, since, prices, way = step * SMALLER, 0, top, np.zeros_like(prices)
            continue
        way = over + GOES_ON * way
        way = np.where((prices <= 0) & (way < 0), 0, way)
        square = float((way * way).sum())
        if square == 0 or bound >= best:
            break
        prices = np.maximum(0, prices + step * (best - bound) / square * way)
        if number % EVERY == 0:
            found = _judged(found.choices, top, best=best, at_least=found)
    return _judged(found.choices, top, best=best, at_least=found)


def _looked_at(choices: Choices, prices: Floats) -> tuple[float, Floats]:
    """The bound at these prices, and by how much each berth is over- or underbooked in each slot."""
    reduced = choices.cost + _paid(choices, prices)
    firsts = choices.firsts
    least = np.minimum.reduceat(reduced, firsts)
    cheapest = np.flatnonzero(reduced == np.repeat(least, np.diff(firsts, append=len(reduced))))
    chosen = cheapest[np.diff(choices.ship[cheapest], prepend=-1) > 0]
    chosen = chosen[choices.berth[chosen] >= 0]
    changes = np.zeros(choices.berths * choices.slots)
    np.add.at(changes, choices.begins[chosen], 1)
    np.add.at(changes, choices.ends[chosen], -1)
    over = np.cumsum(changes.reshape(choices.berths, choices.slots), axis=1) - 1
    return float(least.sum() - prices.sum()), over


def _paid(choices: Choices, prices: npt.NDArray[np.float64] | Ints) -> npt.NDArray[np.float64] | Ints:
    summed = np.zeros(prices.shape, dtype=prices.dtype)
    summed[:, 1:] = np.cumsum(prices, axis=1)[:, :-1]
    along = summed.ravel()
    return np.asarray(along[choices.ends] - along[choices.begins])


def _judged(choices: Choices, prices: Floats, *, best: int, at_least: Relaxed | None = None) -> Relaxed:
    """In whole numbers: the bound, and the choices without those that would cost more than the best known plan."""
    whole = np.floor(prices * SCALE).astype(np.int64)
    reduced = choices.cost * SCALE + _paid(choices, whole)
    firsts = choices.firsts
    least = np.minimum.reduceat(reduced, firsts)
    bound = int(least.sum() - whole.sum())
    kept = reduced - np.repeat(least, np.diff(firsts, append=len(reduced))) + bound <= best * SCALE
    told = max(-(-bound // SCALE), at_least.bound if at_least else 0)
    return Relaxed(told, choices.of(kept), prices)
