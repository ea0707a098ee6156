"""Reads of saved mail texts."""

from django.db.models import QuerySet

from challenges.mail_texts.models import MailText


def texts_for_mailings() -> QuerySet[MailText]:
    """All that organizers keep, by name: what a letter to many may start from."""
    return MailText.objects.order_by("name")
