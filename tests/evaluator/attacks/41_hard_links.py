# TRIES: predictions.csv is a second name: of a file beside it, and of the input, the log and a file of the image.
# MUST REPORT: INVALID_OUTPUT.
# NEVER: a file with two names is taken: the other one may belong to somebody else.
import os

out = os.environ["OUTPUT_DIR"]
target = os.path.join(out, "predictions.csv")
for source in ("/app/input_data/test.csv", "/app/log/log", "/etc/passwd", "/proc/1/fd/1", __file__):
    try:
        os.link(source, target, follow_symlinks=True)
        print("ATTACK-RESULT: SUCCEEDED", source, flush=True)
        os.remove(target)
    except OSError as error:
        print("ATTACK-RESULT: blocked", source, error, flush=True)
with open(os.path.join(out, "other.csv"), "w") as file:
    file.write("id,prediction\n")
os.link(os.path.join(out, "other.csv"), target)
