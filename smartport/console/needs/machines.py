"""Machines that are silent or have a trouble, tasks that failed, and a disk that fills."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from challenges.operations.queries import AtWork, heard_of, open_failures
from challenges.operations.rules import Disk
from challenges.operations.storage import spaces
from challenges.pages.visit import isolated
from smartport.console.needs.need import Need, Urgency
from smartport.templatetags.figures import size


def machines(user: AbstractBaseUser, *, language: str, now: datetime) -> Iterator[Need]:
    """Those that evaluate, but for what an operator drains; and that there are any."""
    found = heard_of(now=now)
    if not found:
        yield Need(
            urgency=Urgency.NOW,
            sign="alert",
            title=gettext("No machine that evaluates has ever been heard of."),
            about=gettext("Start a worker: what teams hand in waits until then."),
        )
    for each in found:
        if each.state in {"silent", "troubled"}:
            yield _machine(each, user)


def _machine(each: AtWork, user: Any) -> Need:
    machine = each.machine
    is_silent = each.state == "silent"
    said = gettext("The machine “%(name)s” is silent."), gettext("The machine “%(name)s” cannot work.")
    title = said[0] if is_silent else said[1]
    return Need(
        urgency=Urgency.SOON,
        sign="alert",
        title=title % {"name": isolated(machine.name)},
        about=gettext("What it was working at goes to another one by itself.") if is_silent else machine.trouble,
        since=machine.seen_at,
        button=gettext("See the machines") if _operates(user) else "",
        address=reverse("console-machines") if _operates(user) else "",
    )


def failures(user: AbstractBaseUser, *, language: str, now: datetime) -> Iterator[Need]:
    """Of the site's own worker; the operator's alone."""
    if not _operates(user):
        return
    found = open_failures().order_by().aggregate(count=Count("pk"), latest=Max("last_at"))
    if count := found["count"]:
        said = ngettext("%(count)s task of the site failed.", "%(count)s tasks of the site failed.", count)
        yield Need(
            urgency=Urgency.SOON,
            sign="alert",
            title=said % {"count": count},
            since=found["latest"],
            button=gettext("See what failed"),
            address=reverse("console-failures"),
        )


def disk(user: AbstractBaseUser, *, language: str, now: datetime) -> Iterator[Need]:
    """That of the data folder, and the vault's."""
    for space in spaces():
        if space.state is Disk.OK:
            continue
        yield Need(
            urgency=Urgency.NOW if space.state is Disk.FULL else Urgency.SOON,
            sign="alert",
            title=gettext("The disk is nearly full: %(free)s of %(total)s are free.")
            % {"free": size(space.free), "total": size(space.total)},
            about=gettext("Tell the operator: without room nothing can be handed in or evaluated."),
            button=gettext("See what takes room") if _operates(user) else "",
            address=reverse("console-storage") if _operates(user) else "",
        )


def _operates(user: Any) -> bool:
    """Whether the machine room is open to this person."""
    return bool(user.has_perm("challenges.operate"))
