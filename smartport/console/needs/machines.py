"""Machines that are silent or have a trouble, and a disk that fills."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext

from challenges.evaluations.models import Machine
from challenges.evaluations.rules import is_silent
from challenges.pages.visit import isolated
from smartport.console.needs.need import Need, Urgency
from smartport.templatetags.figures import size

LEAST_FREE = 5 << 30  # bytes
LEAST_SHARE = 0.1


def machines(user: AbstractBaseUser, *, language: str, now: datetime) -> Iterator[Need]:
    """Those that evaluate; and that there are any."""
    found = list(Machine.objects.order_by("name"))
    if not found:
        yield Need(
            urgency=Urgency.NOW,
            sign="alert",
            title=gettext("No machine that evaluates has ever been heard of."),
            about=gettext("Start a worker: what teams hand in waits until then."),
        )
    for machine in found:
        if is_silent(machine.seen_at, now=now):
            said = gettext("The machine “%(name)s” is silent.")
            about = gettext("What it was working at goes to another one by itself.")
        elif machine.trouble:
            said, about = gettext("The machine “%(name)s” cannot work."), machine.trouble
        else:
            continue
        title = said % {"name": isolated(machine.name)}
        yield Need(urgency=Urgency.SOON, sign="alert", title=title, about=about, since=machine.seen_at)


def disk(user: AbstractBaseUser, *, language: str, now: datetime) -> Iterator[Need]:
    """The one with the data folder."""
    folder = Path(settings.DATA)
    if not folder.exists():
        return
    usage = shutil.disk_usage(folder)
    if usage.free >= LEAST_FREE and usage.free >= LEAST_SHARE * usage.total:
        return
    yield Need(
        urgency=Urgency.NOW if usage.free < LEAST_FREE else Urgency.SOON,
        sign="alert",
        title=gettext("The disk is nearly full: %(free)s of %(total)s are free.")
        % {"free": size(usage.free), "total": size(usage.total)},
        about=gettext("Tell the operator: without room nothing can be handed in or evaluated."),
    )
