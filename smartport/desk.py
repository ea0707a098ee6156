"""A few hands for many readers: of the requests that take work, a process does so many at a time and no more.

Threads that compute at once only hold each other up, and a transaction that is held up holds up everybody's. So reading
and writing have hands of their own, and the boards that everybody looks at need none (challenges/pages/crowd.py). What
has still to arrive is let in first: a slow line keeps no hand from work, and what was here in time was in time however
long it then waits for a hand. A large upload is read while it is checked and stored, and waits for nobody.
"""

from collections.abc import Callable
from threading import Semaphore

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from challenges import clock

Answer = Callable[[HttpRequest], HttpResponse]

READING = frozenset({"GET", "HEAD", "OPTIONS"})
READERS, WRITERS = 2, 1  # in each process
MOST_DIGITS = 15  # of a length that is read as one
# Who watches over the site is told how it is also while all hands are taken.
WATCHING = frozenset({"/health/", "/health/live/", "/metrics"})
PATIENCE_SECONDS = 10.0  # a hand that long at work waits for somebody else: a mail server, a disk


def few_at_a_time(get_response: Answer) -> Answer:
    """Middleware; notes on the request when all of it was here."""
    reading, writing = Semaphore(READERS), Semaphore(WRITERS)

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path in WATCHING or not _has_arrived(request):
            return get_response(request)
        request.arrived_at = clock.now()  # type: ignore[attr-defined]
        hands = reading if request.method in READING else writing
        is_ours = hands.acquire(blocking=False) or _waited(hands)
        try:
            return get_response(request)
        finally:
            if is_ours:
                hands.release()

    return answer


def _waited(hands: Semaphore) -> bool:
    """Who waits gives back a connection that others can work with meanwhile."""
    close_old_connections()
    return hands.acquire(timeout=PATIENCE_SECONDS)


def _has_arrived(request: HttpRequest) -> bool:
    """Read to its end, if it is small."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or len(length) > MOST_DIGITS or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return False
    try:
        request.body  # noqa: B018 - kept by Django
    except (RequestDataTooBig, UnreadablePostError):
        return False
    return True
