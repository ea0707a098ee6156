"""One award in the console: who has it, where they come from, and how the hall hears it."""

from datetime import timedelta

import pytest

from challenges.ceremony.laureates import digest_in_view, take_laureates
from challenges.ceremony.models import Laureate, State
from challenges.ceremony.sources import winners_of
from challenges.popular.models import Poll
from challenges.teams.models import Team
from tests.factories import CLOSES_AT, NOW, OPENS_AT
from tests.factories.hearing import make_hearing
from tests.factories.stage import lock_decision, make_award, make_ceremony, make_laureate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour", "edition")]


def path(award, below=""):
    return f"/console/awards/{award.pk}/{below}"


@pytest.fixture
def hearing(challenge, dora):
    challenge.organizers.add(dora)
    return make_hearing(challenge)


@pytest.fixture
def taken(hearing, dora):
    """What the jury decided, taken."""
    lock_decision(hearing)
    award = make_award(hearing.panel.edition, panel=hearing.panel, told=3)
    seen = digest_in_view(award, winners_of(award, now=NOW))
    take_laureates(award, seen=seen, by=dora, now=NOW)
    return award


def test_award_of_a_jury_names_the_signatories_and_the_laureates(organizer, taken):
    told = organizer.get(path(taken)).content.decode()
    assert "signed by \u2068Petra President\u2069 and \u2068Deborah Deputy\u2069" in told
    assert told.index("Hidden crew 1") < told.index("Hidden crew 2") < told.index("Hidden crew 3")
    assert "Take them again" not in told


def test_another_name_asks_to_take_them_again(organizer, taken):
    Team.objects.filter(name="Hidden crew 2").update(name="Vent debout")
    told = organizer.get(path(taken)).content.decode()
    assert "Take them again" in told
    assert "has another name since" in told


def test_jury_that_has_not_decided_is_told_and_offers_nothing(organizer, hearing):
    told = organizer.get(path(make_award(hearing.panel.edition, panel=hearing.panel))).content.decode()
    assert "has not locked its decision" in told
    assert "Take the laureates" not in told


def test_choice_says_who_and_why(organizer, edition, alices_team, dora):
    award = make_award(edition, deciders="Amina Idrissi", reason="They asked <b>first</b>.", chosen_by=dora)
    make_laureate(award, alices_team)
    told = organizer.get(path(award)).content.decode()
    assert "Amina Idrissi" in told
    assert "They asked &lt;b&gt;first&lt;/b&gt;." in told


def test_public_that_still_votes_is_told(organizer, edition):
    Poll.objects.create(edition=edition, opens_at=OPENS_AT, closes_at=CLOSES_AT)
    told = organizer.get(path(make_award(edition, kind="public"))).content.decode()
    assert "The public votes until 15 January 2027" in told


def test_public_that_has_voted_for_nobody_is_told(organizer, edition):
    Poll.objects.create(edition=edition, opens_at=OPENS_AT, closes_at=NOW - timedelta(hours=1))
    assert "Nobody has voted" in organizer.get(path(make_award(edition, kind="public"))).content.decode()


def test_held_award_is_read_and_offers_no_change(organizer, taken):
    make_ceremony(taken.edition, state=State.LIVE)
    told = organizer.get(path(taken)).content.decode()
    assert "Hidden crew 1" in told
    assert "The ceremony is on" in told
    assert all(word not in told for word in ("Take them away", "Remove the award", "Write what is said"))


def test_hall_hears_the_places_up_to_the_first_in_both_languages(organizer, taken):
    citation = {"fr": "Pour le calme.", "ar": "للهدوء.", "en": "For calm."}
    Laureate.objects.filter(rank=1).update(citation=citation, pronunciation="i-denne")
    told = organizer.get(path(taken, "told/")).content.decode()
    places = [told.index(word) for word in ("Hidden crew 3", "Hidden crew 2", "Silence", "The winner", "Hidden crew 1")]
    assert places == sorted(places)
    assert all(word in told for word in ("Pour le calme.", "للهدوء.", "i-denne"))
    assert "For calm." not in told


def test_hall_hears_nothing_of_an_award_that_nobody_has(organizer, edition):
    assert "Nobody has this award yet" in organizer.get(path(make_award(edition), "told/")).content.decode()


def test_hall_reads_points_where_both_count(organizer, edition, alices_team, mallorys_team):
    award = make_award(edition, told=2)
    make_laureate(award, alices_team, first=80, second=60)
    make_laureate(award, mallorys_team, first=70, second=50)
    told = organizer.get(path(award, "told/")).content.decode()
    assert "All of them with the first component alone" in told
    assert "80.00" in told


def test_pages_ask_as_many_queries_for_many(organizer, taken, django_assert_num_queries):
    for below, count in (("", 10), ("told/", 4)):
        organizer.get(path(taken, below))
        with django_assert_num_queries(count):
            organizer.get(path(taken, below))


def test_award_that_is_not_there(organizer):
    assert organizer.get("/console/awards/00000000-0000-4000-8000-000000000000/").status_code == 404
