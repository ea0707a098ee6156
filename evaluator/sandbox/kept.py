"""The sandbox that a process keeps from one evaluation to the next, with what waits ready in it."""

import time
from collections.abc import Callable
from contextlib import suppress

from evaluator.errors import EngineGone
from evaluator.sandbox.docker import DockerSandbox

PAUSE = 1.0


class KeptSandbox:
    """Made at the first need, and made anew where the engine was away meanwhile."""

    def __init__(self, make: Callable[[], DockerSandbox], *, patience: float) -> None:
        """Raises EngineGone only after so many seconds: an engine may just be starting again."""
        self._make = make
        self._patience = patience
        self._sandbox: DockerSandbox | None = None

    def get(self) -> DockerSandbox:
        """Raises EngineGone."""
        until = time.monotonic() + self._patience
        while True:
            try:
                return self._living()
            except EngineGone:
                self.close()
                if time.monotonic() > until:
                    raise
                time.sleep(PAUSE)

    def close(self) -> None:
        sandbox, self._sandbox = self._sandbox, None
        if sandbox:
            with suppress(EngineGone):
                sandbox.close()

    def _living(self) -> DockerSandbox:
        if self._sandbox is None:
            self._sandbox = self._make()
        else:
            self._sandbox.engine.require_alive()
        return self._sandbox
