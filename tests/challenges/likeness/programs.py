"""A program, the same under other names, and another one."""

PROGRAM = """\
import csv
from pathlib import Path

def read_calls(folder):
    rows = []
    with Path(folder, "calls.csv").open() as stream:  # hours
        for row in csv.DictReader(stream):
            waiting = float(row["waiting"]) if row["waiting"] else 0.0
            rows.append((row["ship"], row["berth"], waiting))
    return rows

def mean_of(rows, berth):
    kept = [waiting for ship, place, waiting in rows if place == berth]
    return sum(kept) / len(kept) if kept else None

def predict(rows, wanted, fallback=6.5):
    found = {}
    for key, berth in wanted:
        mean = mean_of(rows, berth)
        found[key] = fallback if mean is None else 0.8 * mean + 0.2 * fallback
    return found

def write(found, target):
    with open(target, "w") as out:
        print("id,value", file=out)
        for key, value in sorted(found.items()):
            print(f"{key},{value:.4f}", file=out)

if __name__ == "__main__":
    calls = read_calls("/app/input")
    wanted = [(row[0], row[1]) for row in calls if row[2] == 0.0]
    write(predict(calls, wanted), "/app/output/predictions.csv")
"""
RENAMED = '"""Our own work."""\n' + PROGRAM.replace("rows", "lines").replace("waiting", "delay").replace(
    "# hours", "# ours"
).replace("    return lines\n", "\n    # done\n\n    return lines\n")
OTHER = """\
class Model:
    def __init__(self, alpha=1.0):
        self.alpha = alpha
        self.weights = None

    def fit(self, x, y):
        gram = x.T @ x + self.alpha * np.eye(x.shape[1])
        self.weights = np.linalg.solve(gram, x.T @ y)
        return self

    def score(self, x, y):
        while True:
            try:
                residual = y - x @ self.weights
                break
            except ValueError:
                raise
        return -float(np.abs(residual).mean())
"""
