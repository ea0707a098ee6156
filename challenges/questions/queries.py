"""Reads of questions: what is public, what is a team's own, and what waits for an answer."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F, QuerySet

from challenges.editions.models import Challenge, Edition
from challenges.editions.queries import organized_by
from challenges.folding import fold
from challenges.questions.models import Question
from challenges.teams.models import Team


def public_questions(challenge: Challenge, *, search: str = "") -> QuerySet[Question]:
    """Those answered to everybody, the latest answer first. Searched in what everybody reads, and in nothing else."""
    found = challenge.questions.filter(is_public=True, answered_at__isnull=False)
    for word in words_of(search):
        found = found.filter(folded__contains=word)
    return found.order_by("-answered_at", "pk")


def words_of(search: str) -> list[str]:
    """What is looked for, as texts are folded; what cannot be seen looks for nothing."""
    return "".join(letter for letter in fold(search) if letter.isprintable()).split()


def questions_of(team: Team, challenge: Challenge) -> QuerySet[Question]:
    """What a team has asked, those of a team that became part of it included (a merge moves them); the latest first."""
    return challenge.questions.filter(team=team).select_related("by").order_by("-asked_at", "pk")


def count_open(team: Team) -> int:
    """How many questions of a team wait for an answer, in all challenges."""
    return team.questions.filter(answered_at=None).count()


def questions_to_answer(edition: Edition, *, by: AbstractBaseUser) -> QuerySet[Question]:
    """For an organizer, of the challenges that are theirs: what waits for an answer, the oldest first; then what is
    answered, the latest first."""
    asked = Question.objects.filter(challenge__edition=edition, challenge__in=organized_by(by))
    found = asked.select_related("challenge", "team", "by", "answered_by")
    waits_first = F("answered_at").desc(nulls_first=True)
    return found.order_by(waits_first, "asked_at", "pk")


def count_unanswered(edition: Edition, *, by: AbstractBaseUser) -> int:
    """How many wait for this organizer."""
    return questions_to_answer(edition, by=by).filter(answered_at=None).count()
