"""Questions of a challenge: who reads what, and who may ask."""

from datetime import timedelta

import pytest

from challenges.questions.models import Question
from challenges.questions.rules import OPEN_AT_ONCE
from tests.factories import CLOSES_AT, make_answer, make_challenge, make_faq, make_question

PATH = "/challenges/rade/questions/"
SECRET = "tidemark"


@pytest.fixture
def asked(alices_team, mallorys_team, challenge, alice, mallory, dora):
    """Of Alice's team: one answered to everybody, one to the team alone, one that waits; in the last two a secret."""
    public = make_question(alices_team, challenge, by=alice, text="Sont-ce les marées de l'an dernier ?")
    private = make_question(alices_team, challenge, by=alice, text=f"Private {SECRET} one?")
    make_answer(public, by=dora, text="Oui, **toutes**.")
    make_answer(private, by=dora, text=f"Answer {SECRET}.", is_public=False)
    make_question(alices_team, challenge, by=alice, text=f"Waiting {SECRET} one?")
    return public


def test_everybody_reads_what_is_answered_to_everybody_and_not_who_asked(visitor, mallorys, asked):
    for client in (visitor, mallorys):
        page = client.get(PATH).content.decode()
        assert "Sont-ce les marées" in page
        assert "Oui, <strong>toutes</strong>." in page
        assert "Les Alizés" not in page
        assert "Alice" not in page


@pytest.mark.parametrize("query", ["", "?q=tidemark", "?q=private", "?q=waiting", "?page=2", "?q=Answer"])
def test_what_is_another_teams_alone_leaks_nowhere(visitor, mallorys, carols, asked, query):
    """In no text, no count, no search: the page is as it would be without."""
    answers = {client: client.get(PATH + query).content.decode() for client in (visitor, mallorys, carols)}
    for page in answers.values():
        assert SECRET not in page.replace("?q=tidemark", "").replace('value="tidemark"', "").replace(
            "<bdi>tidemark</bdi>", ""
        )
    Question.objects.exclude(pk=asked.pk).delete()
    without = visitor.get(PATH + query).content.decode()
    assert _bare(without) == _bare(answers[visitor])


def _bare(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_team_reads_its_own_with_their_state(alices, bobs, asked):
    for client in (alices, bobs):
        page = client.get(PATH).content.decode()
        states = ("Answered to everybody", "Answered to your team", "Waits for an answer")
        assert [f"{state}</span>" in page for state in states] == [True, True, True]
        assert f"Answer {SECRET}." in page
        assert "1 of 20 wait for an answer." in page


@pytest.mark.parametrize("search", ["MAREES", "marées an", "oui TOUTES"])
def test_search_folds(visitor, asked, search):
    assert "Sont-ce les marées" in visitor.get(PATH, {"q": search}).content.decode()


def test_search_finds_frequent_questions_too(visitor, edition, challenge, asked):
    make_faq(edition, question="Are the berths real?", answer="They are made up.")
    make_faq(edition, question="Another thing", challenge=challenge)
    page = visitor.get(PATH, {"q": "MADE berths"}).content.decode()
    assert ("Are the berths real?" in page, "Another thing" in page, "Sont-ce" in page) == (True, False, False)


def test_search_that_finds_nothing_says_so(visitor, asked):
    assert "Nothing answers “<bdi>whales</bdi>” yet." in visitor.get(PATH, {"q": "whales"}).content.decode()


@pytest.mark.parametrize("search", ["\x00", "%00", "<script>", "'", "x" * 5000, "\u202e"])
def test_strange_searches_break_nothing(visitor, asked, search):
    assert visitor.get(PATH, {"q": search}).status_code == 200


def test_member_asks(bobs, bob, challenge):
    answer = bobs.post(PATH, {"text": "May we?\r\nReally?"})
    assert (answer.status_code, answer.url) == (302, f"{PATH}#own")
    question = Question.objects.get()
    assert (question.text, question.by, question.language) == ("May we?\nReally?", bob, "en")
    assert "Your question is with the organizers." in bobs.get(PATH).content.decode()


def test_question_that_is_none_is_refused_and_its_text_kept(alices):
    answer = alices.post(PATH, {"text": "??"})
    page = answer.content.decode()
    assert (answer.status_code, "A question is a text of 3 to 2000 characters." in page) == (422, True)
    assert ">??</textarea>" in page


def test_too_many_questions_are_refused(alices, alice, alices_team, challenge):
    for number in range(OPEN_AT_ONCE):
        make_question(alices_team, challenge, by=alice, text=f"Question {number}")
    assert alices.post(PATH, {"text": "One more?"}).status_code == 409


def test_nothing_is_asked_after_the_edition(alices, at):
    at(CLOSES_AT + timedelta(days=8))
    assert alices.post(PATH, {"text": "Too late?"}).status_code == 403
    assert "This edition is over; nothing more can be asked." in alices.get(PATH).content.decode()


def test_who_is_in_no_team_cannot_ask(visitor, carols, challenge):
    assert visitor.post(PATH, {"text": "May I?"}).url == f"/accounts/login/?next={PATH}"
    assert carols.post(PATH, {"text": "May I?"}).status_code == 404
    assert not Question.objects.exists()


def test_questions_of_a_draft_are_not_found(alices, edition):
    make_challenge(edition, slug="draft", is_published=False)
    assert {
        alices.get("/challenges/draft/questions/").status_code,
        alices.post("/challenges/draft/questions/").status_code,
    } == {404}


def test_what_a_team_and_an_organizer_write_does_nothing_on_the_page(visitor, alices_team, challenge, alice, dora):
    question = make_question(alices_team, challenge, by=alice, text="<script>1</script> really?")
    make_answer(question, by=dora, text="<script>2</script>\n\n![x](https://evil.example/x.png)")
    page = visitor.get(PATH).content.decode()
    assert ("<script>1" in page, "<script>2" in page, '"https://evil' in page) == (False, False, False)


def test_page_asks_as_many_queries_for_three_questions_as_for_one(
    alices, alices_team, challenge, alice, dora, django_assert_num_queries
):
    make_answer(make_question(alices_team, challenge, by=alice), by=dora)
    with django_assert_num_queries(10):
        alices.get(PATH)
    for number in range(2):
        make_answer(make_question(alices_team, challenge, by=alice, text=f"Number {number}"), by=dora)
    with django_assert_num_queries(10):
        alices.get(PATH)
