"""Every way in which the evaluator gives up has words for people."""

import pytest

from evaluator import errors
from smartport.console.reasons import REASONS, TROUBLES, reason_of, reason_of_trouble

SAID_BY_WORKER = {"content_unavailable", "machine_failed", "worker_lost", "interrupted", "unexpected_error"}
SAID_BY_SITE = {"order_not_made", "report_unfit", "sent_too_often"}


def test_every_code_has_words():
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.EvaluatorError)
    ]
    own = {kind.code for kind in kinds if kind is not errors.EvaluatorError}
    assert own | SAID_BY_WORKER | SAID_BY_SITE <= set(REASONS)


def test_every_trouble_has_a_code_of_its_own():
    assert set(TROUBLES.values()) <= set(REASONS)


@pytest.mark.parametrize("code", ["", "never_heard_of"])
def test_unforeseen_code_goes_to_support(code):
    assert reason_of(code) == reason_of("unexpected_error")


def test_trouble_is_known_by_its_words():
    assert reason_of_trouble("No container engine answers at unix:///x: no") == reason_of("engine_gone")
    assert reason_of_trouble("[Errno 30] Read-only file system: '/x'") == reason_of("machine_failed")
