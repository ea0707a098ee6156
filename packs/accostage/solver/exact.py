"""The best plan among the choices that are left, by constraint programming (CP-SAT of OR-tools), the same each time."""

from collections import defaultdict
from dataclasses import dataclass

from instance import Instance, Places
from ortools.sat.python import cp_model
from relaxation import Choices

SEED = 20261120


@dataclass(frozen=True)
class Improved:
    places: Places
    bound: int


def improve(instance: Instance, choices: Choices, *, start: Places, effort: float) -> Improved:
    """From a known plan, within a limit of CP-SAT's deterministic time. No plan among the choices costs less than the
    bound. The plan found is never dearer than the known one."""
    model = _Model(instance, choices)
    model.hint(start)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Improved(start, 0)
    places = model.places(solver)
    bound = round(solver.objective_value) if status == cp_model.OPTIMAL else int(solver.best_objective_bound)
    return Improved(places if instance.cost(places) <= instance.cost(start) else start, bound)


class _Model:
    def __init__(self, instance: Instance, choices: Choices) -> None:
        self.model = cp_model.CpModel()
        self.ships = range(len(instance.ships))
        self.enters: dict[tuple[int, int], cp_model.IntVar] = {}
        self.takes: dict[tuple[int, int], cp_model.IntVar] = {}
        self.waits = [self._wait(instance, ship) for ship in self.ships]
        at_berth: dict[int, list[cp_model.IntervalVar]] = defaultdict(list)
        for (ship, at), slots in _slots(choices).items():
            take = self.takes[ship, at] = self.model.new_bool_var(f"{ship} at {at}")
            if at < 0:
                self.model.add(self.waits[ship] == instance.left_slots).only_enforce_if(take)
                continue
            enter = self.model.new_int_var_from_domain(cp_model.Domain.from_values(slots), f"{ship} enters {at}")
            self.enters[ship, at] = enter
            self.model.add(self.waits[ship] == enter - instance.arrives(ship)).only_enforce_if(take)
            stay = instance.stay(ship)
            at_berth[at].append(
                self.model.new_optional_fixed_size_interval_var(enter, stay, take, f"{ship} stays {at}")
            )
        for ship in self.ships:
            self.model.add_exactly_one(take for (one, _), take in self.takes.items() if one == ship)
        for intervals in at_berth.values():
            self.model.add_no_overlap(intervals)
        self.model.minimize(sum(one.cost * wait for one, wait in zip(instance.ships, self.waits, strict=True)))

    def _wait(self, instance: Instance, ship: int) -> cp_model.IntVar:
        return self.model.new_int_var(0, instance.left_slots, f"{ship} waits")

    def hint(self, places: Places) -> None:
        for (ship, at), take in self.takes.items():
            self.model.add_hint(take, places[ship][0] == at)
        for ship, (at, slot) in enumerate(places):
            if at >= 0 and (ship, at) in self.enters:
                self.model.add_hint(self.enters[ship, at], slot)

    def places(self, solver: cp_model.CpSolver) -> Places:
        taken = {ship: at for (ship, at), take in self.takes.items() if solver.boolean_value(take)}
        return tuple((at, solver.value(self.enters[ship, at]) if at >= 0 else 0) for ship, at in sorted(taken.items()))


def _slots(choices: Choices) -> dict[tuple[int, int], list[int]]:
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for ship, at, slot in zip(choices.ship.tolist(), choices.berth.tolist(), choices.slot.tolist(), strict=True):
        found[ship, at].append(slot)
    return found
