"""A few hands: nobody is lost, nobody waits for a slow line, and the hour of arrival is that before the wait."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from smartport.desk import READERS, WATCHING, WRITERS, few_at_a_time
from smartport.env import pooled

CROWD = 6


@pytest.mark.parametrize(("method", "hands"), [("get", READERS), ("post", WRITERS)])
def test_so_many_are_worked_on_at_a_time(method, hands):
    lock, at_work, most, all_here = threading.Lock(), 0, 0, threading.Semaphore(0)

    def work(request: object) -> HttpResponse:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        all_here.acquire(timeout=0.05)  # long enough for the others to come in, if they could
        with lock:
            at_work -= 1
        return HttpResponse()

    answer = few_at_a_time(work)
    with ThreadPoolExecutor(max_workers=CROWD) as pool:
        answers = list(pool.map(lambda _: answer(getattr(RequestFactory(), method)("/")), range(CROWD)))
    assert ([one.status_code for one in answers], most) == ([200] * CROWD, hands)


@pytest.mark.parametrize("path", sorted(WATCHING))
def test_watchman_is_told_while_all_hands_are_taken(path):
    free, inside = threading.Event(), threading.Semaphore(0)

    def work(request: HttpRequest) -> HttpResponse:
        if request.path == "/":
            inside.release()
            free.wait(10)
        return HttpResponse()

    answer = few_at_a_time(work)
    with ThreadPoolExecutor(max_workers=READERS) as pool:
        waiting = [pool.submit(answer, RequestFactory().get("/")) for _ in range(READERS)]
        for _ in waiting:
            assert inside.acquire(timeout=10)
        assert answer(RequestFactory().get(path)).status_code == 200
        assert not free.is_set()
        free.set()


def test_hand_is_free_again_after_an_error():
    def work(request: object) -> HttpResponse:
        raise ValueError

    answer = few_at_a_time(work)
    for _ in range(READERS + 1):
        with pytest.raises(ValueError):  # noqa: PT011 - ours
            answer(RequestFactory().get("/"))


def test_arrival_is_noted_before_the_wait_and_the_body_is_still_there():
    seen = []
    answer = few_at_a_time(
        lambda request: seen.append((request.arrived_at is not None, request.POST["a"])) or HttpResponse()
    )
    answer(RequestFactory().post("/", {"a": "1"}))
    assert seen == [(True, "1")]


def test_large_upload_waits_for_nobody(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    seen = []
    answer = few_at_a_time(lambda request: seen.append(hasattr(request, "arrived_at")) or HttpResponse())
    answer(RequestFactory().post("/", b"x" * 11, content_type="text/csv"))
    assert seen == [False]


@pytest.mark.database
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only connections to a database server are shared")
@pytest.mark.django_db(transaction=True)
def test_who_waits_holds_no_connection(monkeypatch):
    """Readers have asked something before they wait for a hand; somebody hands in meanwhile."""
    shared = pooled(connection.settings_dict, most=READERS + 1)
    shared["OPTIONS"]["pool"]["timeout"] = 3  # seconds that a thread waits for a connection before it fails
    ours = ConnectionHandler({"default": shared})
    is_handed_in, all_here = threading.Event(), threading.Barrier(READERS + 2, timeout=5)

    def give_back() -> None:
        ours["default"].close_if_unusable_or_obsolete()

    def ask() -> None:
        with ours["default"].cursor() as cursor:
            cursor.execute("SELECT 1")

    def work(request: HttpRequest) -> HttpResponse:
        ask()
        if request.method == "GET":
            is_handed_in.wait(timeout=5)
        return HttpResponse()

    def read(_number: int) -> int:
        ask()
        all_here.wait()
        status = desk(RequestFactory().get("/")).status_code
        give_back()
        return status

    monkeypatch.setattr("smartport.desk.close_old_connections", give_back)
    desk = few_at_a_time(work)
    with ThreadPoolExecutor(max_workers=READERS + 1) as threads:
        reading = [threads.submit(read, number) for number in range(READERS + 1)]
        try:
            all_here.wait()
            desk(RequestFactory().post("/"))
        finally:
            is_handed_in.set()
            give_back()
        statuses = [one.result() for one in reading]
    ours["default"].close_pool()
    assert statuses == [200] * (READERS + 1)
