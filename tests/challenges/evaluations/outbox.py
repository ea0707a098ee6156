"""Times and troubles of the queue's tests, and where orders are sent to."""

from datetime import timedelta

from challenges.evaluations.models import Evaluation
from evaluator.order import Breakdown, Order
from tests.factories import NOW

LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)
LATER = NOW + LEASE + SECOND
SCORER_FAILED = Breakdown("scorer_failed", "exit code 1")


class Outbox(list[Order]):
    """Where tests let orders be sent to; `priorities` are those of the orders, by their place."""

    def __init__(self) -> None:
        self.priorities: list[int] = []

    def send(self, order: Order, priority: int) -> None:
        self.append(order)
        self.priorities.append(priority)


def now_of(order: Order) -> Evaluation:
    """The order's evaluation as it stands."""
    return Evaluation.objects.get(pk=order.evaluation)
