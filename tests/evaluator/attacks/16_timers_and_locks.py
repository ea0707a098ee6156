# TRIES: small objects of the kernel without end: timers, record locks, queued signals, epolls watching epolls.
# MUST REPORT: RUNTIME_ERROR, MEMORY_LIMIT or TIME_LIMIT.
# NEVER: kernel memory beyond the run's limit; a limit that a neighbour of another user runs into.
import ctypes
import fcntl
import os
import select
import signal
import time

libc = ctypes.CDLL(None, use_errno=True)
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())


def timers():
    made, handle = 0, ctypes.c_void_p()
    while made < 200_000 and libc.timer_create(1, None, ctypes.byref(handle)) == 0:
        made += 1
    return made


def queued_signals():
    sent = 0
    while sent < 200_000 and libc.sigqueue(os.getpid(), signal.SIGRTMIN, None) == 0:
        sent += 1
    return sent


def record_locks():
    with open("/tmp/locked", "wb") as file:
        for place in range(3_000):
            fcntl.lockf(file, fcntl.LOCK_EX, 1, 2 * place)


def nested_epolls():
    chain = [select.epoll()]
    try:
        while True:
            chain.append(select.epoll())
            chain[-1].register(chain[-2].fileno())
    except OSError as error:
        return error


for flood in (timers, queued_signals, record_locks, nested_epolls):
    started = time.monotonic()
    print("ATTACK-RESULT: blocked", flood.__name__, flood(), round(time.monotonic() - started, 2), flush=True)
os._exit(1)
