"""What is asked of teams: which answer is predicted, and how the score is worked out."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from challenges.making.models import Making
from challenges.making.rules import ChoiceMissing
from smartport.console.steps.choosing import release_of
from smartport.making.given import Given, answers_of, given_of
from smartport.making.metrics import asked_of, families

Answers = Mapping[str, Any]


def given_by(making: Making, user: AbstractBaseUser) -> Given:
    """The data that were chosen. Raises ChoiceMissing, ReleaseUnfit."""
    return given_of(release_of(user, str(making.answers.get("data", {}).get("release", ""))))


def metric_shown(making: Making, user: AbstractBaseUser, *, target: str = "") -> Answers:
    """The answers of the data, and the metrics for the one that is meant."""
    given, said = given_by(making, user), making.answers.get("metric", {})
    wanted = target or said.get("target", "")
    meant = wanted if wanted in given.answers else given.answers[0]
    found = families(answers_of(given, meant), meant, sample=given.sample)
    return {"given": given, "target": meant, "families": found, "picked": said}


def metric_taken(making: Making, request: HttpRequest) -> Answers:
    """Raises ChoiceMissing, ReleaseUnfit, MetricUnfit."""
    given, post = given_by(making, request.user), request.POST  # type: ignore[arg-type]
    target, query = post.get("target", ""), post.get("query", "")
    if target not in given.answers or (query and query not in given.shared):
        raise ChoiceMissing
    said = {"target": target, "metric": post.get("choice", ""), "query": query}
    question = asked_of(answers_of(given, target, query=query), **said, sample=given.sample)
    is_as_sample = given.sample == question.columns
    kept_query = query if "query" in question.options else ""
    told = {"columns": list(question.columns), "is_as_sample": is_as_sample, "release": str(given.release.pk)}
    return {**said, "query": kept_query, **told}
