"""Asking and answering, and who is told."""

from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.post.models import Letter
from challenges.questions.actions import ask, move_questions
from challenges.questions.models import Question
from challenges.questions.rules import OPEN_AT_ONCE, AskingOver, QuestionUnusable, TooManyQuestions
from tests.factories import (
    CLOSES_AT,
    NOW,
    make_answer,
    make_challenge,
    make_edition,
    make_person,
    make_question,
    make_team,
)
from tests.threads import at_once

pytestmark = pytest.mark.database
LATER = NOW + timedelta(hours=1)


def test_question_is_kept_and_written_down(alices_team, challenge, alice):
    question = make_question(alices_team, challenge, by=alice, text=" May we? \n")
    assert (question.text, question.by, question.answered_at, question.folded) == ("May we?", alice, None, "")
    entry = JournalEntry.objects.get(deed="question.asked")
    assert (entry.subject, entry.details) == (f"question:{question.pk}", {"challenge": "rade"})


def test_question_that_is_none_leaves_nothing(alices_team, challenge, alice):
    with pytest.raises(QuestionUnusable):
        make_question(alices_team, challenge, by=alice, text="?")
    assert not Question.objects.exists()


def test_question_comes_too_late(alices_team, challenge, alice):
    with pytest.raises(AskingOver):
        make_question(alices_team, challenge, by=alice, now=CLOSES_AT + timedelta(days=8))


def test_answer_is_told_to_every_member_in_their_language(alices_team, challenge, alice, bob, carol, dora):
    bob.language = "en"
    bob.save()
    question = make_question(alices_team, challenge, by=alice, text="May we?\nReally?")
    make_answer(question, by=dora, text="You may.", is_public=False)
    letters = {letter.to: letter for letter in Letter.objects.all()}
    assert letters.keys() == {alice, bob}
    assert letters[bob].subject == "Your question has an answer: Waiting at anchorage"
    assert letters[bob].body.startswith("> May we?\n> Really?\n\nYou may.\n\n")
    assert f"/challenges/rade/questions/#question-{question.pk}" in letters[bob].body


def test_answer_that_is_changed_is_told_again_and_one_that_is_not_is_not(alices_team, challenge, alice, dora):
    question = make_question(alices_team, challenge, by=alice)
    make_answer(question, by=dora)
    make_answer(question, by=dora, is_public=False, now=LATER)
    assert Letter.objects.filter(to=alice).count() == 1
    changed = make_answer(question, by=dora, text="You may not.", now=LATER)
    assert (changed.answered_at, changed.edited_at) == (NOW, LATER)
    assert Letter.objects.filter(to=alice).count() == 2


def test_answer_is_written_down_without_its_words(alices_team, challenge, alice, dora):
    make_answer(make_question(alices_team, challenge, by=alice), by=dora, text="Tidemark", is_public=False)
    entry = JournalEntry.objects.get(deed="question.answered")
    assert (entry.by, entry.details) == (dora, {"challenge": "rade", "public": False})


def test_questions_go_along_when_teams_merge(alices_team, mallorys_team, challenge, mallory):
    question = make_question(mallorys_team, challenge, by=mallory)
    assert move_questions(mallorys_team, into=alices_team) == 1
    question.refresh_from_db()
    assert question.team == alices_team


@pytest.mark.django_db(transaction=True)
def test_requests_at_once_do_not_pass_the_limit():
    edition = make_edition()
    challenge, alice = make_challenge(edition), make_person("alice")
    team = make_team(edition, name="Les Alizés", captain=alice)
    for number in range(OPEN_AT_ONCE - 2):
        make_question(team, challenge, by=alice, text=f"Question {number}")

    def act(number: int) -> str:
        ask(challenge, team=team, text=f"At once {number}", language="en", by=alice, now=NOW)
        return "asked"

    done = at_once(6, act)
    assert [type(one) for one in done if one != "asked"] == [TooManyQuestions] * 4
    assert team.questions.count() == OPEN_AT_ONCE
