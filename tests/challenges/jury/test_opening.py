"""A panel opens once, with all that follows from it."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.jury.keeping_rules import PanelNotReady
from challenges.jury.models import Assignment, Round
from challenges.jury.opening import open_panel
from challenges.jury.queries import living_assignments
from challenges.panels.models import Candidate, Panel
from challenges.panels.rules import PanelFrozen
from challenges.post.models import Letter
from tests.factories import NOW
from tests.factories.jury import make_full_panel


def test_open_panel_is_in_its_screening_and_everybody_is_told(challenge, dora):
    panel = make_full_panel(challenge)
    opened = open_panel(panel, by=dora, now=NOW)
    assert (opened.stage, opened.opened_at) == ("screening", NOW)
    assert Assignment.objects.filter(round=Round.SCREENING).count() == 2 * 5 + 2 * 3
    assert Letter.objects.filter(about__startswith="jury:begun:").count() == 5
    line = JournalEntry.objects.get(deed="panel.opened")
    assert len(line.details["criteria_sha256"]) == 64
    assert (line.details["projects"], line.details["jurors"]) == (4, 5)
    with pytest.raises(PanelFrozen):
        open_panel(opened, by=dora, now=NOW)
    with pytest.raises(PanelFrozen):
        open_panel(panel, by=dora, now=NOW)
    assert Letter.objects.filter(about__startswith="jury:begun:").count() == 5


def test_without_a_screening_everything_is_in_the_final(challenge, dora):
    panel = make_full_panel(challenge, has_screening=False, screening_closes_at=None)
    Candidate.objects.filter(pk=panel.candidates.first().pk).update(withdrawn_at=NOW)
    assert open_panel(panel, by=dora, now=NOW).stage == "final"
    assert living_assignments(panel, Round.FINAL).count() == 3 * 5
    assert Candidate.objects.filter(is_finalist=True).count() == 3


def test_what_lacks_something_does_not_open(challenge, dora):
    panel = make_full_panel(challenge)
    Candidate.objects.update(is_anchor=False)
    with pytest.raises(PanelNotReady):
        open_panel(panel, by=dora, now=NOW)
    assert Panel.objects.get().stage == "draft"
    assert not Assignment.objects.exists()
