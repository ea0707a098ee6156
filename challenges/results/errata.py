"""Corrects published results: the original stays, the correction stands above it for ever."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.actions import hold_the_pen, write
from challenges.journal.rules import KeyInUse
from challenges.results.models import Erratum, Publication
from challenges.results.publication_rules import require_change, require_erratum
from challenges.results.result_letters import write_erratum_letters


@transaction.atomic
def correct(
    publication: Publication,
    *,
    key: UUID,
    text: Mapping[str, str],
    laureate: str,
    what: str,
    value: str,
    tells: bool,
    by: AbstractBaseUser,
    now: datetime,
) -> Erratum:
    """An erratum under this key; sent twice, it is one. With `tells` the members of the team that it concerns are
    written to. Raises ErratumEmpty, ErratumTooLong, ChangeUnfit, KeyInUse."""
    told = require_erratum(text)
    change = require_change(publication.results, laureate=laureate, what=what, value=value)
    hold_the_pen(now)
    standing = Erratum.objects.filter(pk=key).first()
    if standing is not None:
        if standing.publication_id != publication.pk:
            raise KeyInUse
        return standing
    changes = [change] if change else []
    made = Erratum.objects.create(id=key, publication=publication, text=told, changes=changes, at=now, by_id=by.pk)
    letters = write_erratum_letters(made, now=now) if tells else 0
    details = {"erratum": str(made.pk), "text": told, "changes": changes, "letters": letters}
    write("results.corrected", subject=f"edition:{publication.edition.slug}", by=by, now=now, details=details)
    return made
