"""What an edition counts, read in a fixed number of queries whatever its size: hours come from the tallies."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count as CountOf
from django.db.models import Exists, OuterRef, Q

from challenges.editions.models import Challenge, Edition
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import live_machines
from challenges.leaderboards.models import BestScore, Leaderboard
from challenges.leaderboards.rules import primary_column
from challenges.submissions.models import Submission
from challenges.tallies.models import Downloaded
from challenges.tallies.queries import downloads_of, summed
from challenges.tallies.rules import CLASSES, added, within
from challenges.teams.models import Membership, RulesAcceptance, Team

OUTCOMES = ("scored", "failed", "broken", "cancelled", "waiting")
A_DAY = timedelta(days=1)


@dataclass
class Count:
    """What was handed in to one challenge, or to all of them."""

    outcomes: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(OUTCOMES, 0)))
    waits: list[int] = field(default_factory=lambda: [0] * CLASSES)

    @property
    def received(self) -> int:
        return sum(self.outcomes.values())

    @property
    def scored_share(self) -> float | None:
        """Of those that came to an end by their own doing, in percent."""
        ended = self.outcomes["scored"] + self.outcomes["failed"]
        return 100 * self.outcomes["scored"] / ended if ended else None

    @property
    def begun_within(self) -> int | None:
        """In how many seconds nine of ten had begun."""
        return within(self.waits, 0.9)

    def take(self, outcomes: Mapping[str, int], waits: Sequence[int]) -> None:
        """Add what came of one phase."""
        self.outcomes.update({outcome: outcomes[outcome] for outcome in OUTCOMES})
        self.waits = added([self.waits, waits])


@dataclass
class Counts:
    """The same by the challenge's key and of all, and when it was, in the edition's zone: by outcome and day, and by
    day and hour of the day."""

    by_challenge: dict[int, Count]
    whole: Count = field(default_factory=Count)
    by_day: dict[str, Counter[date]] = field(default_factory=lambda: defaultdict(Counter))
    by_hour: Counter[tuple[date, int]] = field(default_factory=Counter)


@dataclass(frozen=True)
class Step:
    """One step on the way from an account to a score, and how many have come so far."""

    name: str
    count: int


@dataclass(frozen=True)
class Scores:
    """The best public scores of a challenge's teams, and the baselines'."""

    challenge: Challenge
    column: Mapping[str, Any]
    teams: list[float]
    baselines: dict[str, float]


def counts_of(edition: Edition, challenges: Sequence[Challenge]) -> Counts:
    """From the tallies, in one query."""
    zone = edition.timezone
    phases = {phase.pk: phase.challenge_id for challenge in challenges for phase in challenge.phases.all()}
    found = Counts({challenge.pk: Count() for challenge in challenges})
    for sums in summed(phases):
        if sums.phase is not None:
            for count in (found.by_challenge[phases[sums.phase]], found.whole):
                count.take(sums.counts, sums.waits)
        elif sums.hour is not None:
            local = sums.hour.astimezone(zone)
            found.by_hour[local.date(), local.hour] += sums.counts["received"]
            for outcome in OUTCOMES:
                if number := sums.counts[outcome]:
                    found.by_day[outcome][local.date()] += number
    return found


def arrivals(edition: Edition, *, now: datetime) -> tuple[Counter[date], Counter[date]]:
    """New accounts and new teams by day, from the day on which the edition opened or the first team came."""
    zone = edition.timezone
    people = get_user_model().objects.filter(date_joined__gte=edition.opens_at - 90 * A_DAY, date_joined__lte=now)
    accounts = people.filter(is_staff=False).values_list("date_joined", flat=True)
    teams = Team.objects.filter(edition=edition, is_baseline=False).values_list("created_at", flat=True)
    return (
        Counter(moment.astimezone(zone).date() for moment in accounts.iterator()),
        Counter(moment.astimezone(zone).date() for moment in teams.iterator()),
    )


def way(edition: Edition, challenges: Sequence[Challenge]) -> list[Step]:
    """From an account to a score: people first, then teams."""
    own = Team.objects.filter(edition=edition, is_baseline=False, merged_into=None)
    handed_in = Submission.objects.filter(team=OuterRef("pk"), phase__challenge__in=challenges)
    scored = BestScore.objects.filter(leaderboard__phase__challenge__in=challenges, is_baseline=False)
    agreed = RulesAcceptance.objects.filter(challenge__in=challenges, user__is_staff=False)
    teams = own.annotate(is_in=Exists(handed_in)).aggregate(
        all=CountOf("pk"), handed_in=CountOf("pk", filter=Q(is_in=True))
    )
    return [
        Step("accounts", get_user_model().objects.filter(is_active=True, is_staff=False).count()),
        Step("members", Membership.objects.filter(edition=edition, team__is_baseline=False).count()),
        Step("agreed", agreed.order_by().values("user").distinct().count()),
        Step("teams", teams["all"]),
        Step("handed_in", teams["handed_in"]),
        Step("scored", scored.order_by().values("team").distinct().count()),
    ]


def scores_of(challenges: Sequence[Challenge]) -> list[Scores]:
    """Of each challenge the phase that closes last and has a board with teams on it."""
    rows = Leaderboard.objects.filter(phase__challenge__in=challenges).select_related("phase")
    boards = {board.phase.challenge_id: board for board in rows.order_by("phase__closes_at")}
    lines = BestScore.objects.filter(leaderboard__in=boards.values()).order_by()
    teams: dict[int, list[float]] = defaultdict(list)
    baselines: dict[int, dict[str, float]] = defaultdict(dict)
    columns = {board.pk: primary_column(board.columns) for board in boards.values() if board.columns}
    for board, name, is_baseline, value in lines.values_list(
        "leaderboard", "team__name", "is_baseline", "sort_value"
    ).iterator():
        score = -value if columns[board]["better"] == "higher" else value
        if is_baseline:
            baselines[board][name] = score
        else:
            teams[board].append(score)
    found = [(challenge, boards[challenge.pk]) for challenge in challenges if challenge.pk in boards]
    return [
        Scores(challenge, columns[board.pk], teams[board.pk], baselines[board.pk])
        for challenge, board in found
        if teams[board.pk]
    ]


def downloads_by_challenge(challenges: Sequence[Challenge]) -> dict[int, dict[str, int]]:
    """How often data and starter kit were downloaded, by the challenge's key."""
    found: dict[int, dict[str, int]] = {challenge.pk: dict.fromkeys(Downloaded.values, 0) for challenge in challenges}
    for challenge, kind, count in downloads_of(challenges).values_list("challenge", "kind", "count"):
        found[challenge][kind] += count
    return found


@dataclass(frozen=True)
class Queue:
    """What happens at this moment."""

    waiting: int
    running: int
    machines: int
    slots: int
    oldest: datetime | None


def queue(challenges: Sequence[Challenge], *, now: datetime) -> Queue:
    """Of these challenges; the machines serve all."""
    # From what waits, and not from all that was handed in, whichever the database thinks to be less.
    mine = Exists(Submission.objects.filter(pk=OuterRef("submission"), phase__challenge__in=challenges))
    unfinished = Evaluation.objects.filter(mine, state__in=[State.QUEUED, State.SENT]).order_by()
    there = unfinished.values_list("state", "queued_at", "started_at")
    found = list(there)
    waiting = [queued_at for state, queued_at, _ in found if state == State.QUEUED]
    running = sum(state == State.SENT and started_at is not None for state, _, started_at in found)
    slots = list(live_machines(now=now).values_list("slots", flat=True))
    return Queue(len(waiting), running, len(slots), sum(slots), min(waiting, default=None))
