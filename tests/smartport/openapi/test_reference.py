"""The reference page: everything on one page, from nowhere else, in the reader's frame."""

import re

import pytest

from smartport.openapi.completing import operations
from smartport.openapi.document import document
from smartport.openapi.reference import bodies, chapters

MOST = 160_000


@pytest.fixture
def page(client, db):
    return client.get("/api/v1/docs/", headers={"accept-language": "en"})


def test_every_operation_is_shown_once(page):
    text = page.content.decode()
    told = re.findall(r'<article id="(\w+)" class="operation">', text)
    assert sorted(told) == sorted(operation["operationId"] for _, _, operation in operations(document()))


def test_every_link_on_the_page_leads_somewhere_on_it(page):
    text = page.content.decode()
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r' href="#([^"]+)"', text)) <= set(ids)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_page_is_light_in_every_language(client, db, language):
    client.cookies["language"] = language
    answer = client.get("/api/v1/docs/")
    assert answer.headers["Content-Language"] == language
    assert len(answer.content) < MOST


def test_page_asks_nobody_else(page):
    text = page.content.decode()
    assert re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(?!/)', text) == []
    assert " style=" not in text


@pytest.mark.parametrize(("language", "title"), [("fr", "Référence de l’API"), ("ar", "مرجع واجهة البرمجة")])
def test_frame_is_in_the_readers_language(client, db, language, title):
    client.cookies["language"] = language
    assert f"<h1>{title}</h1>" in client.get("/api/v1/docs/").content.decode()


@pytest.mark.parametrize(
    ("language", "chapter", "summary", "about", "where"),
    [
        ("fr", "Équipes", "Quitter mon équipe", "Ce qui a été soumis reste à l’équipe.", "requête"),
        ("ar", "الفرق", "مغادرة فريقي", "ما سُلّم يبقى للفريق.", "الاستعلام"),
    ],
)
def test_operations_are_in_the_readers_language(client, db, language, chapter, summary, about, where):
    client.cookies["language"] = language
    text = client.get("/api/v1/docs/").content.decode()
    assert f"<h2>{chapter}</h2>" in text
    assert f'<h3><a href="#leave_my_team">{summary}</a></h3>' in text
    assert f'<p class="soft">{about} ' in text
    assert f'<span class="soft">{where} · ' in text
    assert '<section id="teams">' in text


def test_page_that_one_has_is_not_sent_again(client, page):
    again = client.get(
        "/api/v1/docs/", headers={"accept-language": "en", "if-none-match": page.headers.get("ETag", "")}
    )
    assert again.status_code in {200, 304}


def test_operation_is_shown_with_curl_and_python():
    found = {one.id: one for chapter in chapters("en") for one in chapter.operations}
    assert found["read_submission"].curl == 'curl -H "$TOKEN" "$SITE/submissions/ID"'
    assert found["read_leaderboard"].curl == 'curl "$SITE/challenges/rade/leaderboard"'
    assert found["read_submission"].python == "site.json('GET', 'submissions/ID')"
    assert found["create_team"].python == "site.json('POST', 'teams', json={'name': 'Les Alizés'})"
    assert "-F file=@predictions.csv" in found["submit"].curl
    assert found["list_challenges"].needs_login is False
    assert found["create_token"].needs_login is False
    assert found["submit"].needs_login is True


def test_bodies_are_those_that_operations_answer_with():
    names = [body.name for body in bodies()]
    assert "SubmissionBody" in names
    assert names == sorted(names)
