"""A declared tie becomes a recusal, or nothing."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.jury.keeping_rules import NothingMarked, TieLookedAt
from challenges.jury.models import Recusal, Round
from challenges.jury.opening import open_panel
from challenges.jury.progress import cells_of
from challenges.jury.settling import clear_tie, concern_tie
from challenges.panels.models import Relation, Tie
from tests.factories import NOW
from tests.factories.jury import make_full_panel


@pytest.fixture
def panel(challenge):
    return make_full_panel(challenge, jurors=5, projects=5)


@pytest.fixture
def tie(panel):
    return Tie.objects.create(juror=panel.jurors.first(), relation=Relation.MENTOR, name="Karim Bennani")


def test_tie_concerns_a_project(panel, tie, dora):
    one = panel.candidates.first()
    assert concern_tie(tie, [one.pk], by=dora, now=NOW) is None
    found = Recusal.objects.get()
    assert (found.juror, found.candidate, found.relation, found.by) == (tie.juror, one, "mentor", dora)
    line = JournalEntry.objects.get(deed="jury.tie_concerns")
    assert line.details["codes"] == [one.code]
    assert "Bennani" not in str(line.details)
    with pytest.raises(TieLookedAt):
        concern_tie(tie, [one.pk], by=dora, now=NOW)
    with pytest.raises(TieLookedAt):
        clear_tie(tie, by=dora, now=NOW)


def test_recused_while_the_round_goes_on_another_juror_scores_it(panel, tie, dora):
    Tie.objects.update(settled_at=NOW)
    open_panel(panel, by=dora, now=NOW)
    Tie.objects.update(settled_at=None)
    anchor = panel.candidates.filter(is_anchor=True).first()
    mine = tie.juror.assignments.exclude(candidate=anchor).filter(candidate__is_anchor=False).first()
    concern_tie(tie, [mine.candidate_id], by=dora, now=NOW)
    who = {juror for juror, code in cells_of(panel, Round.SCREENING) if code == mine.candidate.code}
    assert len(who) == 3
    assert tie.juror_id not in who


def test_tie_concerns_none(tie, dora):
    with pytest.raises(NothingMarked):
        concern_tie(tie, [], by=dora, now=NOW)
    clear_tie(tie, by=dora, now=NOW)
    tie.refresh_from_db()
    assert tie.settled_at == NOW
    assert not Recusal.objects.exists()


def test_project_of_another_panel_is_none(tie, challenge, dora, panel):
    other = type(panel).objects.create(edition=panel.edition, title={"fr": "x"}, created_at=NOW)
    foreign = other.candidates.create(code="Z9Z9")
    with pytest.raises(NothingMarked):
        concern_tie(tie, [foreign.pk], by=dora, now=NOW)
