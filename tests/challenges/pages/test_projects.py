"""Project pages as people see them: shown, or the team's own secret."""

import pytest

from challenges.projects.models import Project
from tests import factories
from tests.factories.projects import make_picture, make_project

LIST = "/challenges/rade/projects/"
PITCH = "# Idea\n\n**Less** waiting <script>alert(1)</script> ![x](https://tracker.example/x.png)"
LINKS = {
    "video": "https://video.example/watch",
    "repository": "https://code.example/r",
    "demo": "https://demo.example/",
}


@pytest.fixture
def project(alices_team, challenge, alice):
    return make_project(alices_team, challenge, by=alice, pitch=PITCH, **LINKS)


def place(project, below=""):
    return f"/projects/{project.pk}/{below}"


def show(project):
    Project.objects.filter(pk=project.pk).update(is_public=True)


def test_page_is_the_teams_until_it_is_shown(project, visitor, mallorys, alices, bobs):
    picture = make_picture(project, by=project.changed_by)
    addresses = [place(project), place(project, f"pictures/{picture.pk}/")]
    for address in addresses:
        assert [client.get(address).status_code for client in (visitor, mallorys, alices, bobs)] == [404, 404, 200, 200]
    assert project.title not in mallorys.get(LIST).content.decode()
    show(project)
    for address in addresses:
        assert [client.get(address).status_code for client in (visitor, mallorys)] == [200, 200]
    assert project.title in visitor.get(LIST).content.decode()


def test_shown_page_of_a_draft_challenge_is_not_there(project, challenge, visitor, alices):
    show(project)
    challenge.is_published = False
    challenge.save()
    assert visitor.get(place(project)).status_code == 404


def test_nothing_of_strangers_loads_or_runs(project, visitor):
    show(project)
    page = visitor.get(place(project)).content.decode()
    assert "<strong>Less</strong>" in page
    assert "<script>alert" not in page
    assert "tracker.example" not in page
    assert "<iframe" not in page
    assert "video.example/watch" not in page.replace('href="https://video.example/watch"', "")
    for host in ("video.example", "code.example", "demo.example"):
        assert f">{host}</bdi>" in page
    assert page.count('rel="noopener noreferrer nofollow ugc"') == 3


def test_picture_is_served_as_an_image_and_nothing_else(project, alices, visitor):
    picture = make_picture(project, by=project.changed_by)
    address = place(project, f"pictures/{picture.pk}/")
    answer = alices.get(address)
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-cache"
    assert alices.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    show(project)
    assert visitor.get(address)["Cache-Control"] == "public, max-age=86400, immutable"


def test_picture_of_another_page_is_not_there(project, alices, mallorys_team, challenge, mallory):
    other = make_project(mallorys_team, challenge, by=mallory)
    picture = make_picture(other, by=mallory)
    assert alices.get(place(project, f"pictures/{picture.pk}/")).status_code == 404


def test_list_asks_as_many_queries_for_three_as_for_one(
    visitor, project, challenge, carol, mallory, mallorys_team, django_assert_num_queries
):
    show(project)
    make_picture(project, by=project.changed_by)
    with django_assert_num_queries(6):
        assert visitor.get(LIST).content.decode().count("project-card") == 1
    team = factories.make_team(challenge.edition, name="Troisième", captain=carol)
    for of, by in ((team, carol), (mallorys_team, mallory)):
        make_picture(make_project(of, challenge, by=by, is_public=True), by=by)
    with django_assert_num_queries(6):
        assert visitor.get(LIST).content.decode().count("project-card") == 3


def test_empty_list_says_so(visitor, challenge):
    assert "No team shows its project page yet." in visitor.get(LIST).content.decode()
