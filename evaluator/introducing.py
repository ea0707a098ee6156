"""What a machine is made of, as it tells the site: for whoever runs several, and for whoever is asked for support."""

import platform
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from evaluator import __version__
from evaluator.bundle import IMAGE
from evaluator.errors import EvaluatorError
from evaluator.provenance import processor
from evaluator.sandbox.engine import Engine, engine_errors

ITSELF: Mapping[str, str] = {"version": __version__, "python": platform.python_version(), "system": platform.platform()}


def introduction(engine: Engine | None) -> dict[str, str]:
    """Of the program, the processor, the engine and the runtime image; what cannot be asked is left out."""
    told = {**ITSELF, "processor": processor()}
    if engine:
        with suppress(EvaluatorError), engine_errors():
            version: Mapping[str, Any] = engine.api.version()
            told["engine"] = str(version.get("Version", ""))
        with suppress(EvaluatorError), engine_errors():
            found: Mapping[str, Any] = engine.api.inspect_image(IMAGE)  # type: ignore[no-untyped-call]
            told |= {"image": IMAGE, "image_id": str(found["Id"])}
    return told
