"""What was proved of the engine at hand, remembered for as long as it is that engine."""

import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from evaluator.errors import EngineUnfit, EvaluatorError
from evaluator.report import canonical
from evaluator.sandbox import flags
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.engine import LOCAL, Engine, engine_errors
from evaluator.sandbox.probe import require_proof

TRY_AGAIN = 60.0  # seconds after which an engine that was found unfit is given another try


class Proof:
    """Of one process. An engine is tried when it is first met, when it is another one, and when it was started anew."""

    def __init__(self) -> None:
        self._identity = ""
        self._trouble = ""
        self._tried_at = 0.0

    def require(self, sandbox: DockerSandbox) -> None:
        """Raises EngineUnfit with the sentence that says why; EngineGone, ImageMissing."""
        now = time.monotonic()
        identity = identity_of(sandbox.engine)
        if identity != self._identity or (self._trouble and now - self._tried_at > TRY_AGAIN):
            self._trouble = _trouble_with(sandbox)
            self._identity, self._tried_at = identity, now
        if self._trouble:
            raise EngineUnfit(self._trouble)


def identity_of(engine: Engine) -> str:
    """Another one for another engine, another version of any part of it, another runtime, and after a new start."""
    with engine_errors():
        version: Mapping[str, Any] = engine.api.version()
        told: Mapping[str, Any] = engine.api.info()
    return canonical(
        {
            "engine": told.get("ID"),
            "parts": version.get("Components"),
            "runtime": flags.RUNTIME or told.get("DefaultRuntime"),
            "start": [*_socket_of(engine), *_network_of(engine)],
        }
    )


def _trouble_with(sandbox: DockerSandbox) -> str:
    try:
        require_proof(sandbox)
    except EngineUnfit as error:
        return str(error)
    return ""


def _socket_of(engine: Engine) -> list[int]:
    """An engine that listens by itself makes its socket when it starts."""
    if engine.url.startswith(LOCAL):
        with suppress(OSError):
            found = Path(engine.url.removeprefix(LOCAL)).stat()
            return [found.st_ino, found.st_ctime_ns]
    return []


def _network_of(engine: Engine) -> list[str]:
    """Docker makes its usual network anew at every start, unless containers outlived it."""
    with suppress(EvaluatorError), engine_errors():
        return [engine.api.inspect_network("bridge")["Id"]]
    return []
