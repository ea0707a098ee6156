"""The demo shows how people find a team; a second time changes nothing."""

import pytest

from challenges.editions.models import Edition
from challenges.teams.board import recruiting_teams, seekers
from challenges.teams.models import EligibilityAcceptance, Seeker, Team
from smartport.demo import people
from smartport.demo.meeting import gather
from tests.factories import NOW


@pytest.fixture
def demo(challenge, tmp_path) -> Edition:
    people.invite_cast(challenge, folder=tmp_path, now=NOW)
    gather(challenge.edition, now=NOW)
    return challenge.edition


def test_conditions_are_there_in_three_languages_and_the_cast_meets_them(demo):
    assert set(demo.eligibility) == {"fr", "ar", "en"}
    assert EligibilityAcceptance.objects.filter(version=demo.eligibility_version).count() == len(people.CAST)


def test_a_team_looks_for_members_and_somebody_for_a_team(demo):
    assert [team.name for team in recruiting_teams(demo)] == ["Les Alizés"]
    assert [str(found.user) for found in seekers(demo)] == ["Nadia"]


def test_second_time_keeps_what_was_changed(demo):
    Team.objects.update(is_recruiting=False)
    Seeker.objects.all().delete()
    gather(Edition.objects.get(pk=demo.pk), now=NOW)
    assert not Team.objects.filter(is_recruiting=True).exists()
    assert not Seeker.objects.exists()


def test_edition_that_is_past_its_deadline_has_the_conditions_only(challenge, tmp_path):
    people.invite_cast(challenge, folder=tmp_path, now=NOW)
    challenge.edition.teams_close_at = NOW.replace(year=2025)
    gather(challenge.edition, now=NOW)
    assert challenge.edition.eligibility
    assert not Seeker.objects.exists()
