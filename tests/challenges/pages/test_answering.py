"""Where organizers answer."""

import pytest
from django.test import Client

from challenges.post.models import Letter
from challenges.post.rules import ANSWERS
from challenges.questions.models import Question
from tests.challenges.pages.conftest import browser_of
from tests.factories import make_answer, make_question


@pytest.fixture
def doras(dora) -> Client:
    return browser_of(dora)


@pytest.fixture
def question(alices_team, challenge, alice) -> Question:
    return make_question(alices_team, challenge, by=alice)


def path_of(question: Question) -> str:
    return f"/questions/{question.pk}/answer/"


def test_list_has_what_waits_first(doras, question, alices_team, challenge, alice, dora):
    make_answer(make_question(alices_team, challenge, by=alice, text="Answered one?"), by=dora)
    page = doras.get("/questions/").content.decode()
    assert "1 question waits for an answer." in page
    assert page.index("May we use tide tables?") < page.index("Answered one?")
    assert "Les Alizés" in page


@pytest.mark.parametrize("client", ["alices", "carols", "mallorys"])
def test_others_find_neither_the_list_nor_the_form(request, client, question):
    reader = request.getfixturevalue(client)
    answers = [
        reader.get("/questions/"),
        reader.get(path_of(question)),
        reader.post(path_of(question), {"answer": "x"}),
    ]
    assert {answer.status_code for answer in answers} == {404}
    question.refresh_from_db()
    assert question.answer == ""


def test_visitor_logs_in_first(visitor, question):
    assert visitor.get(path_of(question)).status_code == visitor.post(path_of(question)).status_code == 302


def test_organizer_of_another_challenge_finds_neither(doras, question, challenge, carol):
    challenge.organizers.add(carol)
    assert "May we use" not in doras.get("/questions/").content.decode()
    assert doras.post(path_of(question), {"answer": "x", "audience": "public"}).status_code == 404


@pytest.mark.parametrize(("audience", "is_public"), [("public", True), ("private", False), ("", False)])
def test_answer_is_for_everybody_only_where_it_says_so(doras, question, audience, is_public):
    answer = doras.post(path_of(question), {"answer": "You may.", "audience": audience})
    assert (answer.status_code, answer.url) == (302, "/questions/")
    question.refresh_from_db()
    assert (question.answer, question.is_public) == ("You may.", is_public)
    assert Letter.objects.filter(kind=ANSWERS).count() == 2


def test_words_that_tell_too_much_are_replaced(doras, visitor, question):
    given = {"answer": "Yes.", "audience": "public", "public_text": "May one use tables?"}
    doras.post(path_of(question), given)
    page = visitor.get("/challenges/rade/questions/").content.decode()
    assert ("May one use tables?" in page, "tide tables" in page) == (True, False)


def test_answer_that_is_none_is_refused_and_what_was_chosen_kept(doras, question):
    answer = doras.post(path_of(question), {"answer": "  ", "audience": "private"})
    assert answer.status_code == 422
    assert 'value="private" required checked' in answer.content.decode()


def test_answer_may_be_changed(doras, question, dora):
    make_answer(question, by=dora)
    page = doras.get(path_of(question)).content.decode()
    assert ("You may.</textarea>" in page, 'value="public" required checked' in page) == (True, True)
    doras.post(path_of(question), {"answer": "You may not.", "audience": "public"})
    question.refresh_from_db()
    assert (question.answer, question.edited_at is not None) == ("You may not.", True)


def test_list_asks_as_many_queries_for_three_as_for_one(
    doras, question, alices_team, challenge, alice, django_assert_num_queries
):
    with django_assert_num_queries(6):
        doras.get("/questions/")
    for number in range(2):
        make_question(alices_team, challenge, by=alice, text=f"Number {number}")
    with django_assert_num_queries(6):
        doras.get("/questions/")
