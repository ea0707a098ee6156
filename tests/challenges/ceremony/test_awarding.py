"""Awards are made, changed, ordered and removed until the ceremony is armed."""

import json

import pytest

from challenges.ceremony.award_rules import (
    MOST_AWARDS,
    AwardsArmed,
    AwardsLive,
    AwardsPublished,
    AwardsTold,
    LaureatesStand,
    TooManyAwards,
)
from challenges.ceremony.awarded import awards_of
from challenges.ceremony.awarding import change_award, make_award, move_award, remove_award
from challenges.ceremony.models import Award, State
from challenges.journal.models import JournalEntry
from tests.factories import NOW, make_challenge
from tests.factories import stage as factory
from tests.factories.editions import texts
from tests.factories.jury import make_panel

pytestmark = pytest.mark.django_db


def draft(edition, **fields):
    return Award(edition=edition, **{"title": texts("Grand prize"), **fields})


def last_line():
    return JournalEntry.objects.latest("number")


def test_new_award_is_the_last_and_is_for_the_challenge_of_its_panel(edition, challenge, dora):
    factory.make_award(edition)
    made = make_award(draft(edition, panel=make_panel(challenge), told=99), by=dora, now=NOW)
    assert (made.order, made.challenge_id, made.told) == (1, challenge.pk, 10)
    line = last_line()
    assert (line.deed, line.details["edition"], line.details["changes"]["told"]) == ("award.added", "demo", [None, 10])


def test_same_award_made_twice_is_one(edition, dora):
    row = draft(edition)
    again = draft(edition, pk=row.pk)
    assert make_award(row, by=dora, now=NOW) == make_award(again, by=dora, now=NOW)
    assert Award.objects.count() == 1


def test_edition_has_so_many_awards_at_most(edition, dora):
    Award.objects.bulk_create([draft(edition) for _ in range(MOST_AWARDS)])
    with pytest.raises(TooManyAwards):
        make_award(draft(edition), by=dora, now=NOW)


def test_change_is_told_from_what_to_what(edition, dora):
    award = factory.make_award(edition)
    award.handed_by = "The director"
    change_award(award, by=dora, now=NOW)
    assert last_line().details["changes"] == {"handed_by": ["", "The director"]}


def test_fewer_places_leave_the_laureates_of_those_that_are_told(edition, dora, alices_team, mallorys_team):
    award = factory.make_award(edition, told=2)
    for team in (alices_team, mallorys_team):
        factory.make_laureate(award, team)
    award.told = 1
    change_award(award, by=dora, now=NOW)
    assert [row.team for row in award.laureates.all()] == [alices_team]


@pytest.mark.parametrize("change", ["panel", "kind", "challenge"])
def test_award_with_laureates_does_not_get_them_from_elsewhere(edition, challenge, dora, alices_team, change):
    award = factory.make_award(edition)
    factory.make_laureate(award, alices_team)
    values = {"panel": make_panel(challenge), "kind": "public", "challenge": make_challenge(edition, slug="quais")}
    setattr(award, change, values[change])
    with pytest.raises(LaureatesStand):
        change_award(award, by=dora, now=NOW)
    award.laureates.all().delete()
    change_award(award, by=dora, now=NOW)


def test_theme_prize_with_laureates_becomes_a_main_one(edition, dora, alices_team):
    award = factory.make_award(edition, kind="theme")
    factory.make_laureate(award, alices_team)
    award.kind = "main"
    assert change_award(award, by=dora, now=NOW).kind == "main"


def test_awards_move_among_those_of_their_kind_alone(edition, dora):
    first, second, theme = (factory.make_award(edition, kind=kind) for kind in ("main", "main", "theme"))
    assert awards_of(edition) == [theme, first, second]
    assert move_award(second, up=True, by=dora, now=NOW)
    assert awards_of(edition) == [theme, second, first]
    assert not move_award(second, up=True, by=dora, now=NOW)
    assert not move_award(theme, up=False, by=dora, now=NOW)
    assert not move_award(first, up=False, by=dora, now=NOW)


def test_removed_award_is_gone_once(edition, dora, alices_team):
    award = factory.make_award(edition)
    factory.make_laureate(award, alices_team)
    assert [remove_award(award, by=dora, now=NOW) for _ in range(2)] == [True, False]
    assert last_line().deed == "award.removed"
    assert alices_team.name not in json.dumps(last_line().details)


@pytest.mark.parametrize(
    ("state", "refusal"), [(State.ARMED, AwardsArmed), (State.LIVE, AwardsLive), (State.DONE, AwardsTold)]
)
def test_nothing_changes_once_the_ceremony_is_armed(edition, dora, state, refusal):
    award = factory.make_award(edition)
    factory.make_ceremony(edition, state=state)
    for deed in (
        lambda: make_award(draft(edition), by=dora, now=NOW),
        lambda: change_award(award, by=dora, now=NOW),
        lambda: move_award(award, up=True, by=dora, now=NOW),
        lambda: remove_award(award, by=dora, now=NOW),
    ):
        with pytest.raises(refusal):
            deed()


def test_nothing_changes_after_the_publication_whatever_an_old_page_says(edition, dora):
    award = factory.make_award(edition)
    type(edition).objects.update(results_published_at=NOW)
    with pytest.raises(AwardsPublished):
        change_award(award, by=dora, now=NOW)
