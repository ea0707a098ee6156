"""Reads of what is published, and of when it will be."""

from datetime import datetime

from challenges.ceremony.models import Ceremony
from challenges.editions.models import Edition
from challenges.results.models import Publication, PublishedPicture


def ceremony_hour(edition: Edition) -> datetime | None:
    """When the evening begins; None while nobody has said so."""
    hour: datetime | None = Ceremony.objects.filter(edition=edition).values_list("begins_at", flat=True).first()
    return hour


def publication_of(edition: Edition) -> Publication | None:
    """The edition's, with its errata, the latest last; None before it."""
    found = Publication.objects.filter(edition=edition).select_related("edition")
    return found.prefetch_related("errata").first()


def picture_of(publication: Publication, digest: str) -> PublishedPicture | None:
    """The one with this digest."""
    return publication.pictures.filter(digest=digest).first()
