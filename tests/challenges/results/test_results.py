"""The results as values: all that is told, and nothing else."""

import json
from datetime import timedelta

import pytest

from challenges.leaderboards.models import Leaderboard
from challenges.projects.models import Project
from challenges.results.publication_rules import digest_of
from challenges.results.results import pictures_of, results_of
from challenges.results.waiting import awards_of, waiting_of
from smartport.accounts.consents import give
from smartport.accounts.rules import PUBLICATION
from tests.factories import CLOSES_AT, NOW, make_person, make_phase, make_team
from tests.factories.publishing import AFTER, enrich, make_evening
from tests.factories.stage import make_laureate

pytestmark = pytest.mark.django_db
QUERIES = 14


@pytest.fixture
def evening(leaderboard, alices_team, alice):
    return make_evening(leaderboard, alices_team, captain=alice)


def test_results_say_who_won_what_and_how_it_was_judged(evening):
    told = results_of(waiting_of(evening.edition))
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
    told = results_of(waiting_of(evening.edition))
    assert json.loads(json.dumps(told)) == told
    assert digest_of(told) == digest_of(results_of(waiting_of(evening.edition)))


def test_nobodys_points_and_no_place_that_is_not_told(evening, mallorys_team):
    make_laureate(evening.award, mallorys_team, rank=2, first=77.25)
    told = json.dumps(results_of(waiting_of(evening.edition)), ensure_ascii=False)
    for hidden in ("91.5", "88.25", "77.25", mallorys_team.name, "A clear idea"):
        assert hidden not in told


def test_no_person_of_a_team_is_frozen(evening, alice, bob):
    """They could never take their consent back."""
    before = results_of(waiting_of(evening.edition))
    for person in (alice, bob):
        give(person, purpose=PUBLICATION, now=NOW)
    assert results_of(waiting_of(evening.edition)) == before


@pytest.mark.parametrize("hidden", [{"is_public": False}, {"hidden_at": NOW}])
def test_picture_is_that_of_a_page_that_everybody_sees(evening, hidden):
    name = evening.picture.content.name
    digest = name.rsplit("/", 1)[-1]
    assert results_of(waiting_of(evening.edition))["awards"][0]["laureates"][0]["picture"]["sha256"] == digest
    assert pictures_of(awards_of(evening.edition)) == {digest: name}
    Project.objects.update(**hidden)
    laureate = results_of(waiting_of(evening.edition))["awards"][0]["laureates"][0]
    assert (laureate["picture"], laureate["project_id"], laureate["project"]) == (None, None, "Calm water")
    assert pictures_of(awards_of(evening.edition)) == {}


def test_every_challenge_tells_its_board_and_every_jury_its_minutes(evening, alices_team, mallorys_team):
    for number in (1, 2):
        enrich(evening, number, teams=[alices_team, mallorys_team])
    told = results_of(waiting_of(evening.edition))
    assert [one["title"]["en"] for one in told["awards"]] == ["Grand prize", "Prize 1", "Prize 2"]
    rows = [{"rank": 1, "team": "Les Alizés", "score": 0.125}, {"rank": 2, "team": mallorys_team.name, "score": 0.25}]
    boards = {one["slug"]: one["board"] for one in told["challenges"]}
    for number in (1, 2):
        assert (boards[f"quay-{number}"]["teams"], boards[f"quay-{number}"]["rows"]) == (2, rows)
    minutes = [jury["minutes"] for jury in told["juries"]]
    assert [[one[key] for key in ("projects", "finalists", "ballots", "recusals", "motions")] for one in minutes] == [
        [1, 1, 0, 0, 0],
        [2, 2, 2, 0, 1],
        [2, 2, 2, 0, 1],
    ]
    assert [len(jury["members"]) for jury in told["juries"]] == [1, 1, 1]
    assert told["counts"] == {"teams": 2, "people": 3, "submissions": 1, "projects": 5}


def test_the_better_half_of_a_board_stands_with_the_results_and_no_more_than_ten(evening):
    teams = [make_team(evening.edition, name=f"Crew {n}", captain=make_person(f"crew{n}")) for n in range(24)]
    enrich(evening, 1, teams=teams[:8])
    enrich(evening, 2, teams=teams)
    boards = {one["slug"]: one["board"] for one in results_of(waiting_of(evening.edition))["challenges"]}
    shown = {slug: (board["teams"], [row["rank"] for row in board["rows"]]) for slug, board in boards.items()}
    assert shown == {"quay-1": (8, [1, 2, 3, 4]), "quay-2": (24, [*range(1, 11)]), "rade": (1, [1])}


def test_of_several_closed_phases_the_last_one_is_told(evening):
    challenge = evening.board.phase.challenge
    late = make_phase(challenge, slug="final", closes_at=CLOSES_AT + timedelta(days=1))
    last = Leaderboard.objects.create(phase=late, columns=evening.board.columns)
    (told,) = results_of(waiting_of(evening.edition))["challenges"]
    assert told["board"]["phase"] == "main"
    Leaderboard.objects.filter(pk=last.pk).update(closed_at=AFTER)
    (told,) = results_of(waiting_of(evening.edition))["challenges"]
    assert (told["board"]["phase"], told["board"]["teams"], told["board"]["rows"]) == ("final", 0, [])


def test_queries_do_not_grow_with_challenges_juries_and_awards(
    evening, alices_team, mallorys_team, django_assert_num_queries
):
    for number in range(3):
        enrich(evening, number, teams=[alices_team, mallorys_team])
        with django_assert_num_queries(QUERIES):
            results_of(waiting_of(evening.edition))
