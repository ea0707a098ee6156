"""Reads of boards: a constant, small number of queries whatever the number of teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from challenges.editions.models import Challenge, Edition, Phase
from challenges.evaluations.models import JUDGED, Bundle, Evaluation, Rejudge, State
from challenges.evaluations.queries import COUNTING, bundle_in_force, open_rejudge, unfinished_of
from challenges.leaderboards.models import Leaderboard, Line, Standing
from challenges.leaderboards.ranking import before, found_ranks, ranks_of, tied
from challenges.leaderboards.rules import LATE_UPLOADS, Step
from challenges.submissions.models import Submission
from challenges.submissions.queries import is_disqualified
from challenges.teams.models import Team
from challenges.teams.rules import name_key

ORDER = ("sort_value", "received_at", "team_id")
SHOWN = ("leaderboard", "team__name", "is_baseline", "sort_value", "values", "received_at", "scored_count", "history")
LONGEST_NEEDLE = 60


@dataclass(frozen=True)
class Row:
    """A line of a board. `values` are of the public part while it is open, of the private part after the close;
    `public_rank` is only known to the closed board. `history` is of the public part always (see rules.improvements)."""

    rank: int | None
    team_id: UUID
    team_name: str
    is_baseline: bool
    values: dict[str, float]
    received_at: datetime
    scored_count: int
    public_rank: int | None = None
    history: Sequence[Step] = ()


@dataclass(frozen=True)
class Asked:
    """Which lines are asked for: those whose team's folded name has `needle` in it; with the baselines or without."""

    needle: str = ""
    baselines: bool = True


def asked_for(text: str, *, baselines: bool = True) -> Asked:
    """Lines by what a person typed: accents, case, Arabic letter forms and spaces do not matter."""
    plain = "".join(letter for letter in text[:LONGEST_NEEDLE] if letter.isprintable())
    return Asked(name_key(plain), baselines)


ALL = Asked()


def challenge_with_boards(slug: str) -> Challenge:
    """The challenge of the current edition with this address, each of its phases with its leaderboard at hand. Raises
    Challenge.DoesNotExist."""
    current = Edition.objects.filter(is_published=True).order_by("-opens_at").values("pk")[:1]
    found = Challenge.objects.filter(edition=Subquery(current), slug=slug, is_published=True)
    phases = Phase.objects.select_related("leaderboard")
    return found.select_related("edition").prefetch_related(Prefetch("phases", phases)).get()


def board_at_hand(phase: Phase) -> Leaderboard | None:
    """The leaderboard of a phase that was read with it; None until a bundle is published."""
    board: Leaderboard | None = getattr(phase, "leaderboard", None)
    return board


def board_for(phase: Phase) -> Leaderboard | None:
    """The phase's leaderboard; None until a bundle is published."""
    return Leaderboard.objects.filter(phase=phase).select_related("phase__challenge__edition").first()


def is_final(leaderboard: Leaderboard) -> bool:
    """Whether its final standings are told: from then on the private part is what is shown."""
    return leaderboard.told_at is not None


def is_held(leaderboard: Leaderboard) -> bool:
    """Whether it is closed and its final standings wait for the stage: it goes on showing what it showed."""
    return leaderboard.closed_at is not None and leaderboard.told_at is None


def frozen_since(leaderboard: Leaderboard, *, now: datetime) -> datetime | None:
    """Since when an open board shows nothing new; None while it moves. Its hour counts before anything was written."""
    hour = leaderboard.phase.freezes_at
    if is_final(leaderboard):
        return None
    return leaderboard.frozen_at or (hour if hour and hour <= now else None)


def shown_lines(leaderboard: Leaderboard) -> QuerySet[Any]:
    """What visitors see of an open board: the lines as they are, or those of the frozen hour (see freezing)."""
    lines: QuerySet[Any] = leaderboard.frozen_scores.all() if leaderboard.frozen_at else leaderboard.best_scores.all()
    return lines


def live_page(
    leaderboard: Leaderboard, *, offset: int = 0, limit: int = 100, asked: Asked = ALL, team: Team | None = None
) -> tuple[list[Row], Row | None]:
    """A page of the board by the public part, best first, and a team's own line, wherever it stands; found lines keep
    their ranks among all."""
    lines = shown_lines(leaderboard)
    page: list[Line] = []
    if limit:  # those before the page are counted off in the index alone
        ordered = _narrowed(lines, asked, leaderboard, is_baseline="is_baseline").order_by(*ORDER)
        found = lines.filter(pk__in=ordered.values("pk")[offset : offset + limit])
        page = list(found.select_related("team").only(*SHOWN).order_by(*ORDER))
    own = next((line for line in page if team and line.team_id == team.pk), None)
    if team and own is None:
        own = lines.filter(team=team).select_related("team").only(*SHOWN).first()
    if asked.needle:
        ranks = found_ranks(leaderboard, lines.model, [*page, *([own] if own else [])])
    else:
        ranks = ranks_of(lines, page, own=own)
    return [_row(line, ranks) for line in page], _row(own, ranks) if own else None


def final_page(
    leaderboard: Leaderboard, *, offset: int = 0, limit: int = 100, asked: Asked = ALL, team: Team | None = None
) -> tuple[list[Row], Row | None]:
    """A page of the board as the close wrote it, and a team's own line; nothing before."""
    standings = leaderboard.standings.order_by("position").select_related("team")
    page = list(_narrowed(standings, asked, leaderboard, is_baseline="team__is_baseline")[offset : offset + limit])
    own = next((standing for standing in page if team and standing.team_id == team.pk), None)
    if team and own is None:
        own = standings.filter(team=team).first()
    return [_final_row(standing) for standing in page], _final_row(own) if own else None


def standings(leaderboard: Leaderboard, *, offset: int = 0, limit: int = 100, asked: Asked = ALL) -> list[Row]:
    """What visitors see: live before the close, final after it."""
    rows, _ = shown_page(leaderboard, offset=offset, limit=limit, asked=asked)
    return rows


def shown_page(
    leaderboard: Leaderboard, *, offset: int = 0, limit: int = 100, asked: Asked = ALL, team: Team | None = None
) -> tuple[list[Row], Row | None]:
    """What visitors see, and a team's own line: live before the close, final after it."""
    read = final_page if is_final(leaderboard) else live_page
    return read(leaderboard, offset=offset, limit=limit, asked=asked, team=team)


def count_rows(leaderboard: Leaderboard, *, asked: Asked = ALL) -> int:
    """How many lines the board has of those asked for."""
    return _shown(leaderboard, asked).count()


def count_teams(leaderboard: Leaderboard) -> int:
    """How many teams stand on the board, baselines not counted."""
    return _shown(leaderboard, Asked(baselines=False)).count()


def row_of(leaderboard: Leaderboard, team: Team) -> Row | None:
    """A team's own line, wherever it stands."""
    _, own = shown_page(leaderboard, limit=0, team=team)
    return own


def lines_before(leaderboard: Leaderboard, team: Team) -> int | None:
    """How many lines stand before a team's, baselines among them; None where it has none."""
    if is_final(leaderboard):
        standing = Standing.objects.filter(leaderboard=leaderboard, team=team).first()
        return standing.position - 1 if standing else None
    lines = shown_lines(leaderboard)
    own = lines.filter(team=team).first()
    if own is None:
        return None
    upto = lines.filter(sort_value__lte=own.sort_value)
    return upto.aggregate(lines=Count("pk", filter=before(own) | tied(own)))["lines"]  # type: ignore[no-any-return]


def scored_evaluations(
    phase: Phase, bundle: Bundle, *, trial: Rejudge | None = None, turned: Submission | None = None
) -> QuerySet[Evaluation]:
    """What counts for a board: of each submission its last result under the bundle, where that is a score; nothing of
    what is disqualified.

    With a rejudge on trial: what would count if it were applied now. With a submission turned: if it were disqualified,
    or, where it is, if that were lifted.
    """
    counts = COUNTING | Q(rejudge=trial) if trial else COUNTING
    results = Evaluation.objects.filter(counts, bundle=bundle, state__in=JUDGED)
    later = results.filter(submission=OuterRef("submission"), attempt__gt=OuterRef("attempt"))
    found = results.filter(~Exists(later), submission__phase=phase, state=State.SCORED)
    counted = ~Q(is_disqualified("submission"))
    return found.filter(counted ^ Q(submission=turned) if turned else counted).select_related("submission__team")


def closable(*, now: datetime) -> list[Leaderboard]:
    """Boards whose phase is over, with no upload on its way in any more, and whose last result is in; an open rejudge
    holds them, for the close is for ever."""
    return [board for board in overdue(now=now) if not unfinished_of(board.phase) and not open_rejudge(board.phase)]


def overdue(*, now: datetime) -> QuerySet[Leaderboard]:
    """Boards whose phase is over, with no upload on its way in any more, and that are not closed."""
    over = Leaderboard.objects.filter(closed_at=None, phase__closes_at__lt=now - LATE_UPLOADS)
    return over.select_related("phase__challenge")


def out_of_step(*, now: datetime) -> list[Leaderboard]:
    """Open boards whose frozen hour has come, or was put off or taken away (see rules.frozen_from)."""
    hour = F("phase__freezes_at")
    due = Q(phase__freezes_at__lte=now) & (Q(frozen_at=None) | ~Q(frozen_at=hour))
    undone = Q(frozen_at__isnull=False) & (Q(phase__freezes_at=None) | ~Q(frozen_at=hour))
    found = Leaderboard.objects.filter(due | undone, closed_at=None)
    return list(found.select_related("phase__challenge"))


def rejudges_of(phase: Phase) -> QuerySet[Rejudge]:
    """All of a phase, the latest first, with how many evaluations each has."""
    own = Evaluation.objects.filter(rejudge=OuterRef("pk")).order_by().values("rejudge").annotate(count=Count("pk"))
    found = phase.rejudges.select_related("asked_by", "phase__challenge", "bundle").order_by("-asked_at")
    return found.annotate(size=Coalesce(Subquery(own.values("count")), 0))


def without_board() -> QuerySet[Phase]:
    """Phases that have a bundle in force and no leaderboard yet."""
    return Phase.objects.filter(leaderboard=None, bundles__published_at__isnull=False).distinct()


def columns_of(phase: Phase) -> list[dict[str, Any]]:
    """The score columns of the bundle in force."""
    bundle = bundle_in_force(phase)
    columns: list[dict[str, Any]] = bundle.manifest["scores"] if bundle else []
    return columns


def _shown(leaderboard: Leaderboard, asked: Asked) -> QuerySet[Any]:
    if is_final(leaderboard):
        return _narrowed(leaderboard.standings.all(), asked, leaderboard, is_baseline="team__is_baseline")
    return _narrowed(shown_lines(leaderboard), asked, leaderboard, is_baseline="is_baseline")


def _narrowed(lines: QuerySet[Any], asked: Asked, leaderboard: Leaderboard, *, is_baseline: str) -> QuerySet[Any]:
    if not asked.baselines:
        lines = lines.filter(**{is_baseline: False})
    if asked.needle:
        edition = leaderboard.phase.challenge.edition_id
        named = Team.objects.filter(edition=edition, name_key__contains=asked.needle)
        lines = lines.filter(team__in=named.order_by().values("pk"))
    return lines


def _row(line: Line, ranks: dict[UUID, int]) -> Row:
    return Row(
        rank=None if line.is_baseline else ranks[line.team_id],
        team_id=line.team_id,
        team_name=line.team.name,
        is_baseline=line.is_baseline,
        values=line.values,
        received_at=line.received_at,
        scored_count=line.scored_count,
        history=line.history,
    )


def _final_row(standing: Standing) -> Row:
    return Row(
        rank=standing.rank,
        team_id=standing.team_id,
        team_name=standing.team.name,
        is_baseline=standing.team.is_baseline,
        values=standing.private_values,
        received_at=standing.received_at,
        scored_count=standing.scored_count,
        public_rank=standing.public_rank,
        history=standing.history,
    )
