"""Evaluations that broke down by our fault, that nobody takes, and boards that cannot be closed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from challenges.editions.models import Phase
from challenges.editions.queries import organized_by
from challenges.evaluations.models import Evaluation, Rejudge, State
from challenges.evaluations.queries import live_machines
from challenges.leaderboards.queries import overdue
from challenges.operations.queries import Broken, broken
from challenges.pages.visit import isolated
from challenges.wording import localized
from smartport.console.needs.need import Need, Urgency
from smartport.console.reasons import reason_of

STUCK = timedelta(minutes=15)  # a queued evaluation is told of when it has waited so long
SHOWN = 200  # evaluations that are looked at: whoever has more has one trouble, not many


def evaluations(user: AbstractBaseUser, *, language: str, now: datetime) -> Iterator[Need]:
    """Of the challenges of this organizer."""
    mine = organized_by(user).values("pk")
    yield from _broken(mine, language=language)
    yield from _waiting(user, mine, now=now)
    yield from _undecided(mine, language=language)
    yield from _overdue(mine, language=language, now=now)


def _broken(mine: QuerySet[Any], *, language: str) -> Iterator[Need]:
    """By phase and reason; what was asked for again since then is done with."""
    for group in broken(open_to=Phase.objects.filter(challenge__in=mine)):
        reason = reason_of(group.code)
        said = ngettext(
            "%(count)s submission of “%(challenge)s” could not be evaluated, by our fault.",
            "%(count)s submissions of “%(challenge)s” could not be evaluated, by our fault.",
            group.count,
        )
        name = isolated(localized(group.phase.challenge.title, language))
        yield Need(
            urgency=Urgency.NOW,
            sign="alert",
            title=said % {"count": group.count, "challenge": name},
            about=f"{gettext(reason.what)} {gettext(reason.to_do)}",
            since=group.latest,
            button=gettext("Ask for them again") if group.code else gettext("See them"),
            address=_way_to_broken(group),
        )


def _way_to_broken(group: Broken) -> str:
    """The page that asks for all of them; what was said of these names no reason to ask by: each is looked at."""
    if group.code:
        return reverse("console-queue-again", args=[group.phase.pk, group.code])
    return f"{reverse('console-submissions')}?challenge={group.phase.challenge_id}&state={State.BROKEN}"


def _waiting(user: AbstractBaseUser, mine: QuerySet[Any], *, now: datetime) -> Iterator[Need]:
    """The oldest that waits for a machine, where that takes too long. The machine room is an operator's; the others
    see what it is that waits."""
    waits = Evaluation.objects.filter(state=State.QUEUED, queued_at__lt=now - STUCK)
    own = waits.filter(submission__phase__challenge__in=mine).annotate(is_dead=~Exists(live_machines(now=now)))
    found = list(own.order_by("queued_at").values_list("queued_at", "is_dead")[: SHOWN + 1])
    if not found:
        return
    since, is_dead = found[0]
    button, address = _way_to_queue(user, is_dead=is_dead)
    count = f"{SHOWN}+" if len(found) > SHOWN else str(len(found))
    yield Need(
        urgency=Urgency.NOW if is_dead else Urgency.SOON,
        sign="clock",
        title=gettext("Evaluations have waited for more than 15 minutes: %(count)s.") % {"count": count},
        about=gettext("No machine is at work: tell the operator.")
        if is_dead
        else gettext("The machines are at work; the queue is longer than they manage at once."),
        since=since,
        button=button,
        address=address,
    )


def _way_to_queue(user: Any, *, is_dead: bool) -> tuple[str, str]:
    """The button and where it leads."""
    if not user.has_perm("challenges.operate"):
        return gettext("See what waits"), f"{reverse('console-submissions')}?state={State.QUEUED}"
    if is_dead:
        return gettext("See the machines"), reverse("console-machines")
    return gettext("See the queue"), reverse("console-queue")


def _undecided(mine: QuerySet[Any], *, language: str) -> Iterator[Need]:
    """Rejudges that have all their results and that nobody applied or dropped: they hold back the close."""
    unfinished = Evaluation.objects.filter(rejudge=OuterRef("pk"), state__in=[State.QUEUED, State.SENT])
    found = Rejudge.objects.filter(~Exists(unfinished), applied_at=None, dropped_at=None, phase__challenge__in=mine)
    for rejudge in found.select_related("phase__challenge").order_by("asked_at"):
        name = isolated(localized(rejudge.phase.challenge.title, language))
        yield Need(
            urgency=Urgency.SOON,
            sign="run",
            title=gettext("The rejudge of “%(challenge)s” is ready and waits for your decision.") % {"challenge": name},
            since=rejudge.asked_at,
            button=gettext("See who would move"),
            address=reverse("rejudge", args=[rejudge.pk]),
        )


def _overdue(mine: QuerySet[Any], *, language: str, now: datetime) -> Iterator[Need]:
    """Phases that are over and whose board is not closed."""
    for board in overdue(now=now).filter(phase__challenge__in=mine):
        challenge = board.phase.challenge
        yield Need(
            urgency=Urgency.SOON,
            sign="flag",
            title=gettext("The leaderboard of “%(challenge)s” is not closed yet.")
            % {"challenge": isolated(localized(challenge.title, language))},
            about=gettext("It closes by itself with the last result, unless a rejudge is open."),
            since=board.phase.closes_at,
            button=gettext("Rejudges of this challenge"),
            address=f"{reverse('rejudges', args=[challenge.slug])}?phase={board.phase.slug}",
        )
