"""The awards as the script needs them."""

import pytest

from challenges.ceremony.prizes import prize_of, prizes_of
from tests.factories import make_team
from tests.factories.jury import make_panel
from tests.factories.stage import make_award, make_laureate

pytestmark = pytest.mark.django_db


def test_places_come_from_the_first_on_and_those_ex_aequo_share_one(challenge, alices_team, mallorys_team, carol):
    carols_team = make_team(challenge.edition, name="Le Large", captain=carol)
    award = make_award(challenge.edition, panel=make_panel(challenge, jury_weight=70), told=2)
    make_laureate(award, carols_team, rank=2, first=61.5, second=80)
    make_laureate(award, alices_team, rank=1, pronunciation="lé-za-li-zé")
    make_laureate(award, mallorys_team, rank=1)
    (prize,) = prizes_of(challenge.edition)
    assert [{team.team for team in place} for place in prize.places] == [
        {alices_team.name, mallorys_team.name},
        {carols_team.name},
    ]
    assert (prize.weights, prize.told, prize.places[1][0].first, prize.places[1][0].second) == ((70, 30), 2, 61.5, 80)


def test_award_without_laureates_has_no_place(challenge):
    make_award(challenge.edition, title="Coup de coeur", kind="favourite")
    (prize,) = prizes_of(challenge.edition)
    assert (prize.places, prize.weights, prize.kind, prize.partner) == ((), None, "favourite", "")


def test_two_queries_however_many_awards(challenge, alices_team, django_assert_num_queries):
    for _ in range(4):
        make_laureate(make_award(challenge.edition), alices_team)
    with django_assert_num_queries(2):
        prizes_of(challenge.edition)


def test_prize_of_one_award(challenge, alices_team):
    award = make_award(challenge.edition)
    make_laureate(award, alices_team)
    assert prizes_of(challenge.edition) == [prize_of(award)]
