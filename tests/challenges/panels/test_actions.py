"""Panels are made, changed while they are drafts, and thrown away."""

from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.panels.actions import FIELDS, change_panel, drop_panel, make_panel
from challenges.panels.models import Panel
from challenges.panels.rules import HourNotToCome, PanelDecides, PanelFrozen
from tests.factories import NOW
from tests.factories.editions import texts
from tests.factories.jury import make_juror
from tests.factories.jury import make_panel as panel_row
from tests.factories.stage import make_award

DAY = timedelta(days=1)


def test_made_panel_has_a_seed_and_stands_in_the_journal(challenge, dora):
    row = Panel(edition=challenge.edition, challenge=challenge, title=texts("Jury"), final_closes_at=NOW + DAY)
    made = make_panel(row, by=dora, now=NOW)
    made.refresh_from_db()
    assert made.seed > 0
    assert made.created_at == NOW
    line = JournalEntry.objects.get(deed="panel.added")
    assert line.subject == f"panel:{made.pk}"
    assert set(line.details["changes"]) == {name for name in FIELDS if getattr(made, name) is not None}


def test_hour_of_a_new_panel_is_to_come(challenge, dora):
    row = Panel(edition=challenge.edition, challenge=challenge, title=texts("Jury"), final_closes_at=NOW)
    with pytest.raises(HourNotToCome):
        make_panel(row, by=dora, now=NOW)


def test_draft_is_changed_and_an_open_panel_is_not(challenge, dora):
    panel = panel_row(challenge)
    panel.ballots_each = 4
    change_panel(panel, by=dora, now=NOW)
    line = JournalEntry.objects.get(deed="panel.changed")
    assert line.details["changes"] == {"ballots_each": [3, 4]}
    Panel.objects.update(opened_at=NOW)
    with pytest.raises(PanelFrozen):
        change_panel(panel, by=dora, now=NOW)


def test_dropped_panel_takes_the_marks_of_its_jurors_along(challenge, dora, carol):
    panel, other = panel_row(challenge), panel_row(challenge)
    make_juror(panel, carol)
    rita = make_juror(panel, name="rita").user
    make_juror(other, rita)
    assert drop_panel(panel, by=dora, now=NOW)
    assert not drop_panel(panel, by=dora, now=NOW)
    carol.refresh_from_db()
    rita.refresh_from_db()
    assert (carol.judges, rita.judges) == (False, True)
    other.opened_at = NOW
    other.save()
    with pytest.raises(PanelFrozen):
        drop_panel(other, by=dora, now=NOW)


def test_panel_that_decides_an_award_stays(challenge, dora):
    panel = panel_row(challenge)
    award = make_award(challenge.edition, panel=panel)
    with pytest.raises(PanelDecides):
        drop_panel(panel, by=dora, now=NOW)
    award.delete()
    assert drop_panel(panel, by=dora, now=NOW)
