"""Lines of the journal for a person who looks for some: newest first, from one number on, by index alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from challenges.chronicle.models import SeenBy
from challenges.chronicle.resolving import KINDS
from challenges.chronicle.rules import Sought, sought
from challenges.editions.queries import organized_by
from challenges.journal.models import JournalEntry
from challenges.journal.queries import day_span
from challenges.teams.models import Team
from challenges.teams.rules import name_key

A_PAGE = 50
MOST_NAMES = 50
RELATED = ("by", "topic__edition", "topic__challenge", "topic__phase", "topic__team")
OF_THE_STAGE = Q(subject__startswith="ceremony:") | Q(subject__startswith="award:")


@dataclass(frozen=True)
class Wanted:
    """Which lines are asked for; empty is any. Days are of `zone`, both included."""

    zone: ZoneInfo
    actor: str = ""
    deed: str = ""
    about: tuple[tuple[str, Any], ...] = ()
    first: date | None = None
    last: date | None = None
    words: str = ""


@dataclass(frozen=True)
class Page:
    """Some lines, newest first; `older` and `newer` are where the neighbouring pages begin, None at the ends."""

    lines: list[JournalEntry]
    older: int | None
    newer: int | None


def lines_seen_by(user: AbstractBaseUser) -> QuerySet[JournalEntry]:
    """The operator sees all; an organizer what is everybody's, and what is of a challenge they stand behind. What is
    done about the stage is read by those who may prepare it: not by organizers of named challenges only."""
    rows = JournalEntry.objects.select_related(*RELATED)
    if getattr(user, "is_superuser", False):
        return rows
    own = Q(topic__seen_by=SeenBy.CHALLENGE, topic__challenge__in=list(organized_by(user).values_list("pk", flat=True)))
    found = rows.filter(Q(topic__seen_by=SeenBy.EVERYBODY) | own)
    may_prepare = user.has_perm("challenges.prepare_ceremony")  # type: ignore[attr-defined]
    return found if may_prepare else found.exclude(OF_THE_STAGE)


def page_of(wanted: Wanted, *, user: AbstractBaseUser, before: int | None = None, after: int | None = None) -> Page:
    """A page of what is wanted that this person may see, of the lines before a number, or of those next after one."""
    rows = _narrowed(lines_seen_by(user), wanted)
    order = "number" if after is not None else "-number"
    if before is not None:
        rows = rows.filter(number__lt=before)
    if after is not None:
        rows = rows.filter(number__gt=after)
    meant = list(_meant(rows, sought(wanted.words))) if wanted.words.strip() else [rows]
    found = {line.number: line for part in meant for line in part.order_by(order)[: A_PAGE + 1]}
    numbers = sorted(found, reverse=after is None)
    shown = sorted(numbers[:A_PAGE], reverse=True)
    has_more, is_inside = len(numbers) > A_PAGE, before is not None or after is not None
    older = shown[-1] if shown and (has_more or after is not None) else None
    newer = shown[0] if shown and is_inside and (has_more or after is None) else None
    return Page([found[number] for number in shown], older, newer)


def line_seen_by(user: AbstractBaseUser, number: int) -> JournalEntry | None:
    """One of them, if this person may see it."""
    return lines_seen_by(user).filter(number=number).first()


def people_who_act() -> QuerySet[Any]:
    """Organizers and operators, whose deeds are looked for most."""
    return get_user_model().objects.filter(Q(is_staff=True) | Q(is_superuser=True)).order_by("display_name", "pk")


def _narrowed(rows: QuerySet[JournalEntry], wanted: Wanted) -> QuerySet[JournalEntry]:
    if wanted.actor:
        rows = rows.filter(actor=wanted.actor)
    if wanted.deed:
        rows = rows.filter(deed=wanted.deed)
    for name, key in wanted.about:
        rows = rows.filter(**{f"topic__{name}": key})
    return _within(rows, wanted) if wanted.first or wanted.last else rows


def _within(rows: QuerySet[JournalEntry], wanted: Wanted) -> QuerySet[JournalEntry]:
    """Numbers rise with the hours: those of the days are looked up by themselves, so that lines are read in order of
    their numbers, and never all of those days put in order first. The hour itself is asked for in a way that no index
    answers."""
    days, rows = JournalEntry.objects.order_by(), rows.alias(hour=Coalesce("at", "at"))
    if wanted.first:
        days = days.filter(at__gte=day_span(wanted.first, wanted.zone)[0])
        rows = rows.filter(hour__gte=day_span(wanted.first, wanted.zone)[0])
    if wanted.last:
        days = days.filter(at__lt=day_span(wanted.last, wanted.zone)[1])
        rows = rows.filter(hour__lt=day_span(wanted.last, wanted.zone)[1])
    ends = days.aggregate(first=Min("number"), last=Max("number"))
    return rows.none() if ends["first"] is None else rows.filter(number__range=(ends["first"], ends["last"]))


def _meant(rows: QuerySet[JournalEntry], what: Sought) -> Iterator[QuerySet[JournalEntry]]:
    """Each part is found by an index of its own; a name is that of people and of teams."""
    if what.number is not None:
        yield rows.filter(number=what.number)
    elif what.hash:
        yield rows.filter(hash=what.hash)
    elif what.exact:
        yield rows.filter(subject=what.exact)
        yield rows.filter(actor=what.exact)
    elif what.key is not None:
        yield rows.filter(subject__in=[f"{kind}:{what.key}" for kind in KINDS])
        yield rows.filter(topic__submission=what.key)
        yield rows.filter(topic__team=what.key)
    else:
        people = [f"user:{key}" for key in _people(what.name)]
        yield rows.filter(actor__in=[*people, what.name])
        yield rows.filter(subject__in=people)
        yield rows.filter(topic__team__in=_teams(what.name))


def _people(name: str) -> list[int]:
    users = get_user_model().objects.filter(display_name__icontains=name)
    return list(users.order_by("pk").values_list("pk", flat=True)[:MOST_NAMES])


def _teams(name: str) -> list[Any]:
    key = name_key(name)
    found = Team.objects.filter(name_key__contains=key) if key else Team.objects.none()
    return list(found.order_by("pk").values_list("pk", flat=True)[:MOST_NAMES])
