"""What a machine says, and how hard it tries."""

from base64 import b64decode
from threading import Event

import pytest
from kombu.exceptions import OperationalError

from evaluator import line as line_module
from evaluator.line import LIVE_FOR, GrowingLog, Line, Machine
from evaluator.log import TAIL_BYTES
from evaluator.order import Breakdown
from evaluator.report import Outcome, Report
from tests.evaluator.test_order import ORDER
from tests.journeys.site import until

NAMES = (ORDER.evaluation, ORDER.ticket)
HELLO = {"slots": 2, "boot": "2026-1", "trouble": ""}
REPORT = Report(Outcome.SCORED, digests={}, scores={"public_mae": 1.0})


class Site:
    """Hears what is said; deaf for the first so many times."""

    def __init__(self, deaf: int = 0) -> None:
        self.deaf = deaf
        self.heard = []
        self.expiries = []
        self.beat_twice = Event()

    def send(self, task, arguments, named, *, expires=None):
        if self.deaf:
            self.deaf -= 1
            raise OperationalError("gone")
        self.expiries.append(expires)
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
    line.hello(slots=2, drained=True, about={"version": "0.1.0"})
    line.start(ORDER)
    line.report(ORDER, REPORT)
    line.breakdown(ORDER, Breakdown("engine_gone", "no answer"))
    assert site.heard == [
        ("challenges.tasks.hello", ("quay-1",), {**HELLO, "drained": False, "about": {}}),
        ("challenges.tasks.hello", ("quay-1",), {**HELLO, "drained": True, "about": {"version": "0.1.0"}}),
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


def tails(site: Site) -> list[tuple[int, bytes]]:
    """The sizes and ends of the log that were said."""
    assert {(task, arguments) for task, arguments, _ in site.heard} <= {("challenges.tasks.live_log", NAMES)}
    return [(named["size"], b64decode(named["tail"])) for _, _, named in site.heard]


def test_log_is_told_while_it_grows_and_no_longer(monkeypatch):
    monkeypatch.setattr(line_module, "LIVE_PAUSE", 0.01)
    site, growing = Site(), GrowingLog()
    with line_to(site).showing(ORDER, growing):
        for log in (b"epoch 1\n\xff", b"epoch 1\n\xff\x00\x1b[2J"):
            growing.grow(log)
            until(lambda log=log: tails(site)[-1:] == [(len(log), log)])
        growing.grow(b"epoch 1\n")  # not grown: nothing to tell
    growing.grow(b"much too late, and longer than before")
    assert [size for size, _ in tails(site)] == [9, 14]
    assert site.expiries == [LIVE_FOR, LIVE_FOR]


def test_only_the_latest_of_a_log_is_told(monkeypatch):
    monkeypatch.setattr(line_module, "LIVE_PAUSE", 0.2)
    site, growing = Site(), GrowingLog()
    with line_to(site).showing(ORDER, growing):
        growing.grow(b"1")
        until(lambda: tails(site))
        for size in range(2, 500):
            growing.grow(b"1" * size)
        until(lambda: len(tails(site)) > 1)
    assert [size for size, _ in tails(site)] == [1, 499]


def test_long_log_is_told_by_its_end_from_a_whole_character():
    site, growing = Site(), GrowingLog()
    log = "é".encode() * TAIL_BYTES + b"."
    with line_to(site).showing(ORDER, growing):
        growing.grow(log)
        until(lambda: tails(site))
    assert tails(site) == [(len(log), "é".encode() * (TAIL_BYTES // 2 - 1) + b".")]


def test_log_that_is_not_heard_is_not_said_again_nor_waited_for(monkeypatch, caplog):
    """The broker is gone for as long as it takes; who runs the entry does not notice, and the journal is not filled."""
    monkeypatch.setattr(line_module, "LIVE_PAUSE", 0.01)
    site, growing = Site(deaf=2), GrowingLog()
    with line_to(site).showing(ORDER, growing):
        for size in (1, 2):
            growing.grow(b"x" * size)
            until(lambda size=size: site.deaf == 2 - size)
        growing.grow(b"xxx")
        until(lambda: tails(site))
    assert (tails(site), caplog.text) == ([(3, b"xxx")], "")


def test_broker_that_hangs_holds_nobody_up(monkeypatch):
    hangs, growing = Event(), GrowingLog()
    line = Line(lambda *_, **__: hangs.wait(10), Machine("quay-1", "2026-1"))
    with line.showing(ORDER, growing):
        growing.grow(b"x")
        growing.grow(b"xx")
    assert not hangs.is_set()
    hangs.set()
