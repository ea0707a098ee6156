"""Issues the certificates of an edition, with the publication of its results."""

from datetime import datetime

from challenges.ceremony.models import Publication


def issue_certificates(publication: Publication, *, now: datetime) -> int:
    """How many were issued."""
    return 0
