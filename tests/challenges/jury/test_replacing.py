"""Somebody leaves, somebody is called in, a project goes: the rest is shared out anew."""

import pytest

from challenges.jury.models import Round
from challenges.jury.opening import open_panel
from challenges.jury.progress import cells_of
from challenges.jury.queries import counted_ballots, left_to_do
from challenges.jury.replacing import recuse_juror, remove_candidate, remove_juror, reseat_juror
from challenges.jury.wanted import ProjectsShort
from challenges.panels.models import Panel, Seat, Stage
from challenges.panels.seating import Place
from challenges.post.models import Letter
from tests.factories import NOW
from tests.factories.hearing import GRADES, make_hearing
from tests.factories.jury import assign, make_ballot, make_full_panel, make_juror


@pytest.fixture
def panel(challenge, dora):
    made = make_full_panel(challenge, jurors=3, projects=5)
    make_juror(made, name="rita", seat=Seat.RESERVE)
    return open_panel(made, by=dora, now=NOW)


def test_who_leaves_is_gone_though_the_rest_lacks_somebody(panel, dora):
    gone = panel.jurors.filter(seat=Seat.JUROR).get()
    left = remove_juror(gone, reason="ill", by=dora, now=NOW)
    assert left.is_done
    assert isinstance(left.refusal, ProjectsShort)
    assert not remove_juror(gone, reason="ill", by=dora, now=NOW).is_done
    reserve = panel.jurors.get(seat=Seat.RESERVE)
    called = reseat_juror(reserve, Place(Seat.JUROR, reserve.institution), by=dora, now=NOW)
    assert (called.is_done, called.refusal) == (True, None)
    assert sum(juror == reserve.pk for juror, _ in cells_of(panel, Round.SCREENING)) == 5
    assert not reseat_juror(reserve, Place(Seat.JUROR, reserve.institution), by=dora, now=NOW).is_done


def test_withdrawn_project_is_scored_by_nobody(panel, dora):
    one = panel.candidates.first()
    assert remove_candidate(one, reason="Left", by=dora, now=NOW).is_done
    assert not remove_candidate(one, reason="Left", by=dora, now=NOW).is_done
    assert one.code not in {code for _, code in cells_of(panel, Round.SCREENING)}


def test_of_a_draft_nothing_is_shared_out(challenge, dora):
    draft = make_full_panel(challenge, jurors=3, projects=2)
    assert remove_juror(draft.jurors.last(), reason="ill", by=dora, now=NOW).refusal is None
    assert Panel.objects.get().stage == "draft"


def test_reserve_who_is_called_in_has_projects_and_a_letter(panel, dora):
    reserve = panel.jurors.get(seat=Seat.RESERVE)
    assert not reserve.assignments.exists()
    reseat_juror(reserve, Place(Seat.JUROR, reserve.institution), by=dora, now=NOW)
    assert left_to_do(reserve, Round.SCREENING).count() >= panel.anchors
    told = Letter.objects.filter(to=reserve.user, about__startswith=f"jury:shared:{reserve.pk}:")
    assert told.count() == 1


def test_ballots_of_whoever_leaves_the_final_stay_and_count(challenge, dora):
    grades = {**GRADES, "W3ZN": (2, 2, 1, 3, None)}
    hearing = make_hearing(challenge, stage=Stage.FINAL, grades=grades)
    joris = hearing.jurors["joris"]
    assign(joris, hearing.candidates["W3ZN"], in_round=Round.FINAL)
    done = remove_juror(joris, reason="ill", by=dora, now=NOW)
    assert (done.is_done, done.refusal) == (True, None)
    counted = counted_ballots(hearing.panel, Round.FINAL).filter(assignment__juror=joris)
    assert set(counted.values_list("assignment__candidate__code", flat=True)) == {"K7M2", "B4XQ", "T9HD"}
    assert not left_to_do(joris, Round.FINAL).exists()
    assert {code for juror, code in cells_of(hearing.panel, Round.FINAL) if juror == joris.pk} == {
        "K7M2",
        "B4XQ",
        "T9HD",
    }


def test_who_is_recused_on_the_way_is_replaced_where_one_is_free(challenge, dora):
    panel = open_panel(make_full_panel(challenge, jurors=4, projects=5), by=dora, now=NOW)
    row = panel.jurors.last().assignments.filter(candidate__is_anchor=False).first()
    make_ballot(row.juror, row.candidate, {"relevance": 3}, is_cast=False)
    before = {juror for juror, code in cells_of(panel, Round.SCREENING) if code == row.candidate.code}
    given = {"relation": "family", "reason": "", "by": row.juror.user, "now": NOW}
    assert recuse_juror(row.juror, row.candidate, **given).refusal is None
    after = {juror for juror, code in cells_of(panel, Round.SCREENING) if code == row.candidate.code}
    assert (len(before), len(after), row.juror_id in after) == (3, 3, False)
