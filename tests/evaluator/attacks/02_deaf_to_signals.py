# TRIES: be immortal: ignores and blocks every signal in a chain of sessions, each respawning the one before.
# MUST REPORT: TIME_LIMIT.
# NEVER: a process of it outlives the container; the slot waits for a polite end.
import os
import signal
import time

everything = set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}
for number in everything:
    signal.signal(number, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, everything)
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
while True:
    try:
        if os.fork() == 0:
            os.setsid()
            time.sleep(0.5)
            os._exit(0)
    except OSError:
        pass
    time.sleep(0.2)
