"""Laureates in the console: taken after a look, chosen with a reason, taken away, and what is said of them."""

import uuid

import pytest

from challenges.ceremony.models import Laureate, State
from challenges.projects.models import Project
from tests.factories import NOW
from tests.factories.hearing import make_hearing
from tests.factories.stage import lock_decision, make_award, make_ceremony, make_laureate
from tests.smartport.console.desks import form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour", "edition")]
WHO = {"deciders": "Amina Idrissi", "reason": "They asked the pilots."}


def path(award, below):
    return f"/console/awards/{award.pk}/{below}/"


@pytest.fixture
def decided(challenge, dora):
    """Two places of what a jury has locked."""
    challenge.organizers.add(dora)
    hearing = make_hearing(challenge)
    lock_decision(hearing)
    return make_award(challenge.edition, panel=hearing.panel, told=2)


@pytest.fixture
def favourite(edition):
    return make_award(edition, title="Coup de coeur", kind="favourite", told=2)


@pytest.fixture
def keys(challenge, alices_team, mallorys_team):
    """Two projects that are shown, as the form names them."""
    shown = {"challenge": challenge, "is_public": True, "changed_at": NOW}
    made = [Project.objects.create(team=team, title=f"Of {team}", **shown) for team in (alices_team, mallorys_team)]
    return [f"project:{project.pk}" for project in made]


def seen(client, address):
    return client.get(address).context["seen"]


def choice(client, award, *teams, **typed):
    sent = {"seen": seen(client, path(award, "choose")), **WHO}
    sent |= {"pick": [key for key, _ in teams], "place": [str(place) for _, place in teams]}
    return client.post(path(award, "choose"), sent | typed)


def lines(answer):
    return [(line.key, line.place) for line in answer.context["choice"].lines]


def names(award):
    return list(award.laureates.order_by("rank", "team_name").values_list("rank", "team_name"))


def test_taken_after_a_look_and_once(organizer, decided):
    told = organizer.get(path(decided, "take")).content.decode()
    assert "Hidden crew 1" in told
    assert "Hidden crew 3" not in told
    sent = {"seen": seen(organizer, path(decided, "take"))}
    assert [organizer.post(path(decided, "take"), sent).status_code for _ in range(2)] == [302, 302]
    assert names(decided) == [(1, "Hidden crew 1"), (2, "Hidden crew 2")]


def test_what_changed_meanwhile_is_looked_at_first(organizer, colleague, decided, alices_team):
    sent = {"seen": seen(organizer, path(decided, "take"))}
    make_laureate(decided, alices_team)
    answer = organizer.post(path(decided, "take"), sent)
    assert answer.status_code == 409
    told = answer.content.decode()
    assert told.index("They lose it") < told.index(alices_team.name)
    assert organizer.post(path(decided, "take"), {"seen": answer.context["seen"]}).status_code == 302
    assert len(names(decided)) == 2


def test_jury_that_has_not_decided_gives_nobody(organizer, challenge, dora):
    challenge.organizers.add(dora)
    award = make_award(challenge.edition, panel=make_hearing(challenge).panel)
    assert organizer.get(path(award, "take")).status_code == 200
    answer = organizer.post(path(award, "take"), {"seen": ""})
    assert answer.status_code == 409
    assert "has not locked its decision" in answer.content.decode()


def test_each_award_has_the_page_of_its_source(organizer, decided, favourite):
    assert organizer.get(path(decided, "choose")).url == path(decided, "take")
    assert organizer.get(path(favourite, "take")).url == path(favourite, "choose")


def test_choice_is_recorded_and_shown_again(organizer, favourite, keys, alices_team, mallorys_team, dora):
    assert choice(organizer, favourite, (keys[0], 1), (keys[1], 2)).status_code == 302
    assert names(favourite) == [(1, alices_team.name), (2, mallorys_team.name)]
    favourite.refresh_from_db()
    assert (favourite.deciders, favourite.reason, favourite.chosen_by) == (*WHO.values(), dora)
    assert lines(organizer.get(path(favourite, "choose"))) == [(keys[0], "1"), (keys[1], "2")]


@pytest.mark.parametrize(
    ("teams", "typed", "status", "said"),
    [
        ((), {}, 422, "No team is chosen."),
        ((0, 0), {}, 422, "A team is chosen twice."),
        ((0,), {"deciders": ""}, 422, "It is not said who decided."),
        ((0,), {"reason": " "}, 422, "There is no reason."),
        ((0,), {"reason": "x" * 2001}, 422, "Nothing is saved yet"),
        ((0,), {"pick": ["project:x"]}, 422, "It cannot be chosen any more"),
        ((0,), {"pick": ["team:\x00"]}, 422, "Nothing is saved yet"),
        ((0,), {"place": ["9"]}, 422, "Choose a place."),
        ((0,), {"place": []}, 422, "Choose a place."),
        ((0,), {"place": ["1", "2"]}, 422, "It cannot be chosen any more"),
        ((0,), {"seen": "x"}, 409, "The laureates have changed"),
    ],
)
def test_choice_that_cannot_be_is_refused_in_words(organizer, favourite, keys, teams, typed, status, said):
    answer = choice(organizer, favourite, *((keys[one], place) for place, one in enumerate(teams, start=1)), **typed)
    assert (answer.status_code, said in answer.content.decode()) == (status, True)
    assert not Laureate.objects.exists()


def test_choice_without_anything_is_no_choice(organizer, favourite):
    assert organizer.post(path(favourite, "choose")).status_code == 422


def test_two_who_choose_at_once(organizer, colleague, favourite, keys, alices_team):
    stale = seen(colleague, path(favourite, "choose"))
    choice(organizer, favourite, (keys[0], 1))
    assert choice(colleague, favourite, (keys[1], 1), seen=stale).status_code == 409
    assert names(favourite) == [(1, alices_team.name)]


def test_laureates_are_taken_away_after_a_question(organizer, decided):
    organizer.post(path(decided, "take"), {"seen": seen(organizer, path(decided, "take"))})
    assert "This" not in organizer.get(path(decided, "clear")).context["undo"]
    assert [organizer.post(path(decided, "clear")).status_code for _ in range(2)] == [302, 302]
    assert names(decided) == []


@pytest.fixture
def row(favourite, alices_team):
    return make_laureate(favourite, alices_team)


def own(row):
    return path(row.award, f"laureates/{row.pk}")


def test_what_is_said_is_kept_on_one_line(organizer, row):
    typed = {"citation_fr": "Pour\nle calme.", "citation_ar": "للهدوء.", "pronunciation": "lé-za-li-zé"}
    assert organizer.post(own(row), form_of(organizer, own(row)) | typed).status_code == 302
    row.refresh_from_db()
    assert (row.citation, row.pronunciation) == ({"fr": "Pour le calme.", "ar": "للهدوء."}, "lé-za-li-zé")


def test_look_shows_it_in_the_hall_and_saves_nothing(organizer, row):
    typed = {"citation_fr": "Pour le <b>calme</b>.", "look": "look"}
    told = organizer.post(own(row), form_of(organizer, own(row)) | typed).content.decode()
    assert 'data-says="fr">Pour le &lt;b&gt;calme&lt;/b&gt;.</p>' in told
    row.refresh_from_db()
    assert row.citation == {}


def test_team_that_the_stage_tells_by_its_points_sees_where_its_citation_is_read(
    organizer, favourite, row, mallorys_team
):
    other = make_laureate(favourite, mallorys_team, first=70, second=50)
    Laureate.objects.filter(pk=row.pk).update(first=80, second=60)
    assert "told in the table of points" not in organizer.get(own(row)).content.decode()
    told = organizer.get(own(other)).content.decode()
    assert "told in the table of points" in told
    assert 'data-says="ar"' in told


@pytest.mark.parametrize(
    "typed",
    [
        {"citation_fr": "x" * 301},
        {"citation_ar": "بدون الفرنسية"},
        {"pronunciation": "x" * 161},
        {"citation_fr": "a\x00"},
    ],
)
def test_what_cannot_be_said_is_refused(organizer, row, typed):
    assert organizer.post(own(row), form_of(organizer, own(row)) | typed).status_code == 422


def test_two_who_write_of_one_laureate(organizer, colleague, row):
    mine, theirs = form_of(organizer, own(row)), form_of(colleague, own(row))
    assert colleague.post(own(row), theirs | {"citation_fr": "La leur."}).status_code == 302
    answer = organizer.post(own(row), mine | {"citation_fr": "La mienne."})
    assert answer.status_code == 409
    assert "La leur." in answer.content.decode()


def test_laureate_of_another_award_is_not_here(organizer, row, edition):
    assert organizer.get(path(make_award(edition), f"laureates/{row.pk}")).status_code == 404
    assert organizer.get(path(row.award, f"laureates/{uuid.uuid4()}")).status_code == 404


def test_nothing_is_written_once_the_ceremony_is_armed(organizer, row, keys):
    typed = form_of(organizer, own(row)) | {"citation_fr": "Trop tard."}
    make_ceremony(row.award.edition, state=State.ARMED)
    for answer in (
        organizer.post(own(row), typed),
        choice(organizer, row.award, (keys[1], 1)),
        organizer.post(path(row.award, "clear")),
    ):
        assert answer.status_code == 409
        assert "Disarm the ceremony first" in answer.content.decode()


def test_pages_ask_as_many_queries_for_many(organizer, decided, row, keys, django_assert_num_queries):
    for address, count in ((path(decided, "take"), 9), (path(row.award, "choose"), 10), (own(row), 5)):
        organizer.get(address)
        with django_assert_num_queries(count):
            organizer.get(address)
