"""Criteria until the panel opens."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.panels.criteria import keep_criterion, move_criterion, remove_criterion, start_rubric
from challenges.panels.models import Criterion
from challenges.panels.rules import PanelFrozen, ScaleUnfit, TooManyCriteria
from tests.factories import NOW
from tests.factories.editions import texts
from tests.factories.jury import make_panel


@pytest.fixture
def panel(challenge):
    return make_panel(challenge, criteria=())


def keys(panel):
    return [one.key for one in panel.criteria.all()]


def test_ready_rubric_comes_once(panel, dora):
    assert [start_rubric(panel, by=dora, now=NOW) for _ in range(2)] == [5, 0]
    assert keys(panel) == ["relevance", "rigour", "feasibility", "originality", "clarity"]


def test_new_criterion_is_last_and_named_after_its_title(panel, dora):
    for _ in range(2):
        keep_criterion(Criterion(panel=panel, title=texts("Sea sense")), by=dora, now=NOW)
    keep_criterion(Criterion(panel=panel, title={"ar": "الوضوح"}), by=dora, now=NOW)
    assert keys(panel) == ["sea-sense", "sea-sense-2", "criterion"]


def test_changed_criterion_keeps_its_name_and_loses_grades_beyond_its_scale(panel, dora):
    start_rubric(panel, by=dora, now=NOW)
    found = panel.criteria.get(key="clarity")
    found.highest, found.weight = 3, 40
    keep_criterion(found, by=dora, now=NOW)
    found.refresh_from_db()
    assert (found.key, set(found.levels)) == ("clarity", {"1", "2", "3"})
    line = JournalEntry.objects.get(deed="panel.criterion_changed")
    assert line.details["changes"]["weight"] == [15, 40]
    keep_criterion(found, by=dora, now=NOW)
    assert JournalEntry.objects.filter(deed="panel.criterion_changed").count() == 1


def test_order_changes_place_by_place(panel, dora):
    start_rubric(panel, by=dora, now=NOW)
    last = panel.criteria.get(key="clarity")
    assert move_criterion(last, up=True, by=dora, now=NOW)
    assert keys(panel)[3:] == ["clarity", "originality"]
    first = panel.criteria.get(key="relevance")
    assert not move_criterion(first, up=True, by=dora, now=NOW)
    assert move_criterion(first, up=False, by=dora, now=NOW)
    assert keys(panel)[:2] == ["rigour", "relevance"]


def test_removed_once(panel, dora):
    start_rubric(panel, by=dora, now=NOW)
    found = panel.criteria.get(key="clarity")
    assert [remove_criterion(found, by=dora, now=NOW) for _ in range(2)] == [True, False]
    assert not move_criterion(found, up=True, by=dora, now=NOW)


def test_what_does_not_fit_is_refused(panel, dora):
    with pytest.raises(ScaleUnfit):
        keep_criterion(Criterion(panel=panel, title=texts("x"), lowest=3, highest=3), by=dora, now=NOW)
    for _ in range(10):
        keep_criterion(Criterion(panel=panel, title=texts("x")), by=dora, now=NOW)
    with pytest.raises(TooManyCriteria):
        keep_criterion(Criterion(panel=panel, title=texts("x")), by=dora, now=NOW)


def test_open_panel_changes_no_criterion(panel, dora):
    start_rubric(panel, by=dora, now=NOW)
    found = panel.criteria.get(key="clarity")
    panel.opened_at = NOW
    panel.save()
    for deed in (keep_criterion, remove_criterion):
        with pytest.raises(PanelFrozen):
            deed(found, by=dora, now=NOW)
    with pytest.raises(PanelFrozen):
        move_criterion(found, up=True, by=dora, now=NOW)
    with pytest.raises(PanelFrozen):
        start_rubric(panel, by=dora, now=NOW)
