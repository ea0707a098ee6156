# TRIES: a child takes all the memory and dies for it; the parent leaves good predictions and exits 0.
# MUST REPORT: MEMORY_LIMIT: the run needed more than it may have, whoever was killed for it.
# NEVER: scored, so that a run tries its luck with the memory of all and keeps what survives.
import csv
import os

ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
child = os.fork()
if child == 0:
    blocks = []
    while True:
        blocks.append(bytearray(b"x") * (16 << 20))
_, status = os.waitpid(child, 0)
print("the child ended with", os.waitstatus_to_exitcode(status), flush=True)
