"""Who finds which question."""

import pytest

from challenges.questions.models import Question
from challenges.questions.queries import (
    count_open,
    count_unanswered,
    public_questions,
    questions_of,
    questions_to_answer,
)
from tests.factories import make_answer, make_challenge, make_question

pytestmark = pytest.mark.database


@pytest.fixture
def asked(alices_team, mallorys_team, challenge, alice, mallory, dora) -> dict[str, Question]:
    public = make_question(alices_team, challenge, by=alice, text="Peut-on utiliser les marées de l'an dernier ?")
    private = make_question(alices_team, challenge, by=alice, text="Our secret trick: moon phases?")
    waits = make_question(mallorys_team, challenge, by=mallory, text="هل يُسمح بالأرصفة؟")
    make_answer(public, by=dora, text="Oui, et الأرصفةُ aussi.")
    make_answer(private, by=dora, text="Moon phases are yours.", is_public=False)
    return {"public": public, "private": private, "waits": waits}


def names(found, asked) -> list[str]:
    by_key = {question.pk: name for name, question in asked.items()}
    return [by_key[question.pk] for question in found]


def test_everybody_finds_what_is_answered_to_everybody(asked, challenge):
    assert names(public_questions(challenge), asked) == ["public"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("MAREES", ["public"]),
        ("  marées   dernier ", ["public"]),
        ("الارصفه", ["public"]),
        ("aussi", ["public"]),
        ("moon", []),
        ("secret", []),
        ("marées moon", []),
        ("%", []),
        ("_", []),
        ("\x00", ["public"]),
    ],
)
def test_search_folds_and_finds_nothing_that_is_not_public(asked, challenge, search, found):
    assert names(public_questions(challenge, search=search), asked) == found


def test_words_that_organizers_replaced_are_not_found(asked, challenge, dora):
    make_answer(asked["private"], by=dora, text="Yes.", public_text="May we use the sky?")
    assert names(public_questions(challenge, search="secret trick"), asked) == []
    assert names(public_questions(challenge, search="sky"), asked) == ["private"]


def test_answer_that_is_made_private_again_is_not_found(asked, challenge, dora):
    make_answer(asked["public"], by=dora, is_public=False)
    assert [list(public_questions(challenge)), list(public_questions(challenge, search="marees"))] == [[], []]


def test_team_finds_its_own(asked, alices_team, mallorys_team, challenge):
    assert set(names(questions_of(alices_team, challenge), asked)) == {"public", "private"}
    assert names(questions_of(mallorys_team, challenge), asked) == ["waits"]
    assert [count_open(team) for team in (alices_team, mallorys_team)] == [0, 1]


def test_organizers_find_what_waits_first(asked, edition, dora):
    assert names(questions_to_answer(edition, by=dora), asked)[0] == "waits"
    assert (len(questions_to_answer(edition, by=dora)), count_unanswered(edition, by=dora)) == (3, 1)


def test_organizer_of_another_challenge_finds_none(asked, challenge, edition, dora, carol):
    make_challenge(edition, slug="other")
    challenge.organizers.add(carol)
    assert list(questions_to_answer(edition, by=dora)) == []
