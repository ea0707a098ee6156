# TRIES: scores.json and public.log are links to the truth, row_losses.csv a pipe, refused.json a folder.
# MUST REPORT: SCORER_FAILED.
# NEVER: the truth taken for a log or a result, a link followed on the host, a reader that waits at the pipe.
import os

os.symlink("/app/input/ref/truth.csv", "/app/output/scores.json")
os.symlink("/app/input/ref/truth.csv", "/app/output/public.log")
os.mkdir("/app/output/refused.json")
try:
    os.mkfifo("/app/output/row_losses.csv")
except OSError:
    os.link("/app/output/scores.json", "/app/output/row_losses.csv", follow_symlinks=False)
