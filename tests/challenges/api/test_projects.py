"""Project pages over the API."""

import pytest

from challenges.projects.models import Project
from tests import factories
from tests.factories.projects import make_picture, make_project, picture_bytes, picture_file

pytestmark = pytest.mark.database

MINE = "/api/v1/challenges/rade/project"
LIST = "/api/v1/challenges/rade/projects"


@pytest.fixture
def project(alices_team, challenge, alice):
    return make_project(alices_team, challenge, by=alice)


def put(client, **text):
    return client.put(MINE, {"title": "Eaux calmes", **text}, format="json")


def test_page_is_written_and_read_back(as_, alice, alices_team, challenge):
    assert as_(alice).get(MINE).status_code == 404
    told = put(as_(alice), pitch="# Idée", demo="https://demo.example/").json()
    assert told == as_(alice).get(MINE).json()
    assert (told["title"], told["team"], told["is_public"], told["pictures"]) == (
        "Eaux calmes",
        "Les Alizés",
        False,
        [],
    )


def test_version_that_was_read_must_still_be_there(as_, alice, bob, alices_team, challenge):
    version = put(as_(alice), version="new").json()["version"]
    assert put(as_(bob), pitch="x", version=version).status_code == 200
    answer = put(as_(alice), pitch="y", version=version)
    assert (answer.status_code, answer.json()["code"]) == (409, "project_changed_meanwhile")


@pytest.mark.parametrize(
    ("text", "status", "code", "field"),
    [
        ({"video": "http://a.example/"}, 422, "link_unusable", "video"),
        ({"repository": "https://u:p@a.example/"}, 422, "link_unusable", "repository"),
        ({"title": "\u202e"}, 422, "project_title_missing", "title"),
        ({"title": ""}, 400, "invalid_input", "title"),
        ({"pitch": "a" * 9000}, 400, "invalid_input", "pitch"),
    ],
)
def test_wrong_text_is_refused_by_its_field(as_, alice, alices_team, challenge, text, status, code, field):
    answer = put(as_(alice), **text)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (status, code, field)
    assert not Project.objects.exists()


def test_person_without_a_team_has_no_page(as_, carol, challenge):
    assert [as_(carol).get(MINE).json()["code"], put(as_(carol)).json()["code"]] == ["no_team", "no_team"]


def test_picture_is_added_downloaded_changed_and_deleted(as_, alice, project):
    client = as_(alice)
    body = {"file": picture_file(), "caption": "Quay"}
    added = client.post(f"{MINE}/pictures", body, format="multipart")
    assert (added.status_code, added.json()["caption"], added.json()["width"]) == (201, "Quay", 64)
    downloaded = client.get(added.json()["url"])
    assert (downloaded["Content-Type"], downloaded.content[8:12]) == ("image/webp", b"WEBP")
    place = f"{MINE}/pictures/{added.json()['id']}"
    told = client.patch(place, {"caption": "The quay", "move": "up"}, format="json").json()
    assert [picture["caption"] for picture in told["pictures"]] == ["The quay"]
    assert [client.delete(place).status_code for _ in range(2)] == [204, 404]


def test_wrong_picture_is_refused_by_name(as_, alice, project):
    answer = as_(alice).post(
        f"{MINE}/pictures", {"file": picture_file(picture_bytes(encoding="GIF"))}, format="multipart"
    )
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        422,
        "picture_format_unknown",
        "file",
    )


def test_page_that_is_not_shown_is_its_teams(as_, visitor, alice, dora, mallory, mallorys_team, project):
    picture = make_picture(project, by=alice)
    addresses = [f"/api/v1/projects/{project.pk}", f"/api/v1/projects/{project.pk}/pictures/{picture.pk}"]
    callers = (visitor, as_(mallory), as_(alice), as_(dora))
    for address in addresses:
        assert [client.get(address).status_code for client in callers] == [404, 404, 200, 200]
    assert visitor.get(LIST).json()["results"] == []
    Project.objects.update(is_public=True)
    for address in addresses:
        assert [client.get(address).status_code for client in callers] == [200] * 4
    assert [line["title"] for line in visitor.get(LIST).json()["results"]] == ["Calm water"]


def test_list_asks_as_often_for_three_as_for_one(
    visitor, project, challenge, carol, mallory, mallorys_team, django_assert_num_queries
):
    Project.objects.update(is_public=True)
    with django_assert_num_queries(5):
        assert visitor.get(LIST).json()["count"] == 1
    team = factories.make_team(challenge.edition, name="Troisième", captain=carol)
    for of, by in ((team, carol), (mallorys_team, mallory)):
        make_picture(make_project(of, challenge, by=by, is_public=True), by=by)
    with django_assert_num_queries(5):
        assert visitor.get(LIST).json()["count"] == 3
