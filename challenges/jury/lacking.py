"""What is missing before a panel can open."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from challenges.errors import Refusal
from challenges.jury.keeping_rules import BALLOTS_NEEDED
from challenges.jury.models import Round
from challenges.jury.sharing import Shares, shares_of
from challenges.panels.models import Criterion, Juror, Panel, Seat
from challenges.panels.queries import open_ties, seated, standing_candidates, voting
from challenges.panels.rules import grades_untold
from challenges.teams.models import Membership

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)
SIGNATORIES = (Seat.PRESIDENT, Seat.DEPUTY)


@dataclass(frozen=True)
class Lack:
    """One thing, by its name: `what` is a word of the list below, `names` whom or which it is about, `count` how many
    there are and `wanted` how many are wanted; `refusal` says why nothing can be shared out."""

    what: str
    names: tuple[str, ...] = ()
    count: int = 0
    wanted: int = 0
    criterion: Criterion | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Readiness:
    """What is missing; and the distribution as it would be, where it can be worked out."""

    lacks: list[Lack] = field(default_factory=list)
    shares: Shares | None = None


def readiness(panel: Panel, *, now: datetime) -> Readiness:
    """All of it, and whether everything can be shared out: to work that out may take seconds on a large panel."""
    lacks = lacks_of(panel, now=now)
    if any(lack.what in {"voting", "projects"} for lack in lacks):
        return Readiness(lacks)
    try:
        return Readiness(lacks, shares_of(panel, first_round(panel)) if panel.has_screening else None)
    except Refusal as refusal:
        return Readiness([*lacks, Lack("shares", refusal=refusal)])


def lacks_of(panel: Panel, *, now: datetime) -> list[Lack]:
    """What can be said at once, in the order in which it is best done."""
    return [*_of_criteria(panel), *_of_jurors(panel), *_of_projects(panel), *_of_hours(panel, now=now)]


def first_round(panel: Panel) -> Round:
    """Which the panel begins with."""
    return Round.SCREENING if panel.has_screening else Round.FINAL


def is_told(texts: dict[str, str]) -> bool:
    """Whether a text is there in every language."""
    return all(texts.get(code, "").strip() for code in LANGUAGES)


def untold(criterion: Criterion) -> int:
    """How many of its texts are missing in a language: the title, and what each grade means."""
    levels = grades_untold(criterion.levels, criterion.lowest, criterion.highest, languages=LANGUAGES)
    return levels + (not is_told(criterion.title))


def _of_criteria(panel: Panel) -> Iterator[Lack]:
    criteria = list(panel.criteria.all())
    if not criteria:
        yield Lack("criteria")
    for criterion in criteria:
        if missing := untold(criterion):
            yield Lack("texts", count=missing, criterion=criterion)
    challenge = panel.challenge
    if panel.automatic_weight and (challenge is None or challenge.naive_anchor is None):
        yield Lack("scale")


def _of_jurors(panel: Panel) -> Iterator[Lack]:
    people = list(seated(panel))
    by_seat = {juror.seat: juror for juror in people}
    for seat in SIGNATORIES:
        if seat not in by_seat:
            yield Lack(str(seat))
    unsigned = [one for seat, one in by_seat.items() if seat in SIGNATORIES and one.declared_at is None]
    if unsigned:
        yield Lack("signatures", names=tuple(str(juror) for juror in unsigned), count=len(unsigned))
    count, wanted = voting(panel).count(), max(BALLOTS_NEEDED, panel.ballots_each if panel.has_screening else 0)
    if count < wanted:
        yield Lack("voting", count=count, wanted=wanted)
    if players := _players(panel, people):
        yield Lack("players", names=tuple(players), count=len(players))
    if ties := open_ties(panel).count():
        yield Lack("ties", count=ties)


def _of_projects(panel: Panel) -> Iterator[Lack]:
    candidates = list(standing_candidates(panel))
    if not candidates:
        yield Lack("projects")
        return
    anchors = sum(one.is_anchor for one in candidates)
    wanted = min(panel.anchors, len(candidates))
    if panel.has_screening and anchors < wanted:
        yield Lack("anchors", count=anchors, wanted=wanted)


def _of_hours(panel: Panel, *, now: datetime) -> Iterator[Lack]:
    hours = {"final_hour": panel.final_closes_at}
    if panel.has_screening:
        hours = {"screening_hour": panel.screening_closes_at, **hours}
    for what, hour in hours.items():
        if hour is None or hour <= now:
            yield Lack(what)


def _players(panel: Panel, people: list[Juror]) -> list[str]:
    """Jurors who joined a team after they had the seat."""
    keys = [juror.user_id for juror in people if juror.user_id]
    found = Membership.objects.filter(edition=panel.edition_id, user__in=keys, team__is_baseline=False)
    playing = set(found.values_list("user", flat=True))
    return [str(juror) for juror in people if juror.user_id in playing]
