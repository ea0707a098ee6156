"""Somebody leaves, somebody is called in, a project goes: the rest is shared out anew."""

import pytest

from challenges.jury.models import Round
from challenges.jury.opening import open_panel
from challenges.jury.progress import cells_of
from challenges.jury.replacing import remove_candidate, remove_juror, reseat_juror
from challenges.jury.wanted import ProjectsShort
from challenges.panels.models import Panel, Seat
from challenges.panels.seating import Place
from tests.factories import NOW
from tests.factories.jury import make_full_panel, make_juror


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
