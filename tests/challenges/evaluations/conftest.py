"""An order on its way, and an outbox that catches it."""

import pytest

from challenges.evaluations.actions import dispatch
from challenges.evaluations.models import Evaluation
from evaluator.order import Order
from tests.challenges.evaluations.outbox import Outbox
from tests.factories import NOW, make_evaluation, make_machine


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def queued(submission) -> Evaluation:
    """One evaluation in the queue."""
    return make_evaluation(submission)


@pytest.fixture
def order(queued, outbox) -> Order:
    """The evaluation was sent to a machine."""
    make_machine()
    dispatch(now=NOW, send=outbox.send)
    return outbox[0]
