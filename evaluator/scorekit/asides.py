"""What a scoring program may say besides its answer: words for the team, and the losses of single rows."""

import csv
import io
import math
from collections.abc import Iterable
from pathlib import Path

from .places import Places

OUTPUT = Places().output
PUBLIC_LOG = "public.log"
PUBLIC_LOG_BYTES = 64 * 1024
CUT = b"(cut: nothing more is told)\n"
ROW_LOSSES = "row_losses.csv"
ROW_LOSSES_BYTES = 16 * 1024 * 1024
HEADER = ("id", "part", "loss")


def tell(text: str, *, folder: Path = OUTPUT) -> None:
    """Say something to the team, at once; it is shown as text. What the truth would betray must not be told.

    The words of one run are kept up to 64 KiB; of what goes beyond, the beginning and a line that says so.
    """
    said = text.encode("utf-8", "backslashreplace") + (b"" if text.endswith("\n") else b"\n")
    with (folder / PUBLIC_LOG).open("ab") as log:
        room = PUBLIC_LOG_BYTES - len(CUT) - log.tell()
        if len(said) <= room:
            log.write(said)
        elif room >= 0:
            log.write((said[: room - 1] + b"\n" if room else b"") + CUT)


def write_row_losses(rows: Iterable[tuple[str, str, float]], *, folder: Path = OUTPUT) -> bool:
    """Keep the loss (smaller is better) of every row of the truth: its id, its part (public or private), its loss.

    All or nothing: False, and no file, where they would take more than 16 MiB. They are never shown. Raises
    ValueError for a part that is none, or a loss that is not a finite number.
    """
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\n")
    table.writerow(HEADER)
    for name, part, loss in rows:
        if part not in ("public", "private") or not math.isfinite(loss):
            raise ValueError(f"row {name!r}: {part!r} is no part, or {loss!r} is not finite")
        table.writerow((name, part, repr(float(loss))))
        if written.tell() > ROW_LOSSES_BYTES:
            return False
    content = written.getvalue().encode("utf-8")
    if len(content) > ROW_LOSSES_BYTES:
        return False
    (folder / ROW_LOSSES).write_bytes(content)
    return True
