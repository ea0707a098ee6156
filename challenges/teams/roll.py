"""All teams of an edition, as organizers look for them."""

from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from challenges.editions.models import Edition
from challenges.folding import fold
from challenges.teams.models import Membership, Team

MOST_FOUND = 1000


def all_teams(edition: Edition, *, search: str = "") -> QuerySet[Team]:
    """By name, each with `size`; with a search those whose name, or a member's, holds all of its words."""
    counted = Membership.objects.filter(team=OuterRef("pk")).order_by().values("team").annotate(count=Count("pk"))
    found = edition.teams.annotate(size=Coalesce(Subquery(counted.values("count")), 0))
    words = fold(search).split()
    if words:
        found = found.filter(pk__in=_matching(edition, words=words)[:MOST_FOUND])
    return found.select_related("edition", "merged_into").order_by("name_key")


def _matching(edition: Edition, *, words: list[str]) -> list[UUID]:
    texts = {key: [name] for key, name in edition.teams.order_by("name_key").values_list("pk", "name")}
    players = Membership.objects.filter(edition=edition).order_by()
    for key, name in players.values_list("team_id", "user__display_name"):
        texts[key].append(name)
    return [key for key, told in texts.items() if all(word in fold(" ".join(told)) for word in words)]
