"""Questions by API: who reads what, who asks, who answers."""

import pytest

from challenges.questions.models import Question
from challenges.questions.rules import OPEN_AT_ONCE
from tests.factories import make_answer, make_challenge, make_faq, make_question

PATH = "/api/v1/challenges/rade/questions"
SECRET = "tidemark"


@pytest.fixture
def asked(alices_team, mallorys_team, challenge, alice, dora) -> dict[str, Question]:
    """Of Alice's team; in all but the first there is a secret."""
    texts = {"public": "Which tides?", "private": f"Private {SECRET}?", "waits": f"Waiting {SECRET}?"}
    made = {name: make_question(alices_team, challenge, by=alice, text=text) for name, text in texts.items()}
    make_answer(made["public"], by=dora, text="All of them.")
    make_answer(made["private"], by=dora, text=f"Answer {SECRET}.", is_public=False)
    return made


def test_everybody_reads_what_is_answered_to_everybody(visitor, as_, mallory, asked):
    for client in (visitor, as_(mallory)):
        body = client.get(PATH).json()
        (found,) = body["results"]
        assert body["count"] == 1
        assert found == {
            "id": str(asked["public"].pk),
            "challenge": "rade",
            "language": "en",
            "text": "Which tides?",
            "is_mine": False,
            "is_public": True,
            "asked_at": None,
            "answer": "All of them.",
            "answered_at": "2026-11-20T12:00:00Z",
            "edited_at": None,
        }


def test_team_reads_its_own(as_, bob, asked):
    client = as_(bob)
    mine = client.get(f"{PATH}?mine=true").json()
    assert (mine["count"], {found["is_mine"] for found in mine["results"]}) == (3, {True})
    assert client.get(f"/api/v1/questions/{asked['private'].pk}").json()["answer"] == f"Answer {SECRET}."
    assert client.get(PATH).json()["results"][0]["asked_at"] == "2026-11-20T12:00:00Z"


@pytest.mark.parametrize(
    "path",
    [PATH, f"{PATH}?mine=true", f"{PATH}?q=tidemark", f"{PATH}?q=private", f"{PATH}?q=answer", f"{PATH}?page_size=200"],
)
def test_what_is_another_teams_alone_leaks_through_no_list(visitor, as_, mallory, carol, asked, path):
    for client in (visitor, as_(mallory), as_(carol)):
        answer = client.get(path)
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode().replace("q=tidemark", "")
        assert answer.json()["count"] == (1 if path in {PATH, f"{PATH}?page_size=200"} else 0)


@pytest.mark.parametrize("name", ["private", "waits"])
def test_what_is_another_teams_alone_is_not_found(visitor, as_, mallory, carol, asked, name):
    path = f"/api/v1/questions/{asked[name].pk}"
    assert {client.get(path).status_code for client in (visitor, as_(mallory), as_(carol))} == {404}


def test_words_that_were_replaced_are_the_teams_own(visitor, as_, alice, asked, dora):
    make_answer(asked["private"], by=dora, text="Yes.", public_text="May one?")
    path = f"/api/v1/questions/{asked['private'].pk}"
    assert visitor.get(path).json()["text"] == "May one?"
    assert as_(alice).get(path).json()["text"] == f"Private {SECRET}?"


def test_member_asks(as_, bob, alices_team, challenge):
    answer = as_(bob).post(PATH, {"text": "May we?", "language": "fr"}, format="json")
    assert (answer.status_code, answer.json()["is_mine"], answer.json()["language"]) == (201, True, "fr")
    assert Question.objects.get().by == bob


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "invalid_input"),
        ({"text": "x" * 2001}, 400, "invalid_input"),
        ({"text": "May we?", "language": "xx"}, 400, "invalid_input"),
        ({"text": "???"}, 422, "question_unusable"),
        ({"text": "\u202e\u202e\u202e"}, 422, "question_unusable"),
    ],
)
def test_question_that_is_none_is_refused(as_, alice, alices_team, challenge, body, status, code):
    answer = as_(alice).post(PATH, body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_too_many_questions_are_refused(as_, alice, alices_team, challenge):
    for number in range(OPEN_AT_ONCE):
        make_question(alices_team, challenge, by=alice, text=f"Question {number}")
    answer = as_(alice).post(PATH, {"text": "One more?"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_questions")


def test_who_is_in_no_team_cannot_ask(visitor, as_, carol, challenge):
    assert visitor.post(PATH, {"text": "May I?"}, format="json").status_code == 401
    answer = as_(carol).post(PATH, {"text": "May I?"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "no_team")


def test_organizer_lists_what_waits_first_and_answers(as_, dora, asked):
    client = as_(dora)
    results = client.get("/api/v1/questions").json()["results"]
    assert (results[0]["id"], results[0]["team_name"]) == (str(asked["waits"].pk), "Les Alizés")
    body = {"answer": "Yes.", "is_public": True, "public_text": "May one wait?"}
    answer = client.put(f"/api/v1/questions/{asked['waits'].pk}/answer", body, format="json")
    assert (answer.status_code, answer.json()["answer"]) == (200, "Yes.")
    asked["waits"].refresh_from_db()
    assert (asked["waits"].is_public, asked["waits"].shown_text) == (True, "May one wait?")


@pytest.mark.parametrize("body", [{}, {"answer": "Yes."}, {"answer": "", "is_public": True}, {"answer": 1}])
def test_answer_without_its_audience_is_refused(as_, dora, asked, body):
    answer = as_(dora).put(f"/api/v1/questions/{asked['waits'].pk}/answer", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")


def test_others_cannot_answer_nor_list(visitor, as_, alice, mallory, asked):
    path = f"/api/v1/questions/{asked['waits'].pk}/answer"
    body = {"answer": "Yes.", "is_public": True}
    assert visitor.put(path, body, format="json").status_code == 401
    for person in (alice, mallory):
        client = as_(person)
        statuses = {client.put(path, body, format="json").status_code, client.get("/api/v1/questions").status_code}
        assert statuses == {404}


def test_organizer_of_another_challenge_cannot_answer(as_, dora, carol, challenge, asked):
    challenge.organizers.add(carol)
    client, path = as_(dora), f"/api/v1/questions/{asked['waits'].pk}"
    assert client.put(f"{path}/answer", {"answer": "x", "is_public": False}, format="json").status_code == 404
    assert (client.get(path).status_code, client.get("/api/v1/questions").json()["count"]) == (404, 0)


def test_questions_of_a_draft_are_not_found(visitor, edition):
    make_challenge(edition, slug="draft", is_published=False)
    assert visitor.get("/api/v1/challenges/draft/questions").status_code == 404


@pytest.mark.parametrize("search", ["%00", "%ED%A0%80", "%25", "'", "x" * 5000])
def test_strange_searches_break_nothing(visitor, asked, search):
    assert visitor.get(f"{PATH}?q={search}").status_code == 200


def test_list_asks_as_many_queries_for_three_as_for_one(
    as_, alice, alices_team, challenge, dora, django_assert_num_queries
):
    client = as_(alice)
    make_answer(make_question(alices_team, challenge, by=alice), by=dora)
    client.get(PATH)
    with django_assert_num_queries(7):
        client.get(PATH)
    for number in range(2):
        make_answer(make_question(alices_team, challenge, by=alice, text=f"Number {number}"), by=dora)
    with django_assert_num_queries(7):
        client.get(PATH)


def test_frequent_questions_come_with_the_challenge(visitor, edition, challenge):
    make_faq(edition, question="Who?", answer="All.")
    make_faq(edition, question="Which tides?", answer="Both.", challenge=challenge)
    told = visitor.get("/api/v1/challenges/rade?lang=en").json()["faq"]
    assert told == [{"question": "Which tides?", "answer": "Both."}, {"question": "Who?", "answer": "All."}]
