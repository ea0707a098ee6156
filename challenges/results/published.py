"""Reads of what is published, and of when it will be."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from challenges.ceremony.models import Ceremony
from challenges.editions.models import Edition
from challenges.results.models import Publication, PublishedPicture
from challenges.teams.models import Membership

People = dict[str, list[str]]
TO_BE_NAMED = "publication"  # the purpose of the consent to be named


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


def named_people(results: Mapping[str, Any]) -> People:
    """By team, the members of laureates who agree to be named, the captain first. Read each time and never frozen: a
    consent that is withdrawn, or an account that is deleted, ends it there and then."""
    teams = {one["team_id"] for award in results["awards"] for one in award["laureates"]}
    named = {"user__consents__purpose": TO_BE_NAMED, "user__consents__withdrawn_at": None}
    members = Membership.objects.filter(team__in=teams, user__is_active=True, **named).select_related("user").distinct()
    found: People = {}
    for member in members.order_by("-is_captain", "joined_at", "pk"):
        found.setdefault(str(member.team_id), []).append(str(member.user))
    return found
