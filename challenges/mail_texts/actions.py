"""Organizers keep texts for their letters."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from challenges.journal.keeping import keep, remove
from challenges.mail_texts.models import MailText
from challenges.mail_texts.rules import (
    BODY_LENGTH,
    SUBJECT_LENGTH,
    MailTextNameTaken,
    require_known_places,
    require_length,
)

FIELDS = ("name", "subject", "body")


@transaction.atomic
def keep_mail_text(text: MailText, *, by: AbstractBaseUser, now: datetime) -> None:
    """What the row says is kept, new or not. Raises PlaceUnknown, MailTextTooLong, MailTextNameTaken."""
    for field, limit in (("subject", SUBJECT_LENGTH), ("body", BODY_LENGTH)):
        texts = getattr(text, field)
        require_length(texts, limit=limit, field=field)
        require_known_places(texts, field=field)
    if MailText.objects.filter(name=text.name).exclude(pk=text.pk).exists():
        raise MailTextNameTaken(name=text.name)
    try:
        with transaction.atomic():
            keep(text, fields=FIELDS, by=by, now=now)
    except IntegrityError as error:
        raise MailTextNameTaken(name=text.name) from error


def remove_mail_text(text: MailText, *, by: AbstractBaseUser, now: datetime) -> bool:
    """Letters that were sent with it stay as they are. False where it was gone."""
    return remove(text, fields=FIELDS, by=by, now=now)
