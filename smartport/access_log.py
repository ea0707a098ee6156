"""The web server's access log, without the secrets that some addresses carry."""

import re
from typing import Any

from gunicorn.glogging import Logger

# What lets its bearer join a team, or fetch what is evaluated.
SECRET = re.compile(r"(/join/|/machine/[a-z]+/)[^/ ?]+")


def masked(text: str) -> str:
    """The same line with the secret part of such an address left out."""
    return SECRET.sub(r"\1…", text)


class AccessLog(Logger):  # type: ignore[misc]
    """Gunicorn's own, but for the masking."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        """What a line may be made of."""
        found = super().atoms(resp, req, environ, request_time)
        return {name: masked(value) if isinstance(value, str) else value for name, value in found.items()}
