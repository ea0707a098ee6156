"""What organizers announce: published, withdrawn, noted as sent."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Announcement
from challenges.journal.actions import write


@transaction.atomic
def publish_announcement(announcement: Announcement, *, by: AbstractBaseUser, now: datetime) -> bool:
    """From now on everybody reads it, and the clock sends it, once. False where it was published before."""
    draft = Announcement.objects.filter(pk=announcement.pk, published_at=None)
    if not draft.update(published_at=now):
        return False
    announcement.published_at = now
    write("announcement.published", subject=f"announcement:{announcement.pk}", by=by, now=now)
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
