"""What an edition gives: awards are made, changed, put into order and removed until the ceremony is armed."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.ceremony.award_holding import hold_awards
from challenges.ceremony.award_rules import LaureatesStand, fitting, require_room
from challenges.ceremony.awarded import awards_of
from challenges.ceremony.models import Award, AwardKind
from challenges.journal.actions import write
from challenges.journal.keeping import add, keep, remove

FIELDS = ("kind", "title", "about", "prize", "panel", "challenge", "partner", "handed_by", "told")


@transaction.atomic
def make_award(award: Award, *, by: AbstractBaseUser, now: datetime) -> Award:
    """The last of the edition in order; the same again is one. An award with a panel is for the challenge that the
    panel judges. Raises what hold_awards does, TooManyAwards and KeyInUse."""
    hold_awards(award.edition_id, now=now)
    there = list(Award.objects.filter(edition=award.edition_id).values_list("pk", "order"))
    if award.pk in {key for key, _ in there}:
        return Award.objects.get(pk=award.pk)
    require_room(len(there))
    award.order = max((order for _, order in there), default=-1) + 1
    _settle(award)
    add(award, fields=FIELDS, by=by, now=now)
    return award


@transaction.atomic
def change_award(award: Award, *, by: AbstractBaseUser, now: datetime) -> Award:
    """Whatever FIELDS of it say. Laureates below the places that are still told have it no more. Raises what make_award
    does, and LaureatesStand where laureates are there and would come from somewhere else."""
    hold_awards(award.edition_id, now=now)
    _settle(award)
    was = Award.objects.get(pk=award.pk)
    if was.laureates.exists() and _source(was) != _source(award):
        raise LaureatesStand
    keep(award, fields=FIELDS, by=by, now=now)
    award.laureates.filter(rank__gt=award.told).delete()
    return award


@transaction.atomic
def remove_award(award: Award, *, by: AbstractBaseUser, now: datetime) -> bool:
    """With its laureates; False where somebody else was first. Raises what make_award does."""
    hold_awards(award.edition_id, now=now)
    return remove(award, fields=FIELDS, by=by, now=now)


@transaction.atomic
def move_award(award: Award, *, up: bool, by: AbstractBaseUser, now: datetime) -> bool:
    """One place up or down among those of its kind; False where there is none. Raises what make_award does."""
    edition = hold_awards(award.edition_id, now=now)
    rows = awards_of(edition)
    here = next((place for place, row in enumerate(rows) if row.pk == award.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(rows) or rows[here].kind != rows[there].kind:
        return False
    rows[here], rows[there] = rows[there], rows[here]
    for order, row in enumerate(rows):
        row.order = order
    Award.objects.bulk_update(rows, ["order"])
    write("award.moved", subject=f"award:{award.pk}", by=by, now=now, details={**award.whereabouts, "up": up})
    return True


def _settle(award: Award) -> None:
    if award.panel is not None and award.panel.challenge_id is not None:
        award.challenge_id = award.panel.challenge_id
    award.told = fitting(award.told)


def _source(award: Award) -> tuple[object, ...]:
    return (award.panel_id, award.kind == AwardKind.PUBLIC, award.challenge_id)
