"""Numbers for Prometheus. All are read from the database and the disk, so that every process says the same; requests
are not counted, for each process would count its own."""

from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.operations.queries import COUNTS, at_work, letters, open_failures, queue_totals, reading, unbegun
from challenges.operations.storage import STORAGE, spaces
from evaluator import __version__
from smartport.exposition import CONTENT_TYPE, Gauge, exposed, gauge

BEARER = "Bearer "
# Whoever has one of these came by a proxy, and may be anybody.
BROUGHT_BY_A_PROXY = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """To who has the token; where there is none, to this machine itself."""
    if not _may_read(request):
        headers = {"WWW-Authenticate": "Bearer"} if settings.METRICS_TOKEN else {}
        return HttpResponse(status=401 if settings.METRICS_TOKEN else 403, headers=headers)
    text = exposed(_gauges(now=clock.now()))
    return HttpResponse(text, content_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        brought = request.headers.get("Authorization", "")
        return brought.startswith(BEARER) and constant_time_compare(
            brought.removeprefix(BEARER).strip(), settings.METRICS_TOKEN
        )
    came_by_proxy = settings.PROXIES or any(name in request.headers for name in BROUGHT_BY_A_PROXY)
    return not came_by_proxy and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _gauges(*, now: datetime) -> Iterator[Gauge]:
    yield Gauge("smartport_build_info", "The version of the site.", [({"version": __version__}, 1)])
    yield from _queue(now=now)
    yield from _machines(now=now)
    yield from _counted()
    waiting, given_up = letters()
    yield gauge("smartport_letters_waiting", "Letters that wait to be sent.", waiting)
    yield gauge("smartport_letters_given_up", "Letters that were given up after many tries.", given_up)
    yield gauge("smartport_failed_tasks", "Kinds of task failure that nobody has dealt with.", open_failures().count())
    beat = reading("worker")
    if beat:
        yield gauge("smartport_worker_seen_timestamp_seconds", "When the site's worker swept last.", _seconds(beat.at))
    yield from _disk()


def _queue(*, now: datetime) -> Iterator[Gauge]:
    waiting, oldest = queue_totals(now=now)
    sent, late = unbegun(now=now)
    age = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
    yield gauge("smartport_queue_length", "Evaluations that wait to be sent to a machine.", waiting)
    yield gauge("smartport_queue_oldest_age_seconds", "How long the oldest of them has waited.", age)
    yield gauge("smartport_orders_unbegun", "Orders that stand before the machines.", sent)
    yield gauge("smartport_orders_expired", "Orders whose lease ran out before anybody began.", late)


def _machines(*, now: datetime) -> Iterator[Gauge]:
    found = [({"machine": each.machine.name}, each) for each in at_work(now=now)]
    yield Gauge(
        "smartport_machine_slots", "Evaluations it can run at once.", [(of, m.machine.slots) for of, m in found]
    )
    yield Gauge("smartport_machine_running", "Evaluations it has begun.", [(of, len(m.runs)) for of, m in found])
    yield Gauge("smartport_machine_up", "1 while it speaks, else 0.", [(of, not m.is_silent) for of, m in found])
    drained = [(of, m.machine.drain_asked_at is not None) for of, m in found]
    yield Gauge("smartport_machine_drained", "1 while it is given nothing new.", drained)
    failed = [(of, m.machine.breakdowns) for of, m in found]
    yield Gauge("smartport_machine_breakdowns", "Evaluations it failed at since it is known.", failed)
    seen = [(of, _seconds(m.machine.seen_at)) for of, m in found]
    yield Gauge("smartport_machine_seen_timestamp_seconds", "When it spoke last.", seen)


def _counted() -> Iterator[Gauge]:
    """As the clock counted them last, which is told along."""
    counts, storage = reading(COUNTS), reading(STORAGE)
    if counts:
        rows = counts.value.get("evaluations", [])
        by_end = [({"state": state, "outcome": outcome}, n) for state, outcome, n in rows]
        yield Gauge("smartport_evaluations", "Evaluations by state and outcome.", by_end)
        yield gauge("smartport_submissions", "Submissions received.", counts.value.get("submissions", 0))
        yield gauge("smartport_counted_timestamp_seconds", "When these were counted.", _seconds(counts.at))
    if storage:
        kinds = storage.value.get("kinds", {}).items()
        for what, told in (("bytes", "Bytes stored, by kind."), ("files", "Files stored, by kind.")):
            found = [({"kind": kind}, taken[what]) for kind, taken in kinds if taken[what] is not None]
            yield Gauge(f"smartport_storage_{what}", told, found)


def _disk() -> Iterator[Gauge]:
    found = [({"disk": space.what}, space) for space in spaces()]
    yield Gauge("smartport_disk_free_bytes", "Left on the disk.", [(of, space.free) for of, space in found])
    yield Gauge("smartport_disk_bytes", "The size of the disk.", [(of, space.total) for of, space in found])


def _seconds(moment: datetime) -> float:
    return moment.timestamp()
