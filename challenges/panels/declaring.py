"""A juror signs the declaration of confidentiality and of ties."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.actions import hold_the_pen
from challenges.panels.declaration_rules import (
    VERSION,
    SeatLeft,
    TieSaid,
    require_agreement,
    require_signature,
    require_ties,
)
from challenges.panels.holding import tell
from challenges.panels.models import Juror, Relation, Tie


@transaction.atomic
def sign_declaration(
    juror: Juror, *, name: str, ties: Sequence[TieSaid], is_agreed: bool, by: AbstractBaseUser, now: datetime
) -> Juror:
    """From now on this juror may be shown projects. Ties that were declared before stay. Signing what is signed already
    changes nothing. Raises SeatLeft, DeclarationNotAgreed, SignatureMissing, TieUnfinished, TooManyTies."""
    hold_the_pen(now)
    rows = Juror.objects.select_for_update(no_key=True, of=("self",))
    held = rows.select_related("panel__edition", "panel__challenge").get(pk=juror.pk)
    if held.left_at is not None or held.user_id != by.pk:
        raise SeatLeft
    if has_signed(held):
        return held
    require_agreement(is_agreed=is_agreed)
    signature = require_signature(name)
    said = require_ties(ties, relations=Relation.values)
    held.declared_at, held.declared_name, held.declaration_version = now, signature, VERSION
    held.save(update_fields=["declared_at", "declared_name", "declaration_version"])
    made = [Tie(juror=held, relation=tie.relation, name=tie.name) for tie in said]
    Tie.objects.bulk_create(made, ignore_conflicts=True)
    signed = {"juror": held.pk, "version": VERSION, "ties": len(said)}
    tell(held.panel, "panel.declaration_signed", by=by, now=now, **signed)
    return held


def has_signed(juror: Juror) -> bool:
    """The declaration as it is worded now."""
    return juror.declared_at is not None and juror.declaration_version >= VERSION
