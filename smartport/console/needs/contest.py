"""Questions without an answer, hours that come near, letters that do not arrive."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext, ngettext_lazy

from challenges.editions.models import Challenge, Phase
from challenges.editions.queries import organized_by
from challenges.evaluations.models import Bundle
from challenges.lifecycle.lacking import Phases, lacking
from challenges.pages.visit import isolated
from challenges.post.queries import first_in_trouble
from challenges.questions.models import Question
from challenges.wording import localized, say_moment
from smartport.console.lacks import told_lacks
from smartport.console.needs.need import Need, Urgency

IN_SIGHT = timedelta(days=3)
PATIENCE = timedelta(days=1)  # a team's, for an answer


def questions(user: AbstractBaseUser, *, language: str, now: datetime) -> Iterator[Need]:
    """What teams wait to hear."""
    open_ones = Question.objects.filter(challenge__in=organized_by(user).values("pk"), answered_at=None)
    told = open_ones.aggregate(count=Count("pk"), first=Min("asked_at"))
    if not told["count"]:
        return
    said = ngettext("%(count)s question waits for an answer.", "%(count)s questions wait for an answer.", told["count"])
    yield Need(
        urgency=Urgency.NOW if now - told["first"] > PATIENCE else Urgency.SOON,
        sign="speech",
        title=said % {"count": told["count"]},
        since=told["first"],
        button=gettext("Answer them"),
        address=reverse("questions-asked"),
    )


def hours(user: AbstractBaseUser, *, language: str, now: datetime) -> Iterator[Need]:
    """Phases that open or close within three days, and what is missing for it; in one query."""
    in_force = Bundle.objects.filter(phase=OuterRef("pk"), published_at__isnull=False)
    near = Q(opens_at__gt=now, opens_at__lte=now + IN_SIGHT) | Q(closes_at__gt=now, closes_at__lte=now + IN_SIGHT)
    busy = Phase.objects.filter(near, challenge__in=organized_by(user).values("pk")).order_by().values("challenge")
    found = Phase.objects.filter(challenge__in=busy).annotate(is_scored=Exists(in_force))
    by_challenge: dict[Any, list[Any]] = defaultdict(list)
    for phase in found.select_related("challenge__edition").order_by("opens_at"):
        by_challenge[phase.challenge_id].append(phase)
    near_ones = [phase for phases in by_challenge.values() for phase in phases if _is_near(phase, now=now)]
    for phase in sorted(near_ones, key=lambda phase: phase.opens_at):
        siblings = by_challenge[phase.challenge_id]
        known = Phases(siblings, {each.pk for each in siblings if each.is_scored})
        yield _hour(phase, known, language=language, now=now)


def _is_near(phase: Phase, *, now: datetime) -> bool:
    return any(now < hour <= now + IN_SIGHT for hour in (phase.opens_at, phase.closes_at))


def _hour(phase: Phase, known: Phases, *, language: str, now: datetime) -> Need:
    challenge = phase.challenge
    zone = challenge.edition.timezone
    name = isolated(localized(challenge.title, language))
    missing = _missing(phase.challenge, known, now=now) if phase.opens_at > now else ""
    if phase.opens_at > now:
        title = gettext("“%(challenge)s” opens on %(moment)s.")
        moment = phase.opens_at
    else:
        title = gettext("“%(challenge)s” closes on %(moment)s.")
        moment = phase.closes_at
    return Need(
        urgency=Urgency.NOW if missing else Urgency.WHEN_QUIET,
        sign="calendar",
        title=title % {"challenge": name, "moment": say_moment(moment, zone=zone)},
        about=missing,
        button=gettext("Open the challenge"),
        address=reverse("console-challenge", args=[challenge.edition.slug, challenge.slug]),
    )


def _missing(challenge: Challenge, known: Phases, *, now: datetime) -> str:
    """What stands between a draft and its publishing; a published challenge lacks nothing."""
    if challenge.is_published:
        return ""
    lacks = told_lacks(lacking(challenge, now=now, phases=known), thing=challenge)
    told = "; ".join(lack.said for lack in lacks)
    draft = gettext("The challenge is still a draft that nobody sees.")
    missing = gettext("Missing: %(what)s.") % {"what": told}
    return f"{draft} {missing}" if told else draft


def letters(user: AbstractBaseUser, *, language: str, now: datetime) -> Iterator[Need]:
    """Those that were given up, and those that the mail server does not take; with what it says. In one query."""
    told = {
        True: ngettext_lazy("%(count)s letter did not arrive.", "%(count)s letters did not arrive.", "count"),
        False: ngettext_lazy("%(count)s letter is held up.", "%(count)s letters are held up.", "count"),
    }
    first = {letter.is_given_up: letter for letter in first_in_trouble()}
    for is_given_up, said in told.items():
        if letter := first.get(is_given_up):
            yield Need(
                urgency=Urgency.SOON,
                sign="alert",
                title=said % {"count": letter.count},
                about=letter.trouble,
                since=letter.written_at,
                button=gettext("Try again"),
                address=reverse("console-letters-again"),
                is_deed=True,
            )
