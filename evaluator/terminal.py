"""What the three commands have in common: options, the engine at hand, and saying that we failed."""

import argparse
import platform
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from evaluator.bundle import IMAGE, Bundle
from evaluator.errors import EvaluatorError, ImageMissing
from evaluator.report import canonical
from evaluator.sandbox.docker import DockerSandbox
from evaluator.sandbox.engine import engine_errors
from evaluator.sandbox.promises import shortfalls
from evaluator.screen import NOT_EVALUATED, show_breakdown, show_shortfalls


@dataclass(frozen=True)
class EngineAtHand:
    """The sandbox, and what its engine cannot enforce, a sentence for each code."""

    sandbox: DockerSandbox
    shortfalls: Mapping[str, str]


def add_common_options(parser: argparse.ArgumentParser, *, printed: str) -> None:
    parser.add_argument("--json", action="store_true", help=f"print {printed} as one line of JSON")
    parser.add_argument(
        "--engine", metavar="URL", help="container engine (default: DOCKER_HOST, else the local socket)"
    )


@contextmanager
def engine_at_hand(url: str | None, bundle: Bundle) -> Iterator[EngineAtHand]:
    """Says on stderr what the engine cannot, before anything runs. Raises EngineGone."""
    with DockerSandbox(url) as sandbox:
        with engine_errors():
            info, version = sandbox.engine.api.info(), sandbox.engine.api.version()
        most = max(bundle.solution.memory_bytes, bundle.scoring.memory_bytes)
        told = shortfalls(info, version, kernel=platform.release(), memory_bytes=most)
        show_shortfalls(told, Console(stderr=True))
        yield EngineAtHand(sandbox, told)


def tell_json(value: Mapping[str, Any]) -> None:
    sys.stdout.write(canonical(value) + "\n")


def tell_breakdown(error: EvaluatorError, *, image: str, as_json: bool, title: str = NOT_EVALUATED) -> None:
    """`image` is the one that was wanted."""
    hint = remedy(error, image=image)
    if as_json:
        tell_json({"breakdown": {"code": error.code, "message": str(error), "hint": hint}})
    else:
        show_breakdown(error, Console(stderr=True), title=title, hint=hint)


def remedy(error: EvaluatorError, *, image: str) -> str:
    """The one command that helps, where there is one."""
    if not isinstance(error, ImageMissing):
        return ""
    if image == IMAGE:
        return f"Build it, once: {sys.executable} -m evaluator.runtime.build"
    return f"Fetch it: docker pull {image}"
