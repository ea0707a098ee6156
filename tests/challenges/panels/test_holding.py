"""What is held, and what is told."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.panels.holding import hold, hold_draft, tell
from challenges.panels.rules import PanelFrozen, PanelLocked
from tests.factories import NOW
from tests.factories.jury import at_stage, make_panel


@pytest.mark.django_db
def test_held_is_the_row_as_it_is_now(challenge):
    panel = make_panel(challenge)
    at_stage(make_panel(challenge), "final")
    type(panel).objects.filter(pk=panel.pk).update(opened_at=NOW, stage="final")
    assert hold(panel, now=NOW).stage == "final"
    with pytest.raises(PanelFrozen):
        hold_draft(panel, now=NOW)
    at_stage(panel, "locked")
    with pytest.raises(PanelLocked):
        hold(panel, now=NOW)


def test_told_by_a_person_or_by_the_clock(challenge, dora):
    panel = make_panel(challenge)
    tell(panel, "panel.opened", by=dora, now=NOW, jurors=3)
    tell(panel, "jury.distributed", by=None, now=NOW)
    by_dora, by_clock = JournalEntry.objects.exclude(number=0).order_by("number")
    assert (by_dora.actor, by_clock.actor) == (f"user:{dora.pk}", "clock")
    where = {"edition": "demo", "challenge": "rade", "panel": str(panel.pk)}
    assert by_dora.details == {**where, "jurors": 3}
