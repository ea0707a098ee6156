"""Shapes are counted over all pieces of a column, and the first few cells of each are kept with their lines."""

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from datasets.reading.guess import guess
from datasets.reading.tally import EMPTY, EXAMPLES, NULL_WORD, PADDED, TEXT, Tally

CELLS = st.sampled_from(
    [
        "",
        "1",
        "-2",
        "1,5",
        "1 234",
        "007",
        "NA",
        "-",
        "oui",
        "Agadir",
        "2025-01-02",
        "03/04/2025",
        "13/04/2025",
        "3 rue",
    ]
)


def taken(*pieces: list[str]) -> Tally:
    found, row = Tally(), 2
    for piece in pieces:
        found.take(pa.array(piece, pa.string()), rows=np.arange(row, row + len(piece)))
        row += len(piece)
    return found


@settings(deadline=None)
@given(st.lists(CELLS, max_size=30), st.integers(0, 30))
def test_pieces_tally_as_the_whole(cells, at):
    parts, whole = taken(cells[:at], cells[at:]), taken(cells)
    assert parts.counts == whole.counts
    assert parts.cells == whole.cells
    assert guess(parts) == guess(whole)
    assert sum(whole.counts.values()) == len(cells)


def test_cells_are_counted_by_shape():
    counts = taken(["", "NA", "-", "007", "x", "7 x", "1" * 50]).counts
    assert (counts[EMPTY], counts[NULL_WORD], counts[PADDED], counts[TEXT]) == (1, 2, 1, 3)


def test_first_cells_are_kept_and_no_more():
    found = taken(["1", "a"], ["b", "2", "c" * 99, "d"])
    assert [(cell.row, cell.value) for cell in found.where([TEXT])] == [(3, "a"), (4, "b"), (6, "c" * 40)]
    assert len(found.cells[TEXT]) == EXAMPLES


def test_cells_of_several_shapes_come_in_the_order_of_their_rows():
    found = taken(["x", "007", "y", "008"])
    assert [cell.row for cell in found.where([PADDED, TEXT])] == [2, 3, 4]
