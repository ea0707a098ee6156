# TRIES: fills the log by its name and through every descriptor, cuts it to hide that, makes it sparse and unreadable.
# MUST REPORT: OK or LOG_LIMIT.
# NEVER: a report with more log than its limit; a log file replaced by a link or a folder; the reader waits or fails.
import csv
import os
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
LOG = "/app/log/log"
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))


def attempt(name, call):
    try:
        print("done", name, call(), flush=True)
    except OSError as error:
        try:
            print("refused", name, error, flush=True)
        except OSError:
            return


for place in (LOG, "/proc/self/fd/1", "/proc/1/fd/1", "/proc/1/fd/2"):
    try:
        handle = os.open(place, os.O_WRONLY | os.O_APPEND)
        while True:
            os.write(handle, b"flood " * 1000)
    except OSError:
        os.truncate(LOG, 0)
attempt("rename", lambda: os.rename(LOG, LOG + "2"))
attempt("link", lambda: os.symlink("/etc/passwd", "/app/log/log3"))
attempt("folder", lambda: os.mkdir("/app/log/deep"))
attempt("hole", lambda: os.truncate(LOG, 60 << 20))
attempt("locked", lambda: os.chmod(LOG, 0))
