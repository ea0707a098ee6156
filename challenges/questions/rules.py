"""What a team may ask, and how an answer is given."""

from datetime import datetime

from challenges.errors import Refusal, gettext_noop
from challenges.folding import can_stand

TEXT_LENGTH = 2000
ANSWER_LENGTH = 10_000
OPEN_AT_ONCE = 20


class QuestionUnusable(Refusal):
    """Details: limit."""

    code = "question_unusable"
    message = gettext_noop("A question is a text of 3 to %(limit)s characters.")
    field = "text"
    status = 422


class TooManyQuestions(Refusal):
    """Details: limit."""

    code = "too_many_questions"
    message = gettext_noop("Your team has %(limit)s questions that wait for an answer.")
    hint = gettext_noop("Ask again when one of them is answered.")


class AskingOver(Refusal):
    """Details: closed_at."""

    code = "asking_over"
    message = gettext_noop("This edition is over since %(closed_at)s; nothing more can be asked.")
    status = 403


class AnswerUnusable(Refusal):
    """Details: limit."""

    code = "answer_unusable"
    message = gettext_noop("An answer is a text of 1 to %(limit)s characters.")
    field = "answer"
    status = 422


def require_question(text: str) -> str:
    """The tidied text. Raises QuestionUnusable."""
    tidied = plain_text(text).strip()
    if not 3 <= len(tidied) <= TEXT_LENGTH or not any(letter.isalnum() for letter in tidied):
        raise QuestionUnusable(limit=TEXT_LENGTH)
    return tidied


def require_answer(text: str) -> str:
    """The tidied Markdown. Raises AnswerUnusable."""
    tidied = plain_text(text)
    if not 1 <= len(tidied) <= ANSWER_LENGTH:
        raise AnswerUnusable(limit=ANSWER_LENGTH)
    return tidied


def require_allowance(open_questions: int) -> None:
    """Raises TooManyQuestions."""
    if open_questions >= OPEN_AT_ONCE:
        raise TooManyQuestions(limit=OPEN_AT_ONCE)


def require_asking_time(closes_at: datetime, *, now: datetime) -> None:
    """Until the last instant of the edition. Raises AskingOver."""
    if now > closes_at:
        raise AskingOver(closed_at=closes_at)


def plain_text(text: str) -> str:
    """Printable lines without what cannot be seen (controls, bidi controls, half characters), and at most one empty
    line in a row. Tabs become spaces: code in an answer keeps its shape."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n")
    plain = ["".join(filter(can_stand, line)).rstrip() for line in lines]
    kept = [line for number, line in enumerate(plain) if line or (number and plain[number - 1])]
    return "\n".join(kept).strip("\n")
