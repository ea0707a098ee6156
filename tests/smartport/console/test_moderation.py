"""A project page is hidden and shown again, a picture removed and put back, by its challenge's organizers."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.projects.models import Project, ProjectPicture
from tests.factories import NOW, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(challenge, alices_team):
    return Project.objects.create(challenge=challenge, team=alices_team, title="Vigie", is_public=True, changed_at=NOW)


@pytest.fixture
def picture(project):
    content = default_storage.save("", ContentFile(b"RIFF"))
    return ProjectPicture.objects.create(project=project, content=content, width=1, height=1)


@pytest.fixture
def doras(client, dora):
    client.cookies["language"] = "en"
    client.force_login(dora)
    return client


def test_hidden_and_shown_again(doras, client, project, alice, mallory):
    path = f"/console/projects/{project.pk}/"
    assert "told by letter" in doras.get(f"{path}hide/").content.decode()
    assert doras.post(f"{path}hide/", {"reason": ""}).status_code == 422
    assert doras.post(f"{path}hide/", {"reason": "Une insulte"}).url == path
    assert "Une insulte" in doras.get(path).content.decode()
    mallorys, alices = type(client)(), type(client)()
    mallorys.force_login(mallory)
    alices.force_login(alice)
    assert mallorys.get(f"/projects/{project.pk}/").status_code == 404
    assert "Une insulte" in alices.get(f"/projects/{project.pk}/").content.decode()
    assert "Une insulte" in alices.get(f"/challenges/{project.challenge.slug}/project/").content.decode()
    assert doras.post(f"{path}show/").url == path
    assert mallorys.get(f"/projects/{project.pk}/").status_code == 200


def test_picture_removed_and_put_back(doras, client, project, picture):
    path = f"/console/projects/{project.pk}/pictures/{picture.pk}/"
    shown = f"/projects/{project.pk}/pictures/{picture.pk}/"
    assert doras.post(f"{path}remove/", {"reason": "Un visage"}).url == f"/console/projects/{project.pk}/"
    assert (doras.get(shown).status_code, doras.get(path).content) == (404, b"RIFF")
    assert doras.get(path).headers["Cache-Control"] == "private, no-cache"
    assert doras.post(f"{path}restore/").url == f"/console/projects/{project.pk}/"
    assert doras.get(shown).status_code == 200


def test_another_challenges_organizer_moderates_nothing(client, project, picture, challenge, dora):
    challenge.organizers.add(dora)
    client.force_login(make_person("otto", is_staff=True))
    path = f"/console/projects/{project.pk}/"
    assert [client.get(one).status_code for one in (path, f"{path}hide/", f"{path}pictures/{picture.pk}/")] == [404] * 3
    assert client.post(f"{path}hide/", {"reason": "x"}).status_code == 404
