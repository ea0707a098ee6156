"""A check as a machine does it: ordered, told step by step, reported once, given back where we failed."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from evaluator import worker
from evaluator.cache import Cache
from evaluator.checking.findings import Checked, Finding
from evaluator.delivery import Delivery
from evaluator.errors import EngineGone
from evaluator.line import Line, Machine
from evaluator.order import CheckOrder
from evaluator.running import Running
from tests.evaluator.test_delivery import content_at, order, web  # noqa: F401  (its bundle on a shared disk)
from tests.factories.bundles import code_zip

FINDING = Finding("no_baseline", "look", "baselines", "Baselines", "There is none.")


@pytest.fixture
def check_order(order, tmp_path) -> CheckOrder:  # noqa: F811
    return CheckOrder("0b8a4e1e-0000-4000-8000-000000000001", "t" * 32, order.bundle, None, 60, 300.0)


@pytest.fixture
def heard(monkeypatch, tmp_path):
    """The tasks of the site that were called, in order."""
    told = []
    send = lambda task, arguments, named, **_: told.append((task.rpartition(".")[2], dict(named)))  # noqa: E731
    monkeypatch.setattr(worker, "LINE", Line(send, Machine("quay-1", "2026-1")))
    monkeypatch.setattr(worker, "RUNNING", Running(tmp_path / "running"))
    monkeypatch.setattr(worker, "DELIVERY", Delivery(Cache(tmp_path / "worker-cache", max_bytes=1 << 20)))
    monkeypatch.setattr(worker, "SANDBOX", SimpleNamespace(get=lambda: None))
    return told


@pytest.fixture
def found(monkeypatch):
    """The challenges that were checked."""
    seen = []

    def check(challenge, sandbox, *, tell):
        seen.append(challenge)
        tell("Asking the scorer: The sample submission")
        return Checked(challenge.bundle.digest, (FINDING,), (), "")

    monkeypatch.setattr(worker, "check", check)
    return seen


def deliver(asked: CheckOrder, *, redelivered: bool = False) -> None:
    task = SimpleNamespace(request=SimpleNamespace(delivery_info={"redelivered": redelivered}))
    worker.check_bundle.run.__func__(task, asked.to_json())


def test_order_comes_back_the_same(check_order):
    for asked in (check_order, replace(check_order, pack=check_order.bundle)):
        assert CheckOrder.from_json(json.loads(json.dumps(asked.to_json()))) == asked
    with pytest.raises(TypeError):
        CheckOrder.from_json({**check_order.to_json(), "password": "x"})


def test_check_is_told_and_reported(check_order, heard, found):
    deliver(check_order)
    assert [name for name, _ in heard] == ["check_step", "check_step", "record_check"]
    assert heard[1][1] == {"machine": "quay-1", "step": "Asking the scorer: The sample submission"}
    report = heard[2][1]["report"]
    assert (report["is_well"], report["findings"][0]["code"]) == (True, "no_baseline")
    assert json.loads(json.dumps(report)) == json.loads(json.dumps(report, default=str))


def test_baselines_come_with_the_pack(check_order, heard, found, tmp_path):
    path = tmp_path / "pack.zip"
    path.write_bytes(
        code_zip(**{"challenge.yaml": "baselines: {naive: {expected: {public_mae: 1}}}", "baselines/naive/main.py": ""})
    )
    deliver(replace(check_order, pack=content_at(path)))
    (challenge,) = found
    assert [(one.name, one.place.name, one.expected) for one in challenge.baselines] == [
        ("naive", "naive", {"public_mae": 1.0})
    ]


def test_what_fails_on_our_side_is_given_back(check_order, heard, found, monkeypatch):
    def check(*_, **__):
        raise EngineGone("no answer")

    monkeypatch.setattr(worker, "check", check)
    deliver(check_order)
    assert heard[-1] == ("record_check_breakdown", {"breakdown": {"code": "engine_gone", "message": "no answer"}})


def test_bundle_that_cannot_be_had_is_given_back(check_order, heard, found):
    deliver(replace(check_order, bundle=replace(check_order.bundle, sha256="0" * 64)))
    assert heard[-1][1]["breakdown"]["code"] == "content_unavailable"


def test_message_whose_process_died_is_given_back(check_order, heard, found):
    deliver(check_order, redelivered=True)
    assert [(name, named["breakdown"]["code"]) for name, named in heard] == [("record_check_breakdown", "worker_lost")]
    assert found == []


def test_message_that_comes_twice_is_worked_on_once(check_order, heard, found):
    with worker.RUNNING.claim(check_order.ticket):
        deliver(check_order)
    assert (heard, found) == ([], [])
