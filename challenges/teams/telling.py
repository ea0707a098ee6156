"""Tells the teams, and those who look for one, what the organizers announce."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext

from challenges.editions.actions import note_mailed
from challenges.editions.models import Announcement, Edition
from challenges.editions.queries import announcements_to_mail
from challenges.post.actions import Words, write_to
from challenges.post.rules import ANNOUNCEMENTS
from challenges.teams.models import Membership, Seeker
from challenges.wording import localized

AT_ONCE = 500


def write_announcements(*, now: datetime) -> int:
    """Letters for what was published and is not sent yet; how many announcements were done. Killed in the middle, it
    begins again, and who had a letter gets no second."""
    return sum(_write(announcement, now=now) for announcement in announcements_to_mail(now=now))


def readers_of(edition: Edition) -> QuerySet[Any]:
    """Who plays in the edition, or wants to: the members of its teams and those who look for one."""
    plays = Membership.objects.filter(edition=edition, team__is_baseline=False, user=OuterRef("pk"))
    seeks = Seeker.objects.filter(edition=edition, user=OuterRef("pk"))
    return get_user_model().objects.filter(Q(Exists(plays)) | Q(Exists(seeks)), is_active=True).order_by("pk")


def letter_about(announcement: Announcement) -> Words:
    """In the active language. The text travels as it was written: Markdown is made to be read."""
    language = (get_language() or "fr")[:2]
    title, body = localized(announcement.title, language), localized(announcement.body, language)
    about = announcement.challenge or announcement.edition
    link = f"{settings.SITE_URL}{reverse('announcement', args=[announcement.pk])}"
    read = gettext("Read it on the site: %(address)s") % {"address": link}
    return Words(f"[{localized(about.title, language)}] {title}", f"{title}\n\n{body.strip()}\n\n{read}")


def _write(announcement: Announcement, *, now: datetime) -> bool:
    for people in _by_the_hundred(readers_of(announcement.edition)):
        with transaction.atomic():
            about = f"announcement:{announcement.pk}"
            write_to(people, lambda: letter_about(announcement), kind=ANNOUNCEMENTS, about=about, now=now)
    return note_mailed(announcement, now=now)


def _by_the_hundred(people: QuerySet[Any]) -> Iterator[list[Any]]:
    """In pieces, each small enough for one transaction."""
    last = 0
    while found := list(people.filter(pk__gt=last)[:AT_ONCE]):
        yield found
        last = found[-1].pk
