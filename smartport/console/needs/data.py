"""Releases that wait for a signature, builds that stopped, extracts whose last day comes near."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext

from challenges.pages.visit import isolated
from challenges.wording import say_day
from datasets.builds.models import Build, BuildState
from datasets.vault.models import Extract, ExtractState
from smartport.console.needs.need import Need, Urgency

LAST_DAYS = timedelta(days=7)
STOPPED = {
    BuildState.READY: "check",
    BuildState.BLOCKED: "lock",
    BuildState.FAILED: "alert",
}


def data(user: AbstractBaseUser, *, language: str, now: datetime) -> Iterator[Need]:
    """Of the data vault, which all organizers share."""
    yield from _builds()
    yield from _extracts(now=now)


def _builds() -> Iterator[Need]:
    """The last build of each recipe, where it waits for somebody."""
    later = Build.objects.filter(revision__draft=OuterRef("revision__draft"), asked_at__gt=OuterRef("asked_at"))
    found = Build.objects.filter(~Exists(later), state__in=STOPPED).select_related("revision__draft")
    said = {
        BuildState.READY: gettext("The release “%(name)s” is built and waits to be signed."),
        BuildState.BLOCKED: gettext("The release “%(name)s” is blocked by a check."),
        BuildState.FAILED: gettext("The release “%(name)s” could not be built."),
    }
    for build in found.order_by("asked_at"):
        state = BuildState(build.state)
        yield Need(
            urgency=Urgency.SOON,
            sign=STOPPED[state],
            title=said[state] % {"name": isolated(build.revision.draft.name)},
            since=build.finished_at or build.asked_at,
            button=gettext("Open the release"),
            address=reverse("build", args=[build.pk]),
        )


def _extracts(*, now: datetime) -> Iterator[Need]:
    """Raw files that are destroyed within a week, and those that could not be read; in one query."""
    is_near, is_refused = Q(delete_after__lt=(now + LAST_DAYS).date()), Q(state=ExtractState.REFUSED)
    kept = Extract.objects.exclude(state__in=[ExtractState.DELETED, ExtractState.UPLOADING])
    found = list(kept.filter(is_near | is_refused))
    near = [extract for extract in found if extract.delete_after < (now + LAST_DAYS).date()]
    for extract in sorted(near, key=lambda extract: extract.delete_after):
        said = gettext("The raw extract “%(name)s” is destroyed after %(day)s.")
        yield Need(
            urgency=Urgency.WHEN_QUIET,
            sign="clock",
            title=said % {"name": isolated(extract.name), "day": say_day(extract.delete_after)},
            button=gettext("Keep it longer"),
            address=reverse("extract", args=[extract.pk]),
        )
    refused = [extract for extract in found if extract.state == ExtractState.REFUSED]
    for extract in sorted(refused, key=lambda extract: extract.changed_at):
        yield Need(
            urgency=Urgency.SOON,
            sign="file",
            title=gettext("The raw extract “%(name)s” could not be read.") % {"name": isolated(extract.name)},
            since=extract.changed_at,
            button=gettext("See why"),
            address=reverse("extract", args=[extract.pk]),
        )
