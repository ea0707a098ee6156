"""The web server's access log, without the secrets that some addresses carry."""

import re
from typing import Any

from gunicorn.glogging import Logger

# What lets its bearer join a team, fetch what is evaluated, prove an address, choose a password, show or follow a hall,
# or read a certificate, in whatever way its code was typed.
PLACES = (
    "/join/|/machine/[a-z]+/|/confirm-email/|/password/reset/key/|/stage/screen/|/follow/screen/|"
    '/certificates/(?!(?:key|mine)(?:[/ ?"]|$))'
)
SECRET = re.compile(rf"({PLACES}|[?&](?:confirm|code)=)[^/ ?&\"]+", re.IGNORECASE)


def masked(text: str) -> str:
    """The same line with the secret part of such an address left out."""
    return SECRET.sub(r"\1…", text)


class AccessLog(Logger):  # type: ignore[misc]
    """Gunicorn's own, but for the masking."""

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """One line."""
        if not self.access_log_enabled:
            return
        found = self.atoms_wrapper_class(self.atoms(resp, req, environ, request_time))
        self.access_log.info("%s", masked(self.cfg.access_log_format % found))
