"""Teams, one of them, and a new name for cause."""

import pytest

from challenges.projects.models import Project
from tests.factories import NOW, make_challenge, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def doras(client, dora):
    client.cookies["language"] = "en"
    client.force_login(dora)
    return client


def test_list_is_searched_by_member(doras, alices_team, mallorys_team):
    page = doras.get("/console/teams/?q=bob").content.decode()
    assert ("Les Alizés" in page, "Contre-courant" in page) == (True, False)


def test_list_asks_as_many_queries_for_many(doras, alices_team, mallorys_team, django_assert_num_queries):
    doras.get("/console/teams/")
    with django_assert_num_queries(6):
        doras.get("/console/teams/")


def test_team_is_told_without_what_is_anothers(doras, alices_team, submission, challenge):
    otto = make_person("otto", is_staff=True)
    other = make_challenge(challenge.edition, slug="quais", title={"fr": "Les quais", "en": "The quays"})
    other.organizers.add(otto)
    Project.objects.create(challenge=other, team=alices_team, title="Caché", changed_at=NOW)
    Project.objects.create(challenge=challenge, team=alices_team, title="Vigie", changed_at=NOW)
    page = doras.get(f"/console/teams/{alices_team.pk}/").content.decode()
    assert ("Vigie" in page, "Caché" in page, "The quays" in page) == (True, False, False)


def test_renamed_for_cause(doras, alices_team):
    path = f"/console/teams/{alices_team.pk}/rename/"
    assert "the journal keeps both names" in doras.get(path).content.decode()
    refused = doras.post(path, {"name": "Cap", "reason": ""})
    assert (refused.status_code, 'value="Cap"' in refused.content.decode()) == (422, True)
    assert doras.post(path, {"name": "Cap", "reason": "Une insulte"}).url == f"/console/teams/{alices_team.pk}/"
    assert doras.post(path, {"name": "Cap", "reason": "Une insulte"}).status_code == 409
