"""The board: teams that look for members, and people who look for a team."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from challenges.editions.models import Edition
from challenges.folding import fold
from challenges.teams.models import Seeker, Team


def recruiting_teams(edition: Edition, *, search: str = "") -> QuerySet[Team]:
    """Those with a free place, the newest first, each with `size`; with a search those whose name or text holds all of
    its words."""
    teams = edition.teams.filter(is_recruiting=True, is_baseline=False, merged_into=None)
    found = teams.annotate(size=Count("memberships")).filter(size__gt=0, size__lt=edition.team_size)
    if fold(search):
        rows = teams.order_by().values_list("pk", "name", "about")
        found = found.filter(pk__in=_matching(rows, search=search))
    return found.select_related("edition").order_by("-created_at", "pk")


def seekers(edition: Edition, *, search: str = "") -> QuerySet[Seeker]:
    """The newest first; the search looks at names and texts."""
    found = Seeker.objects.filter(edition=edition, user__is_active=True)
    if fold(search):
        shown = Coalesce(F("user__display_name"), F("user__username"))
        rows = found.order_by().values_list("pk", shown, "about")
        found = found.filter(pk__in=_matching(rows, search=search))
    return found.select_related("user", "edition").order_by("-since", "pk")


def _matching(rows: Iterable[Sequence[Any]], *, search: str) -> list[Any]:
    """The keys of the rows whose texts hold every word of the search, both folded."""
    words = fold(search).split()
    return [key for key, *texts in rows if all(word in fold(" ".join(texts)) for word in words)]
