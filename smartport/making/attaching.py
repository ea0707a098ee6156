"""The data of a challenge that was made without any: a release is chosen for it, until something scores it."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet

from challenges.editions.models import Challenge
from challenges.editions.queries import organized_by
from challenges.evaluations.models import Bundle
from challenges.journal.actions import write
from challenges.making.models import Making, Source, Way
from challenges.making.rules import ChoiceMissing, DataSettled
from datasets.models import Release
from smartport.packs.describing import subject_of


def choosable(user: AbstractBaseUser) -> QuerySet[Release]:
    """Releases of no challenge, and of those that this organizer stands behind."""
    own = Q(challenges=None) | Q(challenges__in=organized_by(user))
    return Release.objects.filter(own).distinct().order_by("-published_at", "slug")


def is_open(challenge: Challenge) -> bool:
    """Whether its data may be chosen: there are none, or it is a draft that nothing scores."""
    if challenge.release_id is None:
        return True
    return not challenge.is_published and not Bundle.objects.filter(phase__challenge=challenge).exists()


@transaction.atomic
def choose_data(challenge: Challenge, key: str, *, by: AbstractBaseUser, now: datetime) -> Release:
    """Teams download these from its publication on. Raises DataSettled, ChoiceMissing."""
    locked = Challenge.objects.select_for_update(no_key=True).get(pk=challenge.pk)
    release = _release(by, key)
    if locked.release_id == release.pk:
        return release
    if not is_open(locked):
        raise DataSettled
    before, locked.release = str(locked.release or ""), release
    locked.save(update_fields=["release"])
    _leave_house_behind(locked, release)
    details = {"changes": {"release": [before, str(release)]}}
    write("challenge.data_chosen", subject=subject_of(locked), by=by, now=now, details=details)
    return release


def _leave_house_behind(challenge: Challenge, release: Release) -> None:
    """The baselines and the recipe of a challenge of the house answer its own data: over others they only mislead."""
    making = Making.objects.filter(challenge=challenge, way=Way.TEMPLATE).first()
    if making is not None and making.answers["template"]["pack"] != release.slug:
        Source.objects.filter(challenge=challenge).delete()


def _release(user: AbstractBaseUser, key: str) -> Release:
    try:
        found = choosable(user).filter(pk=UUID(key)).first()
    except ValueError as error:
        raise ChoiceMissing from error
    if found is None:
        raise ChoiceMissing
    return found
