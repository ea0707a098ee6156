"""A board as everybody sees it, kept: how long it will do, and what is sent of it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

# From this age on it is waited for; and of all time, one part in so many is spent on drawing the same sheet.
OLDEST_SECONDS, MOST_DRAWING = 15.0, 20


@dataclass(frozen=True)
class Drawn:
    """An answer for everybody, plain and, a page, packed; it was begun `at`, by the steady clock, and took so many
    seconds."""

    state: str
    at: float
    took: float
    etag: str
    headers: Mapping[str, str]
    plain: bytes
    packed: bytes | None

    @property
    def age(self) -> float:
        """In seconds."""
        return time.monotonic() - self.at

    def is_new(self, state: str) -> bool:
        """It is what there is to see, or was drawn just now; what takes long is drawn less often."""
        pause = max(settings.CROWD_SECONDS, MOST_DRAWING * self.took) if settings.CROWD_SECONDS else 0
        return self.state == state or self.age < min(pause, OLDEST_SECONDS)

    def will_do(self) -> bool:
        """While the next one is drawn."""
        return bool(settings.CROWD_SECONDS) and self.age < OLDEST_SECONDS

    def sent(self, request: HttpRequest) -> HttpResponse:
        """As this reader's browser takes it."""
        if self.etag and self.etag in [etag.removeprefix("W/") for etag in _known(request)]:
            return HttpResponse(status=304, headers={**self.headers, "ETag": self.etag})
        packed = self.packed if "gzip" in request.headers.get("Accept-Encoding", "") else None
        answer = HttpResponse(packed or self.plain, headers=self.headers)
        answer.headers["Content-Length"] = str(len(answer.content))
        if packed:
            answer.headers["Content-Encoding"] = "gzip"
        if self.etag:
            answer.headers["ETag"] = f"W/{self.etag}" if packed else self.etag
        return answer


def _known(request: HttpRequest) -> list[str]:
    return parse_etags(request.headers.get("If-None-Match", ""))
