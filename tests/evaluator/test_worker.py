"""What becomes of an order, with the engine replaced: whatever happens, the site hears one answer."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest

from evaluator import worker
from evaluator.cache import Cache
from evaluator.delivery import Delivery
from evaluator.errors import EngineGone, ScorerFailed
from evaluator.line import Line, Machine
from evaluator.order import LOGS
from evaluator.report import Outcome, Report
from evaluator.running import Running
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.kept import KeptSandbox
from evaluator.stopping import Stopped
from tests.evaluator.test_delivery import order, web  # noqa: F401  (the same order on a shared disk)

ROOT = Path(__file__).parents[2]
REPORT = Report(Outcome.SCORED, digests={}, scores={"public_mae": 1.0, "private_mae": 1.0}, entry_log=b"hello")


@pytest.fixture
def heard(monkeypatch, tmp_path: Path):
    """The tasks of the site that were called, in order."""
    told = []
    send = lambda task, arguments, named, **_: told.append((task.rpartition(".")[2], dict(named)))  # noqa: E731
    monkeypatch.setattr(worker, "LINE", Line(send, Machine("quay-1", "2026-1")))
    monkeypatch.setattr(worker, "RUNNING", Running(tmp_path / "running"))
    monkeypatch.setattr(worker, "DELIVERY", Delivery(Cache(tmp_path / "worker-cache", max_bytes=1 << 20)))
    return told


@pytest.fixture
def judged(monkeypatch):
    """Say how the evaluation ends, a report or an exception, and what the entry prints before."""

    def judge(end: Report | BaseException, *, prints: bytes = b"") -> None:
        def evaluate(bundle, submission, sandbox, *, logs, on_log):
            if on_log and prints:
                on_log(prints)
            asked.append((logs, on_log is not None))
            if isinstance(end, BaseException):
                raise end
            return end

        monkeypatch.setattr(worker, "evaluate", evaluate)
        monkeypatch.setattr(worker, "SANDBOX", SimpleNamespace(get=lambda: None))

    asked = judge.asked = []
    return judge


def deliver(order, *, redelivered: bool = False) -> None:  # noqa: F811
    """As Celery would run the task."""
    task = SimpleNamespace(request=SimpleNamespace(delivery_info={"redelivered": redelivered}))
    worker.run.run.__func__(task, order.to_json())


def test_order_is_started_and_reported(order, heard, judged):  # noqa: F811
    judged(REPORT)
    deliver(order)
    assert [name for name, _ in heard] == ["start", "record_report"]
    assert heard[1][1] == {"report": REPORT.to_json()}


def test_log_is_there_before_the_report(order, heard, judged, monkeypatch):  # noqa: F811
    judged(REPORT)
    seen = []
    monkeypatch.setattr(Line, "report", lambda *_: seen.append(Path(order.logs["entry"]).read_bytes()))
    deliver(order)
    assert seen == [b"hello"]


def test_every_log_is_brought(order, heard, judged):  # noqa: F811
    judged(replace(REPORT, **{name: which.encode() for which, name in LOGS.items()}))
    deliver(order)
    assert {which: Path(order.logs[which]).read_bytes() for which in LOGS} == {which: which.encode() for which in LOGS}


def test_log_is_shown_while_the_entry_runs(order, heard, judged, monkeypatch):  # noqa: F811
    said = Event()

    def evaluate(bundle, submission, sandbox, *, logs, on_log):
        on_log(b"epoch 1\n")
        assert said.wait(10)
        return REPORT

    judged(REPORT)
    monkeypatch.setattr(worker, "evaluate", evaluate)
    monkeypatch.setattr(Line, "_show", lambda self, order, log: (said.set(), heard.append(("live_log", log))))
    deliver(order)
    assert [name for name, _ in heard] == ["start", "live_log", "record_report"]
    assert heard[1][1] == b"epoch 1\n"


@pytest.mark.parametrize(("policy", "is_shown"), [("full", True), ("public", True), ("off", False)])
def test_log_that_the_team_may_not_see_is_not_even_listened_to(order, heard, judged, policy, is_shown):  # noqa: F811
    judged(REPORT, prints=b"hidden input 7\n")
    deliver(replace(order, log_policy=policy))
    assert judged.asked == [(policy, is_shown)]
    assert is_shown or "live_log" not in [name for name, _ in heard]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ScorerFailed("exit code 1", log=b"traceback"), "scorer_failed"),
        (EngineGone("no answer"), "engine_gone"),
        (Stopped(), "interrupted"),
        (ZeroDivisionError("ours"), "unexpected_error"),
        (OSError("disk full"), "machine_failed"),
    ],
)
def test_whatever_goes_wrong_with_us_is_a_breakdown(order, heard, judged, error, code):  # noqa: F811
    judged(error)
    deliver(order)
    assert [name for name, _ in heard] == ["start", "record_breakdown"]
    assert heard[1][1]["breakdown"]["code"] == code


def test_work_that_is_called_back_stops_though_a_library_takes_that_for_a_failure(
    order,  # noqa: F811
    heard,
    judged,
    monkeypatch,
):
    """As the engine's own does, when it asks the engine for its version."""

    def get():
        for _ in range(2):
            with suppress(Exception):
                worker.RUNNING.recall(order.ticket)
        pytest.fail("the work went on")

    judged(REPORT)
    monkeypatch.setattr(worker, "SANDBOX", SimpleNamespace(get=get))
    handler = signal.getsignal(signal.SIGUSR1)
    deliver(order)
    assert [name for name, _ in heard] == ["start", "record_breakdown"]
    assert heard[1][1]["breakdown"]["code"] == "interrupted"
    assert signal.getsignal(signal.SIGUSR1) == handler


def test_breakdown_keeps_the_logs_there_are(order, heard, judged):  # noqa: F811
    judged(ScorerFailed("exit code 1", log=b"traceback"), prints=b"epoch 1\n")
    deliver(order)
    kept = {which: Path(order.logs[which]).read_bytes() for which in LOGS if Path(order.logs[which]).exists()}
    assert kept == {"entry": b"epoch 1\n", "scorer": b"traceback"}


@pytest.mark.parametrize(
    ("address", "said"),
    [("{web}/old?X-Signature=s3cret", "HTTPStatusError 409"), ("http://127.0.0.1:s3cret/log", "InvalidURL")],
)
def test_signed_address_of_a_log_is_told_to_nobody(order, heard, judged, web, caplog, address, said):  # noqa: F811
    judged(replace(REPORT, scorer_log=b"oops"))
    logs = dict.fromkeys(order.logs, address.replace("{web}", web.url))
    deliver(replace(order, logs=logs))
    assert heard[1][1]["breakdown"] == {"code": "content_unavailable", "message": said}
    assert "s3cret" not in caplog.text


def test_lost_log_is_logged_without_its_address(order, heard, judged, web, caplog):  # noqa: F811
    judged(ScorerFailed("exit code 1", log=b"traceback"))
    deliver(replace(order, logs=dict.fromkeys(order.logs, f"{web.url}/old?X-Signature=s3cret")))
    assert heard[1][1]["breakdown"]["code"] == "scorer_failed"
    assert "were lost: HTTPStatusError 409" in caplog.text
    assert "s3cret" not in caplog.text


def test_content_that_is_gone_is_a_breakdown(order, heard, judged):  # noqa: F811
    judged(REPORT)
    deliver(replace(order, submission=replace(order.submission, locator="/nowhere")))
    assert heard[1][1]["breakdown"]["code"] == "content_unavailable"


def test_engine_that_does_not_come_back_is_a_breakdown(order, heard, monkeypatch):  # noqa: F811
    def gone() -> DockerSandbox:
        raise EngineGone("no answer")

    monkeypatch.setattr(worker, "SANDBOX", KeptSandbox(gone, patience=0.0))
    deliver(order)
    assert heard[1][1]["breakdown"]["code"] == "engine_gone"


def test_message_that_comes_again_after_a_death_is_given_back(order, heard, judged):  # noqa: F811
    judged(REPORT)
    deliver(order, redelivered=True)
    assert [(name, named["breakdown"]["code"]) for name, named in heard] == [("record_breakdown", "worker_lost")]


@pytest.mark.parametrize("redelivered", [False, True])
def test_message_that_comes_twice_is_worked_on_once(order, heard, judged, redelivered):  # noqa: F811
    judged(REPORT)
    with worker.RUNNING.claim(order.ticket):
        deliver(order, redelivered=redelivered)
    assert heard == []


def test_worker_without_engine_asks_for_nothing(heard, monkeypatch):
    def gone(**_: object) -> None:
        raise EngineGone("no answer")

    monkeypatch.setattr(worker, "DockerSandbox", gone)
    assert str(worker._trouble(reap=True)) == "no answer"


def test_machine_whose_disk_is_full_says_so_and_lives_on(heard, monkeypatch):
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(worker, "DockerSandbox", full)
    assert "No space left" in str(worker._trouble(reap=True))


def test_worker_starts_without_django():
    words = "import sys, evaluator.worker; sys.exit('django.apps' in sys.modules)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "smartport.settings"}
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0
