"""Reads of partners."""

from django.db.models import Count, QuerySet

from challenges.editions.models import Edition, Partner


def partners_of(edition: Edition) -> QuerySet[Partner]:
    """In their order, each with the number of challenges that name it as `challenge_count`."""
    counted = edition.partners.annotate(challenge_count=Count("challenges"))
    return counted.order_by("order", "short_name", "pk")
