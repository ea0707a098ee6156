"""Teams ask, organizers answer."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, gettext

from challenges.editions.models import Challenge
from challenges.editions.queries import organizers_of
from challenges.folding import fold
from challenges.journal.actions import write
from challenges.journal.changes import changes
from challenges.post.actions import Words, write_to
from challenges.post.queries import narrowed
from challenges.post.rules import ANSWERS, QUESTIONS
from challenges.questions.models import Question
from challenges.questions.queries import count_open
from challenges.questions.rules import (
    plain_text,
    require_allowance,
    require_answer,
    require_asking_time,
    require_question,
)
from challenges.teams.entering import hold_team
from challenges.teams.models import Team
from challenges.teams.rules import NoTeam
from challenges.wording import localized


@transaction.atomic
def ask(challenge: Challenge, *, team: Team, text: str, language: str, by: AbstractBaseUser, now: datetime) -> Question:
    """A question of this team, or of the one it became part of a moment ago: its questions went there too. The team's
    row is held, so that requests at the same time cannot pass the limit.

    Raises QuestionUnusable, AskingOver, NoTeam (it was dissolved), TooManyQuestions.
    """
    tidied = require_question(text)
    require_asking_time(challenge.edition.closes_at, now=now)
    asking = _hold_survivor(team)
    require_allowance(count_open(asking))
    question = Question.objects.create(
        challenge=challenge, team=asking, by_id=by.pk, language=language, text=tidied, asked_at=now
    )
    _tell_organizers(question, now=now)
    write("question.asked", subject=f"question:{question.pk}", by=by, now=now, details={"challenge": challenge.slug})
    return question


@transaction.atomic
def answer(
    question: Question, *, text: str, is_public: bool, public_text: str = "", by: AbstractBaseUser, now: datetime
) -> Question:
    """Answer, or change the answer; a public one is read by everybody, with the question in the team's words or in
    `public_text`. The team's members are told of an answer, and of one that reads differently now.

    Raises AnswerUnusable.
    """
    tidied = require_answer(text)
    held = Question.objects.select_for_update(of=("self",), no_key=True).select_related("challenge", "team")
    kept = held.get(pk=question.pk)
    is_new, reads_differently = kept.answered_at is None, kept.answer != tidied
    before = {"is_public": None if is_new else kept.is_public}
    kept.answer, kept.is_public, kept.public_text = tidied, is_public, plain_text(public_text)
    kept.folded = fold(f"{kept.shown_text} {tidied}") if is_public else ""
    if is_new:
        kept.answered_at, kept.answered_by_id = now, by.pk
    elif reads_differently:
        kept.edited_at = now
    kept.save()
    if is_new or reads_differently:
        _tell_team(kept, now=now)
    told = {"rewritten": reads_differently and not is_new, "changes": changes(before, {"is_public": is_public})}
    details = {"challenge": kept.challenge.slug, "public": is_public, **told}
    write("question.answered", subject=f"question:{kept.pk}", by=by, now=now, details=details)
    return kept


def _hold_survivor(team: Team) -> Team:
    held = hold_team(team.pk)
    while held is not None and held.merged_into_id is not None:
        held = hold_team(held.merged_into_id)
    if held is None:
        raise NoTeam
    return held


def _tell_organizers(question: Question, *, now: datetime) -> None:
    organizers = list(narrowed(organizers_of(question.challenge), kind=QUESTIONS))
    about = f"question:{question.pk}"
    write_to(organizers, lambda: _letter_to_organizers(question), kind=QUESTIONS, about=about, now=now)


def _letter_to_organizers(question: Question) -> Words:
    title = localized(question.challenge.title, (get_language() or "fr")[:2])
    subject = gettext("A question from the team “%(team)s”: %(challenge)s")
    link = f"{settings.SITE_URL}{reverse('answer-question', args=[question.pk])}"
    answer_it = gettext("Answer it on the site: %(address)s") % {"address": link}
    return Words(subject % {"team": question.team.name, "challenge": title}, f"{_quoted(question)}\n\n{answer_it}")


def _tell_team(question: Question, *, now: datetime) -> None:
    members = get_user_model().objects.filter(memberships__team=question.team_id)
    about = f"answer:{question.pk}:{question.edited_at.timestamp() if question.edited_at else 'first'}"
    write_to(list(members), lambda: _letter(question), kind=ANSWERS, about=about, now=now)


def _letter(question: Question) -> Words:
    challenge = question.challenge
    title = localized(challenge.title, (get_language() or "fr")[:2])
    subject = gettext("Your question has an answer: %(challenge)s") % {"challenge": title}
    link = f"{settings.SITE_URL}{reverse('questions', args=[challenge.slug])}#question-{question.pk}"
    read = gettext("Read it on the site: %(address)s") % {"address": link}
    return Words(subject, f"{_quoted(question)}\n\n{question.answer}\n\n{read}")


def _quoted(question: Question) -> str:
    return "\n".join(f"> {line}" for line in question.text.split("\n"))
