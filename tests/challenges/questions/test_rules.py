"""What may be asked and answered."""

from datetime import timedelta

import pytest

from challenges.questions.rules import (
    OPEN_AT_ONCE,
    AnswerUnusable,
    AskingOver,
    QuestionUnusable,
    TooManyQuestions,
    plain_text,
    require_allowance,
    require_answer,
    require_asking_time,
    require_question,
)
from tests.factories import CLOSES_AT


@pytest.mark.parametrize("text", ["", "  ", "?!…", "a", "\x00\x00\x00", "\u202e\u2066\u2069", "x" * 2001, "\ud800" * 9])
def test_question_that_is_none_is_refused(text):
    with pytest.raises(QuestionUnusable):
        require_question(text)


@pytest.mark.parametrize("text", ["هل؟ نعم", "Peut-on ?", "x" * 2000])
def test_question_is_taken_as_it_is(text):
    assert require_question(text) == text


@pytest.mark.parametrize("text", ["", " \n ", "x" * 10_001])
def test_answer_that_is_none_is_refused(text):
    with pytest.raises(AnswerUnusable):
        require_answer(text)


def test_text_keeps_its_lines_and_loses_what_cannot_be_seen():
    assert plain_text("\n\na\u202eb\r\n\r\n\r\n\tcode  \x00\n") == "ab\n\n    code"


def test_team_has_so_many_open_questions():
    require_allowance(OPEN_AT_ONCE - 1)
    with pytest.raises(TooManyQuestions):
        require_allowance(OPEN_AT_ONCE)


def test_questions_are_asked_until_the_last_instant():
    require_asking_time(CLOSES_AT, now=CLOSES_AT)
    with pytest.raises(AskingOver):
        require_asking_time(CLOSES_AT, now=CLOSES_AT + timedelta(microseconds=1))
