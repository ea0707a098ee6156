# TRIES: 15 MB of nested quotes, cells that end on other lines and half pairs: a reader that starts over is quadratic.
# MUST REPORT: INVALID_OUTPUT.
# NEVER: the scorer needs more time or memory than it has, so that the failure looks like ours.
import os

block = '"' + '""' * 400_000 + '"'
with open(os.path.join(os.environ["OUTPUT_DIR"], "predictions.csv"), "w") as file:
    file.write("id,prediction\n")
    for number in range(18):
        file.write(f"{number},{block}\n" if number % 3 else f'{number},"' + "\n" * 1000 + block[:-1] + "\n")
