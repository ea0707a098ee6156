"""The board finds names and words however they are written."""

from datetime import timedelta

import pytest

from challenges.teams.board import recruiting_teams, seekers
from challenges.teams.models import Team
from challenges.teams.seeking import seek_team
from tests.factories import NOW, make_person, make_team

pytestmark = pytest.mark.database


@pytest.fixture
def teams(edition) -> dict[str, Team]:
    """One that looks for members, and one for each reason not to show it."""
    made = {}
    for number, name in enumerate(("open", "closed", "baseline", "full", "empty", "merged")):
        made[name] = make_team(edition, name=f"Équipe {name}", captain=make_person(name), mates=())
        Team.objects.filter(pk=made[name].pk).update(
            is_recruiting=name != "closed", is_baseline=name == "baseline", about="Marées à Agadir. أمواج الميناء"
        )
        made[name].created_at = NOW + timedelta(hours=number)
    full, edition_size = made["full"], edition.team_size
    for number in range(edition_size - 1):
        full.memberships.create(edition=edition, user=make_person(f"mate{number}"), joined_at=NOW)
    made["empty"].memberships.all().delete()
    Team.objects.filter(pk=made["merged"].pk).update(merged_into=made["open"])
    return made


def test_only_teams_with_a_place_that_look_for_somebody_are_shown(edition, teams):
    assert [(team.pk, team.size) for team in recruiting_teams(edition)] == [(teams["open"].pk, 1)]


@pytest.mark.parametrize("search", ["", "  ", "equipe", "MAREES agadir", "امواج", "مِينَاء", "Agadir Équipe"])
def test_search_folds_accents_and_letter_forms(edition, teams, search):
    assert [team.name for team in recruiting_teams(edition, search=search)] == ["Équipe open"]


@pytest.mark.parametrize("search", ["rabat", "marees rabat", "%", "_"])
def test_search_wants_every_word(edition, teams, search):
    assert not recruiting_teams(edition, search=search).exists()


def test_seekers_are_found_by_name_and_words(edition, nadia):
    seek_team(edition, user=nadia, about="Prévision", now=NOW)
    shut = make_person("shut", is_active=False)
    seek_team(edition, user=shut, about="Prévision", now=NOW)
    assert [found.user for found in seekers(edition)] == [nadia]
    assert [found.user for found in seekers(edition, search="NADIA prevision")] == [nadia]
    assert not seekers(edition, search="omar").exists()


def test_address_is_not_searched(edition, nadia):
    seek_team(edition, user=nadia, about="Tides", now=NOW)
    assert not seekers(edition, search="smartport").exists()
