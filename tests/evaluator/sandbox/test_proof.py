"""When an engine is tried, and when what was found before is enough."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest

from evaluator.errors import EngineGone, EngineUnfit
from evaluator.sandbox import flags, proof
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.proof import Proof, identity_of


@dataclass
class Api:
    """What an engine says of itself."""

    parts: list[dict[str, str]] = field(default_factory=lambda: [{"Name": "Engine", "Version": "20.10.24"}])
    network: str = "first"
    name: str = "quay"

    def version(self) -> dict[str, Any]:
        return {"Components": self.parts}

    def info(self) -> dict[str, Any]:
        return {"ID": self.name, "DefaultRuntime": "runc"}

    def inspect_network(self, _: str) -> dict[str, Any]:
        return {"Id": self.network}


@pytest.fixture
def api() -> Api:
    return Api()


@pytest.fixture
def sandbox(api: Api) -> DockerSandbox:
    return cast(DockerSandbox, SimpleNamespace(engine=SimpleNamespace(api=api, url="tcp://quay:2375")))


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What each try will say, the next one last; empty says that all holds."""
    said: list[str] = []

    def require_proof(_: DockerSandbox) -> None:
        if sentence := said.pop():
            raise EngineUnfit(sentence)

    monkeypatch.setattr(proof, "require_proof", require_proof)
    return said


def test_engine_is_tried_once(sandbox: DockerSandbox, tries: list[str]) -> None:
    remembered = Proof()
    tries.append("")

    remembered.require(sandbox)
    remembered.require(sandbox)

    assert tries == []


@pytest.mark.parametrize(
    "change",
    [
        {"parts": [{"Name": "Engine", "Version": "27.3.1"}]},
        {"parts": [{"Name": "Engine", "Version": "20.10.24"}, {"Name": "runc", "Version": "1.2"}]},
        {"network": "made at another start"},
        {"name": "another machine's"},
    ],
)
def test_another_engine_or_another_start_is_tried_again(
    change: dict[str, Any], api: Api, sandbox: DockerSandbox, tries: list[str]
) -> None:
    remembered = Proof()
    tries += ["it passes over a flag", ""]
    remembered.require(sandbox)

    api.__dict__.update(change)

    with pytest.raises(EngineUnfit, match="it passes over a flag"):
        remembered.require(sandbox)


def test_another_runtime_is_tried_again(
    sandbox: DockerSandbox, tries: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = identity_of(sandbox.engine)
    monkeypatch.setattr(flags, "RUNTIME", "runsc")

    assert identity_of(sandbox.engine) != before


def test_unfit_engine_stays_unfit_and_gets_another_try_after_a_while(
    sandbox: DockerSandbox, tries: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    remembered = Proof()
    tries.append("it passes over a flag")
    for _ in range(2):
        with pytest.raises(EngineUnfit, match="it passes over a flag"):
            remembered.require(sandbox)

    monkeypatch.setattr(proof, "TRY_AGAIN", 0.0)
    tries.append("")

    remembered.require(sandbox)


def test_try_that_came_to_nothing_is_made_again(sandbox: DockerSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    remembered, answers = Proof(), [EngineGone("no answer")]

    def require_proof(_: DockerSandbox) -> None:
        if answers:
            raise answers.pop()

    monkeypatch.setattr(proof, "require_proof", require_proof)

    with pytest.raises(EngineGone):
        remembered.require(sandbox)
    remembered.require(sandbox)
