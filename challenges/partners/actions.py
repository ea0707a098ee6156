"""Organizers add, change, order and remove partners."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from challenges.editions.models import Edition, Partner
from challenges.journal.actions import hold_the_pen, write
from challenges.journal.keeping import keep, remove
from challenges.partners.rules import PartnerNameTaken, require_room_for_partner
from challenges.projects.drawing import Drawing
from challenges.projects.rules import moved

FIELDS = ("short_name", "name", "address", "ground")
KEPT = (*FIELDS, "order", "logo", "logo_width", "logo_height")


def keep_partner(partner: Partner, *, logo: Drawing | None = None, by: AbstractBaseUser, now: datetime) -> None:
    """What the row says is kept, a new partner last in order. Raises PartnerNameTaken, TooManyPartners."""
    if logo is not None:
        partner.logo = default_storage.save("", ContentFile(logo.content))
        partner.logo_width, partner.logo_height = logo.width, logo.height
    with transaction.atomic():
        hold_the_pen(now)
        others = _held(partner.edition).exclude(pk=partner.pk)
        if others.filter(short_name=partner.short_name).exists():
            raise PartnerNameTaken(name=partner.short_name)
        if partner.pk is not None:
            keep(partner, fields=KEPT, by=by, now=now)
            return
        require_room_for_partner(others.count())
        last = others.order_by("order").last()
        partner.order = last.order + 1 if last else 0
        partner.save(force_insert=True)
        told = {"edition": partner.edition.slug, "name": partner.short_name}
        write("partner.added", subject=f"partner:{partner.pk}", by=by, now=now, details=told)


@transaction.atomic
def drop_logo(partner: Partner, *, by: AbstractBaseUser, now: datetime) -> None:
    """From now on its name stands alone."""
    partner.logo, partner.logo_width, partner.logo_height = "", 0, 0
    keep(partner, fields=("logo", "logo_width", "logo_height"), by=by, now=now)


@transaction.atomic
def move_partner(partner: Partner, *, up: bool, by: AbstractBaseUser, now: datetime) -> None:
    """One place towards the beginning or the end, everywhere partners are listed."""
    hold_the_pen(now)
    rows = {str(one.pk): one for one in _held(partner.edition).order_by("order", "short_name", "pk")}
    if str(partner.pk) not in rows:
        return
    order = moved(list(rows), name=str(partner.pk), up=up)
    if order == list(rows):
        return
    for place, key in enumerate(order):
        Partner.objects.filter(pk=rows[key].pk).exclude(order=place).update(order=place)
    write("partner.moved", subject=f"partner:{partner.pk}", by=by, now=now, details={"up": up})


def remove_partner(partner: Partner, *, by: AbstractBaseUser, now: datetime) -> bool:
    """It is no longer shown, and no challenge names it any more; False where it was gone."""
    return remove(partner, fields=FIELDS, by=by, now=now)


def _held(edition: Edition) -> Any:
    """Of two organizers who write at once, one is first."""
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    return Partner.objects.filter(edition=edition)
