"""Whom people may choose: found by a search, and looked up by the keys that a form sends."""

import pytest

from challenges.ceremony.eligible import MOST_FOUND, eligible_of, find_eligible
from challenges.projects.models import Project
from challenges.teams.models import Team
from challenges.teams.rules import name_key
from tests.factories import NOW, make_challenge, make_person, make_submission, make_team

pytestmark = pytest.mark.django_db


def show(team, challenge, title="Vigie", **fields):
    given = {"is_public": True, "changed_at": NOW, **fields}
    return Project.objects.create(team=team, challenge=challenge, title=title, **given)


def keys(edition, challenge=None, search=""):
    return [one.key for one in find_eligible(edition, challenge, search=search).rows]


def test_people_choose_among_shown_projects_and_teams_that_handed_in(
    edition, challenge, phase, alices_team, mallorys_team
):
    other = make_challenge(edition, slug="quais")
    shown, second = show(alices_team, challenge), show(alices_team, other, "Grue")
    make_submission(mallorys_team, phase)
    make_submission(make_team(edition, name="Base", captain=make_person("base"), is_baseline=True), phase)
    quiet = make_team(edition, name="Quiet", captain=make_person("quiet"))
    kept = show(quiet, challenge, "Not shown", is_public=False)
    all_of_them = [f"team:{mallorys_team.pk}", f"project:{second.pk}", f"project:{shown.pk}"]
    assert keys(edition) == all_of_them
    assert keys(edition, other) == [f"project:{second.pk}"]
    hidden = show(quiet, other, "Hidden", hidden_at=NOW)
    assert keys(edition, other) == [f"project:{second.pk}"]
    named = [*all_of_them, f"project:{kept.pk}", f"project:{hidden.pk}", f"team:{quiet.pk}", f"team:{alices_team.pk}"]
    assert set(eligible_of(edition, None, named)) == set(all_of_them)
    assert set(eligible_of(edition, other, named)) == {f"project:{second.pk}"}


@pytest.mark.parametrize(
    ("search", "is_found"),
    [("", True), ("ÉTÉ", True), ("ete  alizes", True), ("vigie ete", True), ("vigie hiver", False), ("%", False)],
)
def test_search_holds_every_word_in_the_team_or_the_project(edition, challenge, search, is_found):
    team = make_team(edition, name="Alizés d’été", captain=make_person("zed"))
    made = show(team, challenge, "Vigie")
    assert keys(edition, search=search) == ([f"project:{made.pk}"] if is_found else [])


def test_search_reads_arabic_as_it_is_typed(edition, challenge):
    made = show(make_team(edition, name="أمواج الميناء", captain=make_person("mina")), challenge, "منارة")
    assert keys(edition, search="امواج مناره") == [f"project:{made.pk}"]


@pytest.mark.parametrize(
    "key",
    ["", ":", "project:", "project:x", "project:1", f"project:{'9' * 400}", f"team:{'0' * 32}", "team:\x00", "x:1"],
)
def test_key_that_is_none_is_not_there(edition, key):
    assert eligible_of(edition, None, [key]) == {}


def test_search_tells_no_more_than_it_says_in_a_constant_number_of_queries(
    edition, challenge, phase, django_assert_num_queries
):
    names = [f"Crew {number:04}" for number in range(MOST_FOUND + 5)]
    teams = Team.objects.bulk_create(
        Team(edition=edition, name=name, name_key=name_key(name), created_at=NOW) for name in names
    )
    for team in teams:
        show(team, challenge)
    make_submission(make_team(edition, name="Crew quiet", captain=make_person("quiet")), phase)
    with django_assert_num_queries(4):
        found = find_eligible(edition, None, search="crew")
        assert [one.team.name for one in found.rows] == names[:MOST_FOUND]
        assert {str(one.project.challenge) for one in found.rows if one.project} == {str(challenge)}
    assert found.is_more
    assert [one.team.name for one in find_eligible(edition, None, search="0024").rows] == [names[-1]]
