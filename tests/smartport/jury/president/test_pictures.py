"""Places of bars, dots and lines, without a database."""

from challenges.jury.columns import Column
from smartport.jury.president.pictures import REACH, bump, rank_span, score_dots, severities

TITLES = {"least_squares": "counts", "raw_mean": "mean", "z_score": "z"}


def column(method, **ranks):
    return Column(method, dict.fromkeys(ranks, 0.0), ranks)


def test_severities_reach_to_both_sides_of_the_middle():
    found = severities({"J1": 20.0, "J2": -20.0, "J3": 0.0})
    assert [(dot.name, dot.x) for dot in found] == [("J2", 50 - REACH), ("J3", 50), ("J1", 50 + REACH)]


def test_small_severities_look_small():
    assert severities({"J1": 1.0, "J2": -1.0})[1].x == 50 + REACH / 10
    assert severities({}) == []


def test_rank_span_covers_its_places():
    found = rank_span((2, 3), rank=2, count=4)
    assert (found.x, found.width, found.mark) == (25, 50, 37.5)


def test_scores_beyond_the_scale_stay_on_their_track():
    assert [dot.x for dot in score_dots({"J1": -5.0, "J2": 105.0})] == [2, 98]


def test_bump_draws_a_line_a_project_from_rank_to_rank():
    found = bump([column("least_squares", A=1, B=2), column("raw_mean", A=2, B=1)], ["A", "B"], titles=TITLES)
    assert [line.code for line in found.lines] == ["A", "B"]
    assert found.lines[0].start < found.lines[0].end
    assert [name for name, _ in found.names] == ["counts", "mean"]


def test_bump_begins_where_one_begins_to_read():
    found = bump(
        [column("least_squares", A=1, B=2), column("raw_mean", A=1, B=2)], ["A", "B"], titles=TITLES, is_rtl=True
    )
    assert found.names[0][1] > found.names[1][1]
    assert found.first[0] > found.last[0]


def test_bump_leaves_out_what_is_not_defined_and_what_lies_far_below():
    codes = [f"P{number:02}" for number in range(20)]
    ranks = {code: number for number, code in enumerate(codes, start=1)}
    empty = Column("z_score", {}, {})
    found = bump([column("least_squares", **ranks), empty, column("raw_mean", **ranks)], codes, titles=TITLES)
    assert found.more == 8
    assert len(found.names) == 2
    assert bump([column("least_squares", A=1, B=2), empty], ["A", "B"], titles=TITLES) is None
    assert bump([column("least_squares", A=1), column("raw_mean", A=1)], ["A"], titles=TITLES) is None
