"""What waits for its publication, read once for everything that is said of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from challenges.ceremony.models import Award, AwardKind, Ceremony, Laureate
from challenges.editions.models import Edition
from challenges.leaderboards.models import Leaderboard
from challenges.projects.models import ProjectPicture
from challenges.results.publication_rules import told_places
from challenges.teams.models import Membership


@dataclass(frozen=True)
class Waiting:
    """An edition with its awards, the members of the laureates' teams, its evening and all of its boards, those of the
    last phases first."""

    edition: Edition
    awards: list[Award]
    members: dict[UUID, list[int]]
    ceremony: Ceremony | None
    boards: list[Leaderboard]

    @property
    def held_boards(self) -> list[Leaderboard]:
        """Boards that are closed and not told, the oldest first."""
        held = [board for board in self.boards if board.closed_at and board.told_at is None]
        return sorted(held, key=lambda board: board.pk)


def waiting_of(edition: Edition) -> Waiting:
    """As it is now. Six queries, however much there is."""
    awards = awards_of(edition)
    boards = Leaderboard.objects.filter(phase__challenge__edition=edition).select_related("phase__challenge")
    return Waiting(
        edition,
        awards,
        members_of(all_told(awards)),
        Ceremony.objects.filter(edition=edition).defer("script").first(),
        list(boards.order_by("-phase__closes_at", "-phase__pk")),
    )


def awards_of(edition: Edition) -> list[Award]:
    """Main prizes first, then in the awards' own order. Three queries."""
    pictures = Prefetch("project__pictures", ProjectPicture.objects.order_by("order", "pk"))
    laureates = Laureate.objects.order_by("rank", "team_name").select_related("team", "project__challenge")
    rows = edition.awards.select_related("challenge", "partner", "panel")
    rows = rows.prefetch_related(Prefetch("laureates", laureates.prefetch_related(pictures)))
    return sorted(rows, key=lambda award: (award.kind != AwardKind.MAIN, award.order, str(award.pk)))


def told_laureates(award: Award) -> list[Laureate]:
    """Those who are told on the stage, by rank."""
    return told_places(list(award.laureates.all()), told=award.told)


def all_told(awards: Iterable[Award]) -> list[Laureate]:
    """The laureates of all these awards."""
    return [one for award in awards for one in told_laureates(award)]


def members_of(laureates: Iterable[Laureate]) -> dict[UUID, list[int]]:
    """The keys of their accounts, by team. One query."""
    rows = Membership.objects.filter(team__in={one.team_id for one in laureates}).order_by("pk")
    found: dict[UUID, list[int]] = {}
    for team, user in rows.values_list("team", "user"):
        found.setdefault(team, []).append(user)
    return found
