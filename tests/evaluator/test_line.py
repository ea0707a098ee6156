"""What a machine says, and how hard it tries."""

from threading import Event

import pytest
from kombu.exceptions import OperationalError

from evaluator import line as line_module
from evaluator.line import Line, Machine
from evaluator.order import Breakdown
from evaluator.report import Outcome, Report
from tests.evaluator.test_order import ORDER

NAMES = (ORDER.evaluation, ORDER.ticket)
REPORT = Report(Outcome.SCORED, digests={}, scores={"public_mae": 1.0})


class Site:
    """Hears what is said; deaf for the first so many times."""

    def __init__(self, deaf: int = 0) -> None:
        self.deaf = deaf
        self.heard = []
        self.beat_twice = Event()

    def send(self, task, arguments, named):
        if self.deaf:
            self.deaf -= 1
            raise OperationalError("gone")
        self.heard.append((task, arguments, dict(named)))
        if len(self.heard) > 1:
            self.beat_twice.set()


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(line_module, "PAUSE", 0.01)


def line_to(site: Site) -> Line:
    return Line(site.send, Machine("quay-1", "2026-1"))


def test_what_is_said_has_the_site_tasks_words():
    site = Site()
    line = line_to(site)
    line.hello(slots=2)
    line.start(ORDER)
    line.report(ORDER, REPORT)
    line.breakdown(ORDER, Breakdown("engine_gone", "no answer"))
    assert site.heard == [
        ("challenges.tasks.hello", ("quay-1",), {"slots": 2, "boot": "2026-1"}),
        ("challenges.tasks.start", NAMES, {"machine": "quay-1", "boot": "2026-1"}),
        ("challenges.tasks.record_report", NAMES, {"report": REPORT.to_json()}),
        ("challenges.tasks.record_breakdown", NAMES, {"breakdown": {"code": "engine_gone", "message": "no answer"}}),
    ]


def test_report_is_said_until_it_is_heard():
    site = Site(deaf=3)
    line_to(site).report(ORDER, REPORT)
    assert len(site.heard) == 1


def test_report_is_given_up_after_a_time(monkeypatch):
    monkeypatch.setattr(line_module, "REPORT_PATIENCE", 0.05)
    site = Site(deaf=10_000)
    line_to(site).report(ORDER, REPORT)
    assert site.heard == []


@pytest.mark.parametrize("say", [lambda line: line.hello(slots=1), lambda line: line.start(ORDER)])
def test_what_is_only_a_hint_is_said_once(say):
    site = Site(deaf=1)
    say(line_to(site))
    assert (site.deaf, site.heard) == (0, [])


def test_heart_beats_until_the_work_is_done(monkeypatch):
    monkeypatch.setattr(line_module, "BEATS_A_LEASE", 6000)
    site = Site(deaf=1)
    with line_to(site).beating(ORDER):
        assert site.beat_twice.wait(timeout=5)
    beats = len(site.heard)
    assert {task for task, _, _ in site.heard} == {"challenges.tasks.heartbeat"}
    assert len(site.heard) == beats
