"""Reads of editions, challenges and phases."""

from datetime import datetime

from django.db.models import QuerySet

from challenges.editions.models import Challenge, Edition, Phase
from challenges.editions.rules import in_view


def current_edition() -> Edition | None:
    """The published edition that opens last."""
    return Edition.objects.filter(is_published=True).order_by("-opens_at").first()


def published_challenges(edition: Edition) -> QuerySet[Challenge]:
    """What visitors see of an edition, with phases and release at hand."""
    shown = edition.challenges.filter(is_published=True, edition__is_published=True)
    return shown.select_related("edition", "release").prefetch_related("phases")


def published_challenge(slug: str) -> Challenge:
    """The challenge of the current edition with this address. Raises Challenge.DoesNotExist."""
    edition = current_edition()
    if edition is None:
        raise Challenge.DoesNotExist
    return published_challenges(edition).get(slug=slug)


def phase_in_view(challenge: Challenge, *, now: datetime) -> Phase | None:
    """The open one, else the next, else the last."""
    return in_view(list(challenge.phases.all()), now=now)


def kit_digest(challenge: Challenge) -> str:
    """SHA-256 of the starter kit: files are stored under it."""
    return str(challenge.kit.name).rsplit("/", 1)[-1]


def kit_name(challenge: Challenge) -> str:
    """What the starter kit is called when it is saved."""
    return f"smartport-{challenge.slug}.zip"
