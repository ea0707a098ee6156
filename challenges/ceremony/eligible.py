"""Whom people may choose: every project that a team shows, and teams that have handed something in and show none; of
one challenge, or of all."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from challenges.editions.models import Challenge, Edition
from challenges.folding import fold
from challenges.projects.models import Project
from challenges.submissions.models import Submission
from challenges.teams.models import Team

MOST_FOUND = 20


@dataclass(frozen=True)
class Eligible:
    """A team that may be chosen, with the project it would be honoured for, if it shows one."""

    team: Team
    project: Project | None

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"project:{self.project.pk}" if self.project else f"team:{self.team.pk}"

    @property
    def order(self) -> tuple[str, str]:
        """By the team's name, then the project's."""
        return (self.team.name_key, self.project.title if self.project else "")


@dataclass(frozen=True)
class Found:
    """What a search finds, as many as are told; `is_more` where there are others."""

    rows: list[Eligible]
    is_more: bool


def find_eligible(edition: Edition, challenge: Challenge | None, *, search: str = "") -> Found:
    """Those whose team or project holds every word of the search, both folded; all of them without a word. By the
    teams' names, at most MOST_FOUND. Four queries."""
    words = fold(search).split()
    shown = shown_projects(edition, challenge).order_by("team__name_key", "title", "pk")
    quiet = quiet_teams(edition, challenge).order_by("name_key")
    projects = _first(shown.values_list("pk", "team__name_key", "title").iterator(), words)
    teams = _first(((key, name, "") for key, name in quiet.values_list("pk", "name_key").iterator()), words)
    rows = [Eligible(one.team, one) for one in shown.filter(pk__in=projects)]
    rows += [Eligible(one, None) for one in Team.objects.filter(pk__in=teams)]
    rows.sort(key=lambda one: one.order)
    return Found(rows[:MOST_FOUND], is_more=len(rows) > MOST_FOUND)


def eligible_of(edition: Edition, challenge: Challenge | None, keys: Iterable[str]) -> dict[str, Eligible]:
    """Those of the named that may be chosen, by the key; whatever else a form sends is not there. Two queries."""
    named = list(keys)
    projects = shown_projects(edition, challenge).filter(pk__in=_keys("project", named))
    teams = quiet_teams(edition, challenge).filter(pk__in=_keys("team", named))
    found = [*(Eligible(one.team, one) for one in projects), *(Eligible(one, None) for one in teams)]
    return {one.key: one for one in found}


def shown_projects(edition: Edition, challenge: Challenge | None) -> QuerySet[Project]:
    """What teams that play show to everybody."""
    about = Q(challenge=challenge) if challenge is not None else Q(challenge__edition=edition)
    playing = {"team__edition": edition, "team__is_baseline": False, "team__merged_into": None}
    rows = Project.objects.filter(about, is_public=True, hidden_at=None, **playing)
    return rows.select_related("team", "challenge")


def quiet_teams(edition: Edition, challenge: Challenge | None) -> QuerySet[Team]:
    """Teams that have handed something in, and show no project of it."""
    handed_in = Submission.objects.filter(team=OuterRef("pk"))
    if challenge is not None:
        handed_in = handed_in.filter(phase__challenge=challenge)
    shown = shown_projects(edition, challenge).select_related(None).filter(team=OuterRef("pk"))
    playing = Team.objects.filter(edition=edition, is_baseline=False, merged_into=None)
    return playing.filter(~Exists(shown), Exists(handed_in))


def _first(rows: Iterable[tuple[Any, str, str]], words: list[str]) -> list[Any]:
    """Of (key, the team's folded name, title) the keys of the first that match, one more than are told."""
    return list(islice(_matching(rows, words), MOST_FOUND + 1))


def _matching(rows: Iterable[tuple[Any, str, str]], words: list[str]) -> Iterator[Any]:
    for key, name, title in rows:
        left = [word for word in words if word not in name]
        folded = fold(title) if left else ""
        if all(word in folded for word in left):
            yield key


def _keys(kind: str, named: Iterable[str]) -> list[UUID]:
    found = []
    for its_kind, _, key in (name.partition(":") for name in named):
        with suppress(ValueError):
            found += [UUID(key)] if its_kind == kind else []
    return found
