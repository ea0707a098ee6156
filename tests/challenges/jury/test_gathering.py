"""From rows to a tally: what counts, under which names, and what is never read before its hour."""

import pytest

from challenges.jury.gathering import automatic_points, round_in_view, sitting
from challenges.jury.models import Recusal, Round
from challenges.leaderboards.models import Leaderboard, Standing
from challenges.panels.models import Relation, Seat, Stage
from tests.factories import NOW, make_submission, score_submission
from tests.factories.hearing import GRADES, make_hearing
from tests.factories.jury import make_juror


@pytest.fixture
def hearing(challenge):
    return make_hearing(challenge)


def recuse(hearing, name, code):
    given = {"juror": hearing.jurors[name], "candidate": hearing.candidates[code]}
    return Recusal.objects.create(**given, relation=Relation.FAMILY, at=NOW)


def test_sitting_ranks_by_codes_and_calls_jurors_by_number(hearing):
    found = sitting(hearing.panel, Round.FINAL)
    assert found.order == ("K7M2", "B4XQ", "T9HD", "W3ZN")
    assert list(found.jurors) == ["J1", "J2", "J3", "J4", "J5"]
    assert found.tally.ballots == dict.fromkeys(sorted(GRADES), 5)
    assert found.tally.problems == () == found.tally.remarks


def test_recusal_is_missing_and_never_a_zero(hearing):
    before = sitting(hearing.panel, Round.FINAL).tally.judgement.fit.quality["W3ZN"]
    recuse(hearing, "joris", "W3ZN")
    found = sitting(hearing.panel, Round.FINAL)
    assert found.tally.ballots["W3ZN"] == 4
    assert ("J5", "W3ZN") in found.tally.case.marks.recused
    assert abs(found.tally.judgement.fit.quality["W3ZN"] - before) < 5


def test_fewer_than_three_ballots_are_a_problem_and_no_ranking(hearing):
    for name in ("jamal", "judith", "joris"):
        recuse(hearing, name, "B4XQ")
    found = sitting(hearing.panel, Round.FINAL)
    assert [problem.code for problem in found.tally.problems] == ["too_few_ballots"]
    assert found.tally.judgement is None
    assert found.order == ()


def test_panel_in_two_parts_is_a_problem_that_names_anchors(challenge):
    halves = {"K7M2": (5, 4, 5, None, None), "B4XQ": (None, None, None, 3, 4)}
    found = sitting(make_hearing(challenge, grades=halves).panel, Round.FINAL)
    assert {problem.code for problem in found.tally.problems} == {"too_few_ballots", "panel_disconnected"}


def test_all_equal_grades_are_a_problem(challenge):
    found = sitting(make_hearing(challenge, grades=dict.fromkeys(GRADES, (3, 3, 3, 3, 3))).panel, Round.FINAL)
    assert [problem.code for problem in found.tally.problems] == ["all_grades_equal"]


def test_constant_juror_is_a_remark(challenge):
    grades = {code: (*given[:4], 3) for code, given in GRADES.items()}
    found = sitting(make_hearing(challenge, grades=grades).panel, Round.FINAL)
    assert [remark.code for remark in found.tally.remarks] == ["constant_juror"]
    assert found.order[0] == "K7M2"


def test_no_ballot_at_all_is_told(challenge):
    found = sitting(make_hearing(challenge, grades=dict.fromkeys(GRADES, (None,) * 5)).panel, Round.FINAL)
    assert [problem.code for problem in found.tally.problems] == ["too_few_ballots"]


def test_no_project_at_all_is_told(challenge):
    assert sitting(make_hearing(challenge, grades={}).panel, Round.FINAL).order == ()


def test_only_finalists_are_in_the_final_and_the_withdrawn_in_nothing(hearing):
    hearing.candidates["T9HD"].is_finalist = False
    hearing.candidates["T9HD"].save()
    hearing.candidates["W3ZN"].withdrawn_at = NOW
    hearing.candidates["W3ZN"].save()
    assert set(sitting(hearing.panel, Round.FINAL).order) == {"K7M2", "B4XQ"}


def test_ballots_of_who_left_count_and_reserves_take_no_room(hearing):
    hearing.jurors["joris"].left_at = NOW
    hearing.jurors["joris"].save()
    make_juror(hearing.panel, name="rita", seat=Seat.RESERVE)
    assert sitting(hearing.panel, Round.FINAL).tally.case.marks.jurors == ("J1", "J2", "J3", "J4", "J5")


def weigh(hearing, *, jury):
    hearing.panel.jury_weight = jury
    hearing.panel.save()


def stand(hearing, leaderboard, code, value):
    team = hearing.candidates[code].project.team
    evaluation = score_submission(make_submission(team, leaderboard.phase), public=1.0)
    scores = {"public_values": {}, "private_values": {leaderboard.columns[0]["key"]: value}}
    Standing.objects.create(
        leaderboard=leaderboard, team=team, evaluation=evaluation, position=1, rank=1, received_at=NOW, **scores
    )


def test_open_leaderboard_is_not_read(hearing, leaderboard, challenge):
    challenge.naive_anchor, challenge.target_anchor = 10.0, 2.0
    challenge.save()
    weigh(hearing, jury=60)
    stand(hearing, leaderboard, "W3ZN", 2.0)
    found = sitting(hearing.panel, Round.FINAL)
    assert [problem.code for problem in found.tally.problems] == ["board_not_closed"]
    assert found.tally.case.metrics == {} == found.tally.case.private


def test_scale_that_was_not_published_is_told(hearing):
    weigh(hearing, jury=60)
    assert [problem.code for problem in sitting(hearing.panel, Round.FINAL).tally.problems] == ["scale_missing"]


def test_closed_leaderboard_counts_on_the_published_scale(hearing, leaderboard, challenge):
    challenge.naive_anchor, challenge.target_anchor = 10.0, 2.0
    challenge.save()
    weigh(hearing, jury=60)
    stand(hearing, leaderboard, "W3ZN", 4.0)
    Leaderboard.objects.update(closed_at=NOW)
    found = sitting(hearing.panel, Round.FINAL)
    assert found.tally.case.automatic == {"K7M2": 0, "B4XQ": 0, "T9HD": 0, "W3ZN": 75}
    assert found.tally.case.last_submission == {"W3ZN": NOW}
    assert found.tally.judgement.final["W3ZN"] == found.tally.judgement.fit.quality["W3ZN"] * 3 / 5 + 30


def test_automatic_points_wait_for_the_close(hearing, leaderboard, challenge):
    best, nothing = hearing.candidates["W3ZN"], hearing.candidates["K7M2"]
    stand(hearing, leaderboard, "W3ZN", 4.0)
    Leaderboard.objects.update(closed_at=NOW)
    assert automatic_points(best) is None
    challenge.naive_anchor, challenge.target_anchor = 10.0, 2.0
    challenge.save()
    for one in (best, nothing):
        one.panel.challenge = challenge
    assert (automatic_points(best), automatic_points(nothing)) == (75, 0)
    Leaderboard.objects.update(closed_at=None)
    assert automatic_points(best) is None


def test_round_in_view_is_that_of_the_stage(hearing):
    rounds = {stage: round_in_view(at(hearing.panel, stage)) for stage in Stage}
    assert rounds[Stage.SELECTION] == Round.SCREENING == rounds[Stage.SCREENING]
    assert rounds[Stage.LOCKED] == Round.FINAL == rounds[Stage.DELIBERATION]
    hearing.panel.has_screening = False
    assert round_in_view(at(hearing.panel, Stage.DRAFT)) == Round.FINAL


def at(panel, stage):
    panel.stage = stage
    return panel
