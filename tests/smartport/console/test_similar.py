"""Pairs of similar submissions: listed, opened, looked at; of one's own challenges, and never for teams."""

import pytest

from challenges.likeness.models import Likeness
from smartport.console.similar import picture_of
from tests.factories import NOW, make_challenge, make_likeness, make_person, make_submission, score_submission
from tests.smartport.console.desks import at_the_desk

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("hour")]
CODE = {
    "shared": 30,
    "first": 40,
    "second": 50,
    "containment": 0.75,
    "jaccard": 0.5,
    "passages": [{"names": ["main.py", "go.py"], "starts": [3, 7], "texts": ["x = <b>1</b>", "y = 1"]}],
}
PREDICTIONS = {"compared": 40, "agreement": 0.8, "ranks": 0.99987, "points": [[0, 0], [1, 1], [2, 1.5]]}


@pytest.fixture
def both(alices_team, mallorys_team, leaderboard):
    found = [make_submission(team, leaderboard.phase) for team in (alices_team, mallorys_team)]
    for one in found:
        score_submission(one, public=0.25)
    return found


@pytest.fixture
def place(challenge):
    return f"/console/editions/{challenge.edition.slug}/challenges/{challenge.slug}/similar/"


def test_pairs_are_listed_with_the_sentence_that_they_are_no_verdict(organizer, both, place):
    made = make_likeness(*both, kind="code", score=0.75, evidence=CODE)
    page = organizer.get(place).content.decode()
    assert "not a verdict" in page
    assert f"/console/similar/{made.pk}/" in page
    assert "Les Alizés" in page
    assert "Contre-courant" in page
    assert "75%" in page


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("kind=code", True),
        ("kind=bytes", False),
        ("kind=x&looked=x&submission=x&page=x", True),
        ("looked=no", True),
        ("looked=yes", False),
        ("submission=00000000-0000-0000-0000-000000000000", False),
    ],
)
def test_pairs_are_narrowed(organizer, both, place, query, is_there):
    made = make_likeness(*both, kind="code", score=0.75, evidence=CODE)
    assert (f"/console/similar/{made.pk}/" in organizer.get(f"{place}?{query}").content.decode()) == is_there


@pytest.mark.parametrize("times", [1, 30])
def test_list_asks_as_often_for_many_pairs(
    organizer, alices_team, mallorys_team, both, place, times, django_assert_num_queries
):
    for _ in range(times):
        one, other = (make_submission(team, both[0].phase) for team in (alices_team, mallorys_team))
        make_likeness(one, other, looked_at=NOW, word="?")
    with django_assert_num_queries(6):
        organizer.get(place)


def test_code_is_shown_side_by_side_and_nothing_of_it_is_taken_for_markup(organizer, both, django_assert_num_queries):
    made = make_likeness(*both, kind="code", score=0.75, evidence=CODE)
    with django_assert_num_queries(8):
        page = organizer.get(f"/console/similar/{made.pk}/").content.decode()
    assert "x = &lt;b&gt;1&lt;/b&gt;" in page
    assert "go.py" in page
    assert "from line 7" in page
    assert "0.2500" in page


def test_predictions_are_shown_with_a_picture(organizer, both):
    made = make_likeness(*both, kind="predictions", score=0.87, evidence=PREDICTIONS)
    page = organizer.get(f"/console/similar/{made.pk}/").content.decode()
    assert page.count('r="2.5"') == 3
    assert "0.99987" in page


def test_same_bytes_are_shown(organizer, both):
    made = make_likeness(*both)
    assert "the same to the last byte" in organizer.get(f"/console/similar/{made.pk}/").content.decode()


def test_pair_is_looked_at_and_found_so(organizer, both, place, dora):
    made = make_likeness(*both)
    answer = organizer.post(f"/console/similar/{made.pk}/", {"word": "Same <i>school</i>", "seen": ""})
    assert answer.headers["Location"] == place
    assert Likeness.objects.get().looked_by == dora
    assert "Same &lt;i&gt;school" in organizer.get(f"{place}?looked=yes").content.decode()
    assert "Same &lt;i&gt;school" in organizer.get(f"/console/similar/{made.pk}/").content.decode()


def test_word_is_needed(organizer, both):
    made = make_likeness(*both)
    answer = organizer.post(f"/console/similar/{made.pk}/", {"word": "  "})
    assert answer.status_code == 422
    assert "Write a word about what you saw" in answer.content.decode()


def test_two_organizers_do_not_write_over_one_another(organizer, colleague, both):
    made = make_likeness(*both)
    organizer.post(f"/console/similar/{made.pk}/", {"word": "Same school", "seen": ""})
    answer = colleague.post(f"/console/similar/{made.pk}/", {"word": "Copied?", "seen": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Same school" in page
    assert "Copied?" in page


def test_teams_and_organizers_of_other_challenges_find_nothing(both, place, alice, dora, challenge):
    made = make_likeness(*both)
    challenge.organizers.add(dora)
    otto = make_person("otto", is_staff=True)
    make_challenge(challenge.edition, slug="quais").organizers.add(otto)
    for person in (alice, otto):
        for address in (place, f"/console/similar/{made.pk}/"):
            assert at_the_desk(person).get(address).status_code == 404
    assert at_the_desk(otto).post(f"/console/similar/{made.pk}/", {"word": "?"}).status_code == 404


def test_team_sees_nothing_of_it(both, alice):
    make_likeness(*both, looked_at=NOW, word="Copied")
    page = at_the_desk(alice).get(f"/submissions/{both[0].pk}/").content.decode()
    assert "imilar" not in page
    assert "Copied" not in page


def test_submission_and_challenge_lead_to_the_pairs(organizer, both, place):
    assert place in organizer.get(place.removesuffix("similar/")).content.decode()
    assert f"{place}?submission={both[0].pk}" in organizer.get(f"/console/submissions/{both[0].pk}/").content.decode()


def test_picture_of_one_value_is_in_the_middle():
    assert picture_of([[2.0, 2.0]]).dots == [(120.0, 120.0)]
