"""What an award still lacks."""

from datetime import timedelta

import pytest

from challenges.ceremony.award_lacking import Ground, Lack, grounds_of, lacks_of
from challenges.ceremony.award_rules import Source
from challenges.ceremony.awarded import awards_of
from challenges.ceremony.models import Laureate
from challenges.popular.models import Poll
from challenges.teams.models import Team
from tests.factories import CLOSES_AT, OPENS_AT
from tests.factories.editions import texts
from tests.factories.stage import make_award, make_laureate

pytestmark = pytest.mark.django_db
CHOSEN = {"deciders": "Amina", "reason": "Because."}
SAID = {"citation": texts("For calm."), "pronunciation": "a-li-zé"}
CHOICE, VOTE, NOT_DECIDED = Ground(Source.CHOICE), Ground(Source.VOTE), Ground(Source.DECISION)


def lacking(edition, ground=CHOICE):
    (award,) = awards_of(edition)
    return lacks_of(award, ground)


def test_award_that_lacks_nothing(edition, alices_team):
    make_laureate(make_award(edition, handed_by="The director", **CHOSEN), alices_team, **SAID, project_title="")
    assert lacking(edition) == []


def test_texts_are_wanted_in_every_language_where_there_is_one(edition, alices_team):
    make_laureate(make_award(edition, handed_by="X", **CHOSEN), alices_team, **SAID)
    edition.awards.update(title={"fr": "Prix", "en": "Prize"}, prize={"fr": "Un stage"})
    assert lacking(edition) == [Lack("texts", languages=("ar", "en"))]
    edition.awards.update(kind="sponsor", handed_by="")
    assert [one.what for one in lacking(edition)] == ["texts", "partner", "handed_by"]


@pytest.mark.parametrize(
    ("ground", "what"),
    [
        (CHOICE, "laureates"),
        (NOT_DECIDED, "undecided"),
        (VOTE, "vote"),
        (Ground(Source.VOTE, is_vote_over=True), "laureates"),
    ],
)
def test_why_nobody_has_it(edition, ground, what):
    make_award(edition, handed_by="X")
    assert lacking(edition, ground) == [Lack(what)]


def test_jury_that_has_decided_waits_to_be_asked(award, decision):
    assert lacks_of(award, Ground(Source.DECISION, decision))[-1] == Lack("laureates")


def test_fewer_teams_than_places_and_those_ex_aequo_fill_two(edition, alices_team, mallorys_team):
    award = make_award(edition, told=2, handed_by="X", **CHOSEN)
    make_laureate(award, alices_team, **SAID)
    assert lacking(edition) == [Lack("fewer")]
    make_laureate(award, mallorys_team, rank=1, **SAID)
    assert lacking(edition) == []


def test_each_laureate_has_a_citation_and_a_pronunciation(edition, alices_team):
    row = make_laureate(make_award(edition, handed_by="X", **CHOSEN), alices_team, citation={"fr": "Pour le calme."})
    assert lacking(edition) == [Lack("citation", row, ("ar", "en")), Lack("pronunciation", row)]


@pytest.mark.parametrize("ground", [VOTE, NOT_DECIDED])
def test_laureates_from_somewhere_else_are_told(edition, alices_team, ground):
    make_laureate(make_award(edition, handed_by="X", **CHOSEN), alices_team, **SAID)
    assert lacking(edition, ground) == [Lack("moved")]


def test_decision_that_is_another_one_is_told(award, decision, alices_team):
    make_laureate(award, alices_team, **SAID)
    assert "moved" in [one.what for one in lacking(award.edition, Ground(Source.DECISION, decision))]
    type(award).objects.update(decision=decision)
    assert "moved" not in [one.what for one in lacking(award.edition, Ground(Source.DECISION, decision))]


def test_team_with_another_name_or_in_another_team_is_told(edition, alices_team, mallorys_team):
    make_laureate(make_award(edition, handed_by="X", **CHOSEN), alices_team, **SAID)
    Team.objects.filter(pk=alices_team.pk).update(name="Vent debout")
    assert lacking(edition) == [Lack("renamed")]
    Laureate.objects.update(team_name="Vent debout")
    assert lacking(edition) == []
    Team.objects.filter(pk=alices_team.pk).update(merged_into=mallorys_team)
    assert lacking(edition) == [Lack("renamed")]


def test_grounds_of_all_awards_in_two_queries(award, decision, favourite, django_assert_num_queries):
    public = make_award(award.edition, kind="public")
    Poll.objects.create(edition=award.edition, opens_at=OPENS_AT, closes_at=CLOSES_AT)
    for now, is_over in ((CLOSES_AT, False), (CLOSES_AT + timedelta(seconds=1), True)):
        with django_assert_num_queries(2):
            found = grounds_of(award.edition, [award, favourite, public], now=now)
        assert [found[one.pk].source for one in (award, favourite, public)] == ["decision", "choice", "vote"]
        assert (found[award.pk].decision, found[public.pk].is_vote_over) == (decision, is_over)
