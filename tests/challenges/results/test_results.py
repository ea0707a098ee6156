"""The results as values: all that is told, and nothing else."""

import json

import pytest

from challenges.projects.models import Project
from challenges.results.publication_rules import digest_of
from challenges.results.results import pictures_of, results_of
from smartport.accounts.consents import give
from smartport.accounts.rules import PUBLICATION
from tests.factories import NOW, make_person, make_team
from tests.factories.publishing import make_evening
from tests.factories.stage import make_award, make_laureate

pytestmark = pytest.mark.django_db
QUERIES = 23


@pytest.fixture
def evening(leaderboard, alices_team, alice):
    return make_evening(leaderboard, alices_team, captain=alice)


def test_results_say_who_won_what_and_how_it_was_judged(evening):
    told = results_of(evening.edition)
    (award,), (jury,), (challenge,) = told["awards"], told["juries"], told["challenges"]
    (laureate,) = award["laureates"]
    assert (award["title"]["fr"], award["handed_by"], award["challenge"]["slug"]) == (
        evening.award.title["fr"],
        "The Minister",
        "rade",
    )
    assert (laureate["team"], laureate["project"], laureate["citation"]) == (
        "Les Alizés",
        "Calm water",
        evening.laureate.citation,
    )
    assert (jury["jury_weight"], jury["automatic_weight"], jury["decision"]["sha256"]) == (70, 30, "d" * 64)
    assert [one["percent"] for one in jury["criteria"]] == [25.0] * 4
    assert [one["seat"] for one in jury["members"]] == ["president"]
    assert challenge["board"]["rows"] == [{"rank": 1, "team": "Les Alizés", "score": 0.7531}]


def test_results_are_plain_and_the_same_again(evening):
    told = results_of(evening.edition)
    assert json.loads(json.dumps(told)) == told
    assert digest_of(told) == digest_of(results_of(evening.edition))


def test_nobodys_points_and_no_place_that_is_not_told(evening, mallorys_team):
    make_laureate(evening.award, mallorys_team, rank=2, first=77.25)
    told = json.dumps(results_of(evening.edition), ensure_ascii=False)
    for hidden in ("91.5", "88.25", "77.25", mallorys_team.name, "A clear idea"):
        assert hidden not in told


def test_no_person_of_a_team_is_frozen(evening, alice, bob):
    """They could never take their consent back."""
    before = results_of(evening.edition)
    for person in (alice, bob):
        give(person, purpose=PUBLICATION, now=NOW)
    assert results_of(evening.edition) == before


@pytest.mark.parametrize("hidden", [{"is_public": False}, {"hidden_at": NOW}])
def test_picture_is_that_of_a_page_that_everybody_sees(evening, hidden):
    name = evening.picture.content.name
    digest = name.rsplit("/", 1)[-1]
    assert results_of(evening.edition)["awards"][0]["laureates"][0]["picture"]["sha256"] == digest
    assert pictures_of(evening.edition) == {digest: name}
    Project.objects.update(**hidden)
    laureate = results_of(evening.edition)["awards"][0]["laureates"][0]
    assert (laureate["picture"], laureate["project_id"], laureate["project"]) == (None, None, "Calm water")
    assert pictures_of(evening.edition) == {}


def test_queries_do_not_grow_with_the_awards(evening, django_assert_num_queries):
    for number in range(7):
        team = make_team(evening.edition, name=f"Crew {number}", captain=make_person(f"crew{number}"))
        make_laureate(make_award(evening.edition, title=f"Prize {number}", kind="theme"), team)
        if number in (0, 6):
            with django_assert_num_queries(QUERIES):
                results_of(evening.edition)
