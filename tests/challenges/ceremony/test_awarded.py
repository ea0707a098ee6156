"""Awards in the order of the evening, and where laureates come from."""

import pytest

from challenges.ceremony.award_lacking import Ground, lacks_of
from challenges.ceremony.award_rules import AwardsArmed, AwardsPublished, Source
from challenges.ceremony.awarded import (
    awards_of,
    has_poll,
    holding_refusal,
    locked_decision,
    locked_decisions,
    source_of,
    team_in_the_end,
)
from challenges.jury.models import Decision
from challenges.popular.models import Poll
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_person, make_team
from tests.factories.stage import make_award, make_ceremony, make_laureate

pytestmark = pytest.mark.django_db


def test_awards_stand_in_the_order_in_which_they_are_told(edition):
    kinds = ("main", "favourite", "public", "sponsor", "theme", "main")
    made = [make_award(edition, kind=kind) for kind in kinds]
    assert awards_of(edition) == [made[4], made[3], made[2], made[1], made[0], made[5]]


def test_two_queries_however_many_awards(edition, alices_team, mallorys_team, django_assert_num_queries):
    for _ in range(4):
        award = make_award(edition)
        make_laureate(award, alices_team)
        make_laureate(award, mallorys_team)
    with django_assert_num_queries(2):
        for award in awards_of(edition):
            lacks_of(award, Ground(Source.CHOICE))


def test_jury_decides_before_the_public_and_the_public_before_people(edition, award):
    public, favourite = make_award(edition, kind="public"), make_award(edition, kind="favourite")
    assert not has_poll(edition.pk)
    assert [source_of(one, has_poll=False) for one in (award, public, favourite)] == [
        Source.DECISION,
        Source.CHOICE,
        Source.CHOICE,
    ]
    Poll.objects.create(edition=edition, opens_at=OPENS_AT, closes_at=CLOSES_AT)
    assert has_poll(edition.pk)
    assert source_of(public, has_poll=True) == Source.VOTE


def test_decisions_that_are_locked_are_found_by_panel(award, decision, favourite):
    assert locked_decisions([award, favourite]) == {award.panel_id: decision}
    assert (locked_decision(award), locked_decision(favourite)) == (decision, None)
    Decision.objects.update(locked_at=None)
    assert (locked_decisions([award]), locked_decision(award)) == ({}, None)


def test_team_in_the_end_is_the_last_of_a_chain(edition, alices_team, mallorys_team):
    first = make_team(edition, name="First", captain=make_person("first"))
    first.merged_into = alices_team
    alices_team.merged_into = mallorys_team
    alices_team.save()
    assert team_in_the_end(first) == mallorys_team == team_in_the_end(mallorys_team)


def test_what_holds_the_awards(edition):
    assert holding_refusal(edition) is None
    ceremony = make_ceremony(edition)
    assert holding_refusal(edition) is None
    ceremony.state = "armed"
    ceremony.save()
    assert isinstance(holding_refusal(edition), AwardsArmed)
    edition.results_published_at = NOW
    assert isinstance(holding_refusal(edition), AwardsPublished)
