"""Puts the end of a phase off, and announces it to all in the same transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from challenges.editions.actions import publish_announcement
from challenges.editions.models import Announcement, Edition, Phase
from challenges.journal.keeping import add, change
from challenges.lifecycle.hours import held_phase
from challenges.lifecycle.rules import require_later_end, require_reason
from challenges.wording import localized, say_moment

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)
TOLD = ("edition", "challenge", "title", "body")


@dataclass(frozen=True)
class Extension:
    """What is asked for: the new end, why, and whether the edition's own hours move by as much."""

    until: datetime
    reason: dict[str, str]
    moves_end: bool = False
    moves_teams: bool = False


@transaction.atomic
def extend_phase(phase: Phase, asked: Extension, *, by: AbstractBaseUser, now: datetime) -> Announcement | None:
    """Submissions are taken until then. The announcement, which the post sends to all; None where nobody sees the
    challenge yet.

    Raises BoardFinal, EndNotLater, HourPast, ReasonUnusable.
    """
    held = held_phase(phase, now=now)
    require_later_end(asked.until, closes_at=held.closes_at, now=now)
    reason = require_reason(asked.reason)
    title, body = extension_words(held, until=asked.until, reason=reason)
    later = asked.until - held.closes_at
    change(held, {"closes_at": asked.until}, by=by, now=now, deed="phase.extended")
    _move_edition(held.challenge.edition, asked, later=later, by=by, now=now)
    if not is_shown(held):
        return None
    told = Announcement(edition=held.challenge.edition, challenge=held.challenge, title=title, body=body, by_id=by.pk)
    add(told, fields=TOLD, by=by, now=now)
    publish_announcement(told, by=by, now=now)
    return told


def is_shown(phase: Phase) -> bool:
    """Whether visitors see the challenge of this phase."""
    return phase.challenge.is_published and phase.challenge.edition.is_published


def extension_words(phase: Phase, *, until: datetime, reason: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Title and text of the announcement in each language."""
    titles, bodies = {}, {}
    for language in LANGUAGES:
        with translation.override(language):
            titles[language], bodies[language] = _words(phase, until=until, reason=localized(reason, language))
    return titles, bodies


def moved_hours(edition: Edition, asked: Extension, *, later: timedelta) -> dict[str, datetime]:
    """The hours of the edition that move along, as they will be."""
    hours = {}
    if asked.moves_end:
        hours["closes_at"] = edition.closes_at + later
    if asked.moves_teams and edition.teams_close_at:
        hours["teams_close_at"] = edition.teams_close_at + later
    return hours


def _move_edition(edition: Edition, asked: Extension, *, later: timedelta, by: AbstractBaseUser, now: datetime) -> None:
    if asked.moves_end or asked.moves_teams:
        held = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        change(held, moved_hours(held, asked, later=later), by=by, now=now)


def _words(phase: Phase, *, until: datetime, reason: str) -> tuple[str, str]:
    language, zone = translation.get_language() or "fr", phase.challenge.edition.timezone
    names = {
        "challenge": localized(phase.challenge.title, language),
        "phase": localized(phase.title, language),
        "until": say_moment(until, zone=zone),
        "before": say_moment(phase.closes_at, zone=zone),
    }
    title = gettext("More time: until %(until)s") % names
    body = gettext(
        "%(challenge)s, %(phase)s: submissions are taken until **%(until)s**. The end was %(before)s before."
    )
    return title, f"{body % names}\n\n{reason}"
