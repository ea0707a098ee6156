"""Choosing the teams of an award: found by a search, added, taken out, and nothing lost on the way."""

import pytest

from challenges.ceremony.eligible import MOST_FOUND
from challenges.ceremony.models import Laureate
from challenges.projects.models import Project
from challenges.teams.models import Team
from challenges.teams.rules import name_key
from smartport.console.award_choice import MOST_LINES
from tests.factories import NOW
from tests.factories.stage import make_award, make_laureate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour", "edition")]
TYPED = {"deciders": "Amina <b>", "reason": "They asked.", "seen": "as it was"}


@pytest.fixture
def award(edition):
    return make_award(edition, title="Coup de coeur", kind="favourite", told=2)


@pytest.fixture
def address(award):
    return f"/console/awards/{award.pk}/choose/"


@pytest.fixture
def keys(challenge, alices_team, mallorys_team):
    """Two projects that are shown, as the form names them."""
    shown = {"challenge": challenge, "is_public": True, "changed_at": NOW}
    made = [Project.objects.create(team=team, title=f"Of {team}", **shown) for team in (alices_team, mallorys_team)]
    return [f"project:{project.pk}" for project in made]


def offered(answer):
    return [(offer.key, offer.is_chosen) for offer in answer.context["offers"]]


def lines(answer):
    return [(line.key, line.place) for line in answer.context["choice"].lines]


def test_all_are_offered_until_a_search_narrows_them(organizer, address, keys, mallorys_team):
    assert sorted(offered(organizer.get(address))) == sorted((key, False) for key in keys)
    assert offered(organizer.get(address, {"q": f"of {mallorys_team.name.upper()}"})) == [(keys[1], False)]
    answer = organizer.get(address, {"q": "<b>nobody"})
    assert offered(answer) == []
    assert "No team that may be chosen is called so." in answer.content.decode()
    assert 'value="&lt;b&gt;nobody"' in answer.content.decode()


def test_search_keeps_everything_that_was_typed_and_records_nothing(organizer, address, keys, mallorys_team):
    sent = {**TYPED, "pick": keys[:1], "place": ["2"], "find": "find", "q": mallorys_team.name}
    answer = organizer.post(address, sent)
    assert (answer.status_code, lines(answer), offered(answer)) == (200, [(keys[0], "2")], [(keys[1], False)])
    told = answer.content.decode()
    assert 'value="Amina &lt;b&gt;"' in told
    assert ">\nThey asked.</textarea>" in told
    assert 'value="as it was"' in told
    assert "Not recorded yet." in told
    assert not Laureate.objects.exists()


def test_team_is_added_on_the_first_free_place_and_once(organizer, address, keys, alices_team):
    first = organizer.post(address, {**TYPED, "add": keys[0], "q": "of"})
    assert lines(first) == [(keys[0], "1")]
    assert dict(offered(first)) == {keys[0]: True, keys[1]: False}
    assert f"Added: \u2068{alices_team.name}\u2069" in first.content.decode()
    again = organizer.post(address, {**TYPED, "pick": keys[:1], "place": ["1"], "add": keys[0]})
    assert lines(again) == [(keys[0], "1")]
    second = organizer.post(address, {**TYPED, "pick": keys[:1], "place": ["1"], "add": keys[1]})
    assert lines(second) == [(keys[0], "1"), (keys[1], "2")]
    assert not Laureate.objects.exists()


def test_line_is_taken_out(organizer, address, keys):
    sent = {**TYPED, "pick": keys, "place": ["1", "1"]}
    assert lines(organizer.post(address, {**sent, "drop": "1"})) == [(keys[1], "1")]
    for number in ("0", "3", "x", "²", ""):
        assert len(lines(organizer.post(address, {**sent, "drop": number}))) == 2


def test_both_on_one_place_share_it(organizer, award, address, keys):
    sent = {**TYPED, "pick": keys, "place": ["1", "1"], "seen": organizer.get(address).context["seen"]}
    assert organizer.post(address, sent).status_code == 302
    assert list(award.laureates.values_list("rank", flat=True)) == [1, 1]


def test_forged_team_is_added_with_what_is_wrong_with_it(organizer, address, keys):
    answer = organizer.post(address, {**TYPED, "add": "project:<b>"})
    assert "Unknown team" in answer.content.decode()
    assert "It cannot be chosen any more" in answer.content.decode()
    sent = {**TYPED, "pick": ["project:<b>"], "place": ["1"], "seen": answer.context["seen"]}
    assert organizer.post(address, sent).status_code == 422


def test_laureate_who_cannot_be_chosen_any_more_is_told_and_not_dropped(organizer, award, address, alices_team):
    row = make_laureate(award, alices_team)
    answer = organizer.get(address)
    assert lines(answer) == [(f"team:{alices_team.pk}", "1")]
    told = answer.content.decode()
    assert row.team_name in told
    assert "It cannot be chosen any more" in told


def test_lines_have_an_end(organizer, address, keys):
    sent = {**TYPED, "pick": ["x"] * 500, "place": ["1"] * 500}
    assert len(lines(organizer.post(address, {**sent, "find": "find"}))) == MOST_LINES
    answer = organizer.post(address, {**sent, "add": keys[0]})
    assert len(lines(answer)) == MOST_LINES
    assert "No more lines fit." in answer.content.decode()


def test_page_stays_small_among_2500_teams(organizer, edition, challenge, address, django_assert_num_queries):
    names = [f"Crew {number:04}" for number in range(2_500)]
    teams = Team.objects.bulk_create(
        Team(edition=edition, name=name, name_key=name_key(name), created_at=NOW) for name in names
    )
    shown = {"challenge": challenge, "is_public": True, "changed_at": NOW}
    Project.objects.bulk_create(Project(team=team, title=f"Vigie of {team}", **shown) for team in teams)
    organizer.get(address)
    for asked, count in (({}, MOST_FOUND), ({"q": "crew"}, MOST_FOUND), ({"q": "vigie 2499"}, 1)):
        with django_assert_num_queries(9):
            answer = organizer.get(address, asked)
        assert len(offered(answer)) == count
        assert len(answer.content) < 40_000
