"""The picture of who scores what."""

from smartport.console.panel_matrix import matrix
from tests.factories.jury import make_full_panel


def test_cells_say_what_each_juror_has_to_do_with_each_project(challenge):
    panel = make_full_panel(challenge, jurors=3, projects=2, anchors=1)
    (first, second, third), (anchor, other) = panel.jurors.all(), panel.candidates.order_by("-is_anchor")
    cells = {(first.pk, anchor.code): True, (second.pk, anchor.code): False, (first.pk, other.code): False}
    found = matrix([first, second, third], [anchor, other], cells=cells, away={(third.pk, anchor.code)})
    assert [row.cells for row in found.rows] == [("cast", "anchor", "away"), ("asked", "nothing", "nothing")]
    assert [(column.short, column.load, column.width) for column in found.columns] == [
        ("J1", 2, 100),
        ("J2", 1, 50),
        ("J3", 0, 0),
    ]
    assert ([row.count for row in found.rows], found.total, found.loads) == ([2, 1], 3, (0, 2))


def test_empty_matrix_is_none_to_look_at(db):
    assert matrix([], [], cells={}, away=()).loads == (0, 0)
