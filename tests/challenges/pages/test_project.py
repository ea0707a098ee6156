"""The own project page: written, looked at before, refused without losing a word."""

from datetime import timedelta

import pytest

from challenges.projects.models import Project, ProjectPicture
from challenges.projects.queries import pictures_of, text_of
from challenges.projects.rules import version_of
from tests.factories.projects import make_picture, make_project, picture_file

PLACE = "/challenges/rade/project/"
FORM = {"title": "Eaux calmes", "pitch": "# Idée", "video": "", "repository": "", "demo": ""}


@pytest.fixture
def project(alices_team, challenge, alice):
    return make_project(alices_team, challenge, by=alice)


def test_page_is_written_and_then_shown(alices, alices_team, challenge):
    answer = alices.post(PLACE, {**FORM, "version": "new", "is_public": "yes"})
    made = Project.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/projects/{made.pk}/")
    assert (made.title, made.pitch, made.is_public, made.team) == ("Eaux calmes", "# Idée", True, alices_team)


def test_preview_saves_nothing_and_keeps_what_was_typed(alices, challenge):
    page = alices.post(PLACE, {**FORM, "deed": "preview"}).content.decode()
    assert "<h2>Idée</h2>" in page
    assert 'value="Eaux calmes"' in page
    assert not Project.objects.exists()


def test_refused_form_loses_nothing(alices, challenge):
    typed = {**FORM, "pitch": "long work", "demo": "http://insecure.example/", "is_public": "yes"}
    answer = alices.post(PLACE, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is not an address that can be shown." in page
    for kept in ("long work", 'value="http://insecure.example/"', 'value="yes" checked'):
        assert kept in page
    assert not Project.objects.exists()


def test_two_who_write_at_once_lose_nothing(alices, bobs, project):
    version = version_of(text_of(project))
    assert bobs.post(PLACE, {**FORM, "title": "Bob’s", "version": version}).status_code == 302
    answer = alices.post(PLACE, {**FORM, "title": "Alice’s", "version": version})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bob changed this page meanwhile" in page
    assert 'value="Alice’s"' in page
    assert "Bob’s" in page
    again = version_of(text_of(Project.objects.get()))
    assert f'name="version" value="{again}"' in page
    assert alices.post(PLACE, {**FORM, "title": "Alice’s", "version": again}).status_code == 302
    assert Project.objects.get().title == "Alice’s"


def test_who_is_in_no_team_is_shown_the_way_to_one(carols, visitor, challenge):
    assert "you are not in one yet" in carols.get(PLACE).content.decode()
    assert carols.post(PLACE, FORM).status_code == 404
    assert carols.post(f"{PLACE}pictures/", {"file": picture_file()}).status_code == 404
    assert visitor.get(PLACE).status_code == 302


def test_after_the_edition_the_page_stays_as_it_is(alices, project, challenge, at):
    at(challenge.edition.closes_at + timedelta(seconds=1))
    assert "project pages stay as they are" in alices.get(PLACE).content.decode()
    answer = alices.post(PLACE, FORM)
    assert (answer.status_code, Project.objects.get().title) == (403, project.title)


def test_picture_is_added_captioned_moved_and_deleted(alices, project):
    for caption in ("one", "two"):
        assert alices.post(f"{PLACE}pictures/", {"file": picture_file(), "caption": caption}).url == PLACE
    one, two = pictures_of(project)
    assert "two" in alices.get(PLACE).content.decode()
    alices.post(f"{PLACE}pictures/{two.pk}/", {"deed": "up"})
    alices.post(f"{PLACE}pictures/{two.pk}/", {"deed": "save", "caption": "Two"})
    assert [picture.caption for picture in pictures_of(project)] == ["Two", "one"]
    assert "Delete this picture?" in alices.get(f"{PLACE}pictures/{one.pk}/").content.decode()
    assert alices.post(f"{PLACE}pictures/{one.pk}/", {"deed": "delete"}).url == PLACE
    assert list(pictures_of(project)) == [two]


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [(b"GIF89a", 422, "This is not a JPEG, PNG or WebP picture"), (b"", 422, "There is no picture in this file.")],
)
def test_wrong_picture_is_refused_in_a_sentence(alices, project, content, status, said):
    answer = alices.post(f"{PLACE}pictures/", {"file": picture_file(content), "caption": "my words"})
    page = answer.content.decode()
    assert (answer.status_code, ProjectPicture.objects.count()) == (status, 0)
    assert said in page
    assert 'value="my words"' in page


def test_picture_needs_a_page(alices, challenge):
    answer = alices.post(f"{PLACE}pictures/", {"file": picture_file()})
    assert answer.status_code == 409
    assert "no project page" in answer.content.decode()


def test_pictures_of_others_are_not_there(alices, project, mallorys_team, challenge, mallory):
    picture = make_picture(make_project(mallorys_team, challenge, by=mallory), by=mallory)
    for deed in ("up", "save", "delete"):
        assert alices.post(f"{PLACE}pictures/{picture.pk}/", {"deed": deed, "caption": "x"}).status_code == 404
    assert ProjectPicture.objects.get().caption == ""
