"""Which projects a declared tie may concern: a suggestion for whoever looks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from challenges.panels.matching import Page, found_in, words_of
from challenges.panels.models import Candidate, Panel, Tie
from challenges.panels.queries import standing_candidates
from challenges.teams.models import Membership


@dataclass(frozen=True)
class Suggestion:
    """A project, and where the name was found: `team`, `member` or `text`."""

    candidate: Candidate
    where: str


def candidates_with_people(panel: Panel) -> list[Candidate]:
    """The projects before the panel with their teams' members at hand, by code."""
    members = Prefetch("project__team__memberships", Membership.objects.select_related("user").order_by("pk"))
    return list(standing_candidates(panel).prefetch_related(members))


def suggested(tie: Tie, candidates: Sequence[Candidate]) -> list[Suggestion]:
    """Those in which the name is found, by code."""
    return _suggested(tie, [(one, _page(one)) for one in candidates])


def suggestions(ties: Iterable[Tie], candidates: Sequence[Candidate]) -> list[tuple[Tie, list[Suggestion]]]:
    """The same for many."""
    pages = [(one, _page(one)) for one in candidates]
    return [(tie, _suggested(tie, pages)) for tie in ties]


def _suggested(tie: Tie, pages: Sequence[tuple[Candidate, Page]]) -> list[Suggestion]:
    words = words_of(tie.name)
    found = ((one, found_in(words, page)) for one, page in pages)
    return [Suggestion(one, where) for one, where in found if where]


def _page(candidate: Candidate) -> Page:
    project = candidate.project
    if project is None:
        return Page("", (), ())
    team = project.team
    members = [name for one in team.memberships.all() for name in _names(one)]
    return Page(team.name, members, (team.about, project.title, project.pitch))


def _names(membership: Membership) -> list[str]:
    """Of a person; the whole of it, and as it is shown."""
    user = membership.user
    return sorted({str(user), f"{user.first_name} {user.last_name}".strip()} - {""})
