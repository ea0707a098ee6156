"""What organizers announce: published now or at an hour, withdrawn, noted as sent."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q

from challenges.editions.models import Announcement
from challenges.journal.actions import write


@transaction.atomic
def publish_announcement(
    announcement: Announcement, *, by: AbstractBaseUser, now: datetime, at: datetime | None = None
) -> bool:
    """From now on, or from that hour on, everybody reads it, and the clock sends it, once. An hour that is still to
    come may be changed. False where everybody reads it already."""
    unread = Announcement.objects.filter(Q(published_at=None) | Q(published_at__gt=now), pk=announcement.pk)
    if not unread.update(published_at=at or now):
        return False
    announcement.published_at = at or now
    deed, details = ("announcement.scheduled", {"at": at.isoformat()}) if at else ("announcement.published", {})
    write(deed, subject=f"announcement:{announcement.pk}", by=by, now=now, details=details)
    return True


@transaction.atomic
def withdraw_announcement(announcement: Announcement, *, by: AbstractBaseUser, now: datetime) -> bool:
    """A draft again; the letters that went are not called back, and a second publishing sends none. False where it is a
    draft already."""
    published = Announcement.objects.filter(pk=announcement.pk, published_at__isnull=False)
    if not published.update(published_at=None):
        return False
    announcement.published_at = None
    write("announcement.withdrawn", subject=f"announcement:{announcement.pk}", by=by, now=now)
    return True


def note_mailed(announcement: Announcement, *, now: datetime) -> bool:
    """All its letters are written."""
    return bool(Announcement.objects.filter(pk=announcement.pk, mailed_at=None).update(mailed_at=now))
