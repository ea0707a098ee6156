"""Who is asked to stop does, but not in the middle of what would then be left lying about."""

import os
import signal
import threading

import pytest

from evaluator.stopping import Stopped, stoppable, unbroken


def ask() -> None:
    os.kill(os.getpid(), signal.SIGUSR1)


@pytest.fixture(autouse=True)
def ignored_elsewhere():
    before = signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    yield
    assert signal.signal(signal.SIGUSR1, before) == signal.SIG_IGN


def ended(work) -> BaseException | None:
    """What comes out of the work where it may be stopped."""
    try:
        with stoppable():
            work()
    except (Stopped, OSError) as error:
        return error
    return None


def test_work_is_broken_off():
    def work():
        ask()
        pytest.fail("the work went on")

    assert isinstance(ended(work), Stopped)


def test_what_is_unbroken_comes_to_its_end_and_then_it_stops():
    done = []

    def work():
        with unbroken():
            with unbroken():
                ask()
                done.append("inside")
            done.append("outside")
        done.append("after")

    assert isinstance(ended(work), Stopped)
    assert done == ["inside", "outside"]


def test_failure_of_the_unbroken_does_not_hide_that_it_was_to_stop():
    @unbroken()
    def work():
        ask()
        raise OSError("full")

    found = ended(work)
    assert isinstance(found, Stopped)
    assert isinstance(found.__context__, OSError)


def test_once_is_once():
    assert isinstance(ended(unbroken()(ask)), Stopped)
    assert ended(unbroken()(lambda: None)) is None


def test_another_thread_holds_nobody_back():
    inside, over = threading.Event(), threading.Event()

    def hold():
        with unbroken():
            inside.set()
            over.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait(10)
    try:
        assert isinstance(ended(ask), Stopped)
    finally:
        over.set()
        thread.join()
