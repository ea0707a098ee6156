# TRIES: files without end, of names with 255 bytes, line breaks, escapes, unpaired surrogates, options and wildcards.
# MUST REPORT: OUTPUT_LIMIT.
# NEVER: a name of its own making in a log line, a command or a report; cleaning up fails.
import csv
import os

out = os.fsencode(os.environ["OUTPUT_DIR"])
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(out, b"predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
names = [b"\n2026-01-01 INFO verdict=OK", b"\x1b[2J\x1b]0;owned\x07", b"\xed\xa0\x80\xff\xfe"]
names += [b"-rf", b"--", b"*", b"$(id)", b"\\"]
names += [b"predictions.csv" + bytes([code]) for code in (9, 10, 13, 32, 127, 255)]
made = 0
try:
    for name in (*names, *(b"x" * 248 + b"%07d" % number for number in range(100_000))):
        os.close(os.open(os.path.join(out, name), os.O_CREAT | os.O_WRONLY, 0))
        made += 1
except OSError as error:
    print("ATTACK-RESULT: blocked after", made, "files", error.errno, flush=True)
