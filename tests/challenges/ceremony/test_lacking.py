"""What keeps a script from being armed, and what is worth a look."""

import pytest

from challenges.ceremony.lacking import is_blocked, script_lacks
from challenges.ceremony.queries import ceremony_of
from challenges.jury.models import Decision
from tests.factories import NOW
from tests.factories.editions import texts
from tests.factories.jury import make_panel
from tests.factories.stage import make_award

pytestmark = pytest.mark.django_db


def lacks(edition):
    return [(lack.what, lack.is_blocking) for lack in script_lacks(ceremony_of(edition))]


def decide(panel, **fields):
    given = {"snapshot": "{}", "sha256": "0" * 64, "program_version": "1", "first_name": "Amina", "first_at": NOW}
    return Decision.objects.create(panel=panel, **{**given, "locked_at": NOW, **fields})


def test_nothing_is_missing(evening, edition):
    assert lacks(edition) == []


def test_without_an_award_there_is_no_script(edition):
    assert lacks(edition) == [("awards", True), ("hour", False), ("place", False)]
    assert is_blocked(script_lacks(ceremony_of(edition)))


def test_award_without_laureates_blocks(evening, edition):
    award = make_award(edition, title="Coup de coeur")
    (lack,) = script_lacks(evening)
    assert (lack.what, lack.award, lack.is_blocking) == ("laureates", award, True)


def test_citation_is_wanted_in_the_languages_of_the_hall(evening, edition, awards):
    laureate = awards[0].laureates.get(rank=2)
    laureate.citation = {"fr": "Pour la mer", "en": "For the sea"}
    laureate.save()
    (lack,) = script_lacks(evening)
    assert (lack.what, lack.names, lack.languages) == ("citation", (laureate.team_name,), ("ar",))
    assert not lack.is_blocking


def test_places_told_are_no_more_than_there_are(evening, awards):
    awards[0].told = 5
    awards[0].save()
    (lack,) = script_lacks(evening)
    assert (lack.what, lack.count, lack.wanted, lack.is_blocking) == ("told", 2, 5, False)


def test_citation_of_a_place_that_is_not_told_is_not_wanted(evening, awards):
    awards[0].laureates.filter(rank=2).update(citation={})
    awards[0].told = 1
    awards[0].save()
    assert script_lacks(evening) == []


def test_who_hands_it_over_is_worth_a_look(evening, awards, edition):
    awards[0].handed_by = " "
    awards[0].save()
    assert lacks(edition) == [("handed_by", False)]


def test_decision_is_the_locked_one_of_its_panel(evening, awards, challenge, edition):
    panel = make_panel(challenge)
    award = awards[0]
    award.panel = panel
    award.save()
    assert lacks(edition) == [("decision", True)]
    award.decision = decide(panel)
    award.save()
    assert lacks(edition) == []
    Decision.objects.update(withdrawn_at=NOW)
    decide(panel, sha256="1" * 64)
    assert lacks(edition) == [("decision", True)]


def test_award_of_a_panel_by_choice_of_people_says_why(evening, awards, challenge, edition):
    award = awards[0]
    award.panel, award.reason = make_panel(challenge), "The panel could not meet."
    award.save()
    assert lacks(edition) == []


@pytest.mark.parametrize("count", [1, 4])
def test_as_many_queries_for_many_awards(evening, edition, challenge, django_assert_num_queries, count):
    for number in range(count):
        award = make_award(edition, title=f"A{number}", about=texts("x"), panel=make_panel(challenge))
        award.decision = decide(award.panel)
        award.save()
    ceremony = ceremony_of(edition)
    with django_assert_num_queries(4):
        script_lacks(ceremony)


def test_two_ex_aequo_take_two_places(evening, awards):
    awards[0].laureates.update(rank=1)
    assert "told" not in {lack.what for lack in script_lacks(evening)}
