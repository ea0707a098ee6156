"""Projects come before a panel under random codes, are withdrawn, and some are anchors."""

import re

import pytest

from challenges.panels.candidates import (
    choose_anchors,
    draw_anchors,
    gather_candidates,
    readmit_candidate,
    withdraw_candidate,
)
from challenges.panels.queries import standing_candidates
from challenges.panels.rules import PanelFrozen, WhyMissing
from challenges.teams.models import Team
from tests.factories import NOW, make_challenge, make_person, make_team
from tests.factories.jury import make_panel
from tests.factories.projects import make_project


@pytest.fixture
def panel(challenge, alices_team, mallorys_team, alice, mallory):
    """Two projects that may come before it, and three that may not."""
    make_project(alices_team, challenge, by=alice)
    make_project(mallorys_team, challenge, by=mallory)
    make_project(alices_team, make_challenge(challenge.edition, slug="quais"), by=alice)
    rex, lena = make_person("rex"), make_person("lena")
    house = make_team(challenge.edition, name="House", captain=rex, is_baseline=True)
    gone = make_team(challenge.edition, name="Gone", captain=lena)
    make_project(house, challenge, by=rex)
    make_project(gone, challenge, by=lena)
    Team.objects.filter(pk=gone.pk).update(merged_into=alices_team)
    return make_panel(challenge, anchors=1)


def test_gathered_are_those_of_teams_that_play(panel, dora, alices_team, mallorys_team):
    assert [gather_candidates(panel, by=dora, now=NOW) for _ in range(2)] == [2, 0]
    found = list(standing_candidates(panel))
    assert {one.project.team for one in found} == {alices_team, mallorys_team}
    assert all(re.fullmatch("[A-Z][2-9][A-Z][2-9]", one.code) for one in found)


def test_panel_of_a_prize_takes_the_whole_edition(panel, dora):
    panel.challenge = None
    panel.save()
    assert gather_candidates(panel, by=dora, now=NOW) == 3


def test_withdrawn_with_a_reason_and_brought_back(panel, dora):
    gather_candidates(panel, by=dora, now=NOW)
    one = panel.candidates.first()
    with pytest.raises(WhyMissing):
        withdraw_candidate(one, reason="", by=dora, now=NOW)
    assert [withdraw_candidate(one, reason="Empty", by=dora, now=NOW) for _ in range(2)] == [True, False]
    assert gather_candidates(panel, by=dora, now=NOW) == 0
    assert [readmit_candidate(one, by=dora, now=NOW) for _ in range(2)] == [True, False]


def test_anchors_by_hand_and_by_the_seed(panel, dora):
    gather_candidates(panel, by=dora, now=NOW)
    first, second = standing_candidates(panel)
    assert choose_anchors(panel, [first.pk, second.pk], by=dora, now=NOW) == sorted([first.code, second.code])
    assert choose_anchors(panel, [second.pk], by=dora, now=NOW) == [second.code]
    drawn = [draw_anchors(panel, by=dora, now=NOW) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 1


def test_open_panel_takes_no_project_and_lets_them_go(panel, dora):
    gather_candidates(panel, by=dora, now=NOW)
    panel.opened_at = NOW
    panel.save()
    one = panel.candidates.first()
    assert withdraw_candidate(one, reason="Cheated", by=dora, now=NOW)
    with pytest.raises(PanelFrozen):
        readmit_candidate(one, by=dora, now=NOW)
    with pytest.raises(PanelFrozen):
        gather_candidates(panel, by=dora, now=NOW)
    with pytest.raises(PanelFrozen):
        draw_anchors(panel, by=dora, now=NOW)
