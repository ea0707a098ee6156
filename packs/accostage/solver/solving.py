"""Solves an instance as well as it can be done in some seconds, the same each time: a plan and a bound."""

from exact import improve
from instance import Instance
from outcome import Outcome
from relaxation import all_choices, relax
from search import search

EFFORTS = (3.0, 6.0, 12.0)  # deterministic time of CP-SAT, round after round: about as many seconds


def solve(instance: Instance) -> Outcome:
    """A search gives a plan, the relaxation a bound and the choices that are left, CP-SAT the best plan among them;
    a better plan leaves fewer choices, until there is nothing between plan and bound or the rounds are over."""
    places, choices, prices, bound = search(instance), all_choices(instance), None, 0
    for effort in EFFORTS:
        relaxed = relax(choices, best=instance.cost(places), prices=prices)
        choices, prices, bound = relaxed.choices, relaxed.prices, max(bound, relaxed.bound)
        if bound < instance.cost(places):
            improved = improve(instance, choices, start=places, effort=effort)
            places, bound = improved.places, max(bound, improved.bound)
        if bound >= instance.cost(places):
            break
    return Outcome.of(instance, places=places, bound=min(bound, instance.cost(places)))
