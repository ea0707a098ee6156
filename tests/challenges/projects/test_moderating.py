"""A page is hidden and a picture removed from everybody but those it concerns; both come back."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.journal.models import JournalEntry
from challenges.permissions import may_view_project
from challenges.post.models import Letter
from challenges.projects.models import Project, ProjectPicture
from challenges.projects.moderating import hide_project, remove_picture, restore_picture, show_project
from challenges.projects.queries import pictures_of, shown_projects
from challenges.projects.rules import MOST_PICTURES, TooManyPictures
from challenges.teams.rules import ReasonMissing
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(challenge, alices_team):
    return Project.objects.create(challenge=challenge, team=alices_team, title="Vigie", is_public=True, changed_at=NOW)


@pytest.fixture
def picture(project):
    content = default_storage.save("", ContentFile(b"RIFF"))
    return ProjectPicture.objects.create(project=project, content=content, width=1, height=1)


def seen_by(project, *people):
    found = Project.objects.select_related("team", "challenge__edition").get(pk=project.pk)
    return [may_view_project(person, found) for person in people]


def test_hidden_page_is_its_teams_and_the_organizers(project, challenge, alice, mallory, dora):
    assert seen_by(project, alice, mallory, dora) == [True, True, True]
    assert hide_project(project, reason="Une insulte", by=dora, now=NOW) is True
    assert hide_project(project, reason="Une insulte", by=dora, now=NOW) is False
    assert seen_by(project, alice, mallory, dora) == [True, False, True]
    assert list(shown_projects(challenge)) == []
    assert {letter.to.username for letter in Letter.objects.all()} == {"alice", "bob"}
    assert JournalEntry.objects.get(deed="project.hidden").details["reason"] == "Une insulte"


def test_page_is_shown_again(project, challenge, dora, mallory):
    hide_project(project, reason="Une insulte", by=dora, now=NOW)
    assert show_project(project, by=dora, now=NOW) is True
    assert show_project(project, by=dora, now=NOW) is False
    assert (seen_by(project, mallory), list(shown_projects(challenge))) == ([True], [project])


def test_reason_is_asked_for(project, picture, dora):
    with pytest.raises(ReasonMissing):
        hide_project(project, reason=" ", by=dora, now=NOW)
    with pytest.raises(ReasonMissing):
        remove_picture(picture, reason="", by=dora, now=NOW)
    assert Letter.objects.count() == 0


def test_removed_picture_is_nowhere_and_comes_back(project, picture, dora):
    assert remove_picture(picture, reason="Un visage", by=dora, now=NOW) is True
    assert remove_picture(picture, reason="Un visage", by=dora, now=NOW) is False
    assert (list(pictures_of(project)), list(project.pictures.all())) == ([], [])
    assert restore_picture(picture, by=dora, now=NOW) is True
    assert restore_picture(picture, by=dora, now=NOW) is False
    assert list(pictures_of(project)) == [picture]


def test_picture_whose_place_is_taken_stays_removed(project, picture, dora):
    remove_picture(picture, reason="Un visage", by=dora, now=NOW)
    for _ in range(MOST_PICTURES):
        ProjectPicture.objects.create(project=project, content=picture.content.name, width=1, height=1)
    with pytest.raises(TooManyPictures):
        restore_picture(picture, by=dora, now=NOW)
