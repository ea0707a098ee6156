# TRIES: sleeps for ever, deaf to signals, in several processes.
# MUST REPORT: SCORER_FAILED.
# NEVER: the entry blamed for it; the slot held beyond the wall limit.
import os
import signal
import time

for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
os.fork()
time.sleep(3600)
