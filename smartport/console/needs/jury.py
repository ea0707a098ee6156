"""What a jury needs: ballots before the hour, ties looked at, projects whose juror is gone, a round to be closed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from challenges.jury.models import Decision
from challenges.jury.queries import closes_at
from challenges.jury.shortage import Shortage, shortages
from challenges.pages.visit import isolated
from challenges.panels.models import Panel, Stage
from challenges.panels.queries import kept_panels
from challenges.wording import enumerated, localized, say_moment
from smartport.console.needs.need import Need, Urgency

IN_SIGHT = timedelta(days=2)
NAMED = 6


def jury(user: AbstractBaseUser, *, language: str, now: datetime) -> Iterator[Need]:
    """Of the panels that this organizer keeps; in two queries, however many."""
    unseen = Q(jurors__left_at=None, jurors__ties__settled_at=None)
    mine = kept_panels(user).exclude(stage=Stage.LOCKED).order_by("created_at", "pk")
    signed = Exists(Decision.objects.filter(panel=OuterRef("pk"), withdrawn_at=None))
    panels = list(mine.annotate(unseen=Count("jurors__ties", filter=unseen, distinct=True), is_signed=signed))
    for panel in panels:
        yield from _ties(panel, panel.unseen, language=language)
        if panel.is_signed:
            yield _signature(panel, language=language)
    for shortage in shortages(panels):
        yield from _hour(shortage, language=language, now=now)
        yield from _short(shortage, language=language)


def _ties(panel: Panel, count: int, *, language: str) -> Iterator[Need]:
    if not count:
        return
    said = ngettext(
        "%(count)s tie that a juror of “%(panel)s” declared has not been looked at.",
        "%(count)s ties that jurors of “%(panel)s” declared have not been looked at.",
        count,
    )
    yield Need(
        urgency=Urgency.SOON,
        sign="alert",
        title=said % {"count": count, "panel": isolated(localized(panel.title, language))},
        about=gettext("Until then a juror may be given a project of somebody they are close to."),
        button=gettext("Look at them"),
        address=f"{reverse('console-panel-projects', args=[panel.pk])}#ties",
    )


def _signature(panel: Panel, *, language: str) -> Need:
    name = isolated(localized(panel.title, language))
    return Need(
        urgency=Urgency.SOON,
        sign="lock",
        title=gettext("The decision of “%(panel)s” waits for its second signature.") % {"panel": name},
        about=gettext("It is put by the deputy, or by an organizer who keeps the panel; nobody signs twice."),
        button=gettext("The second signature"),
        address=reverse("jury-second", args=[panel.pk]),
    )


def _hour(shortage: Shortage, *, language: str, now: datetime) -> Iterator[Need]:
    panel, missing = shortage.panel, shortage.missing
    hour = closes_at(panel, shortage.in_round)
    if hour is None or hour > now + IN_SIGHT or (hour > now and not missing):
        return
    name = isolated(localized(panel.title, language))
    told = ngettext("%(count)s ballot is missing.", "%(count)s ballots are missing.", missing) % {"count": missing}
    is_over = hour <= now
    title = (
        gettext("The hour of “%(panel)s” is over: its round waits to be closed.")
        if is_over
        else gettext("“%(panel)s” takes ballots until %(moment)s, and not all are cast.")
    )
    yield Need(
        urgency=Urgency.NOW,
        sign="clock",
        title=title % {"panel": name, "moment": say_moment(hour, zone=panel.edition.timezone)},
        about=told,
        button=gettext("See who owes ballots"),
        address=reverse("console-panel-progress", args=[panel.pk]),
    )


def _short(shortage: Shortage, *, language: str) -> Iterator[Need]:
    """A juror left or is recused, and nobody has taken what was open."""
    panel, short = shortage.panel, shortage.short
    if not short:
        return
    said = ngettext(
        "%(count)s project of “%(panel)s” has too few jurors.",
        "%(count)s projects of “%(panel)s” have too few jurors.",
        len(short),
    )
    codes = enumerated(code for code, _ in short[:NAMED]) + (" …" if len(short) > NAMED else "")
    yield Need(
        urgency=Urgency.NOW,
        sign="alert",
        title=said % {"count": len(short), "panel": isolated(localized(panel.title, language))},
        about=gettext("Projects: %(codes)s. Call in a reserve or invite a juror, then share the projects out anew.")
        % {"codes": codes},
        button=gettext("See the progress"),
        address=reverse("console-panel-progress", args=[panel.pk]),
    )
