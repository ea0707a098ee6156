# TRIES: SIGKILL to all it may reach (-1), to process 1, and at last to itself: exit code 137 as of a limit.
# MUST REPORT: RUNTIME_ERROR with exit code 137, its own doing.
# NEVER: MEMORY_LIMIT or TIME_LIMIT for a code of 137, or a free retry as if the engine had failed.
import os
import signal
import time

for _ in range(20):
    if os.fork() == 0:
        time.sleep(30)
for target in (-1, 1, os.getppid(), 0):
    for number in (signal.SIGSTOP, signal.SIGKILL):
        if target != 0:
            try:
                os.kill(target, number)
            except OSError as error:
                print("blocked", target, number, error, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
