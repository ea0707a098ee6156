# TRIES: hides CPU time in children that live for 20 ms and are never waited for.
# MUST REPORT: TIME_LIMIT.
# NEVER: time that was used by the dead is not counted; judged by RLIMIT_CPU or by process 1 alone.
import os
import signal
import time

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    try:
        if os.fork() == 0:
            os.setsid()
            until = time.monotonic() + 0.02
            while time.monotonic() < until:
                pass
            os._exit(0)
    except OSError:
        time.sleep(0.001)
