"""Reads of editions, challenges, phases, announcements and frequent questions."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from challenges.editions.models import Announcement, Challenge, Edition, FaqEntry, Phase
from challenges.editions.rules import in_view


def current_edition() -> Edition | None:
    """The published edition that opens last."""
    return Edition.objects.filter(is_published=True).order_by("-opens_at").first()


def published_challenges(edition: Edition) -> QuerySet[Challenge]:
    """What visitors see of an edition, with phases and release at hand."""
    return _published(edition.challenges.all())


def published_challenge(slug: str) -> Challenge:
    """The challenge of the current edition with this address. Raises Challenge.DoesNotExist."""
    current = Edition.objects.filter(is_published=True).order_by("-opens_at").values("pk")[:1]
    return _published(Challenge.objects.filter(edition=current)).get(slug=slug)


def _published(challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    shown = challenges.filter(is_published=True, edition__is_published=True)
    return shown.select_related("edition", "release").prefetch_related("phases")


def phase_in_view(challenge: Challenge, *, now: datetime) -> Phase | None:
    """The open one, else the next, else the last."""
    return in_view(list(challenge.phases.all()), now=now)


def kit_digest(challenge: Challenge) -> str:
    """SHA-256 of the starter kit: files are stored under it."""
    return str(challenge.kit.name).rsplit("/", 1)[-1]


def kit_name(challenge: Challenge) -> str:
    """What the starter kit is called when it is saved."""
    return f"smartport-{challenge.slug}.zip"


def organized_by(user: AbstractBaseUser | AnonymousUser) -> QuerySet[Challenge]:
    """The challenges whose hidden side a member of the organizers' staff may see: those that name this person, and
    those that are for all; a superuser's are all. Somebody who organizes named challenges only gets no others."""
    if getattr(user, "is_superuser", False):
        return Challenge.objects.all()
    own = Q(Exists(Challenge.organizers.through.objects.filter(challenge=OuterRef("pk"), user=user.pk)))
    is_limited = getattr(user, "organizes_named_only", False)
    return Challenge.objects.filter(own if is_limited else own | ~Exists(_shutting(OuterRef("pk"))))


def about_own(user: AbstractBaseUser) -> Q:
    """Rows about a challenge of these, or about a whole edition; not the latter for named challenges only."""
    own = Q(challenge__in=organized_by(user).values("pk"))
    return own if getattr(user, "organizes_named_only", False) else Q(challenge=None) | own


def organizers_of(challenge: Challenge) -> QuerySet[Any]:
    """Whom `organized_by` gives this challenge for their own: its named organizers, and all where it is for all. A
    superuser, who may see all, is not asked by that alone."""
    staff = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("pk")
    named = Q(organized_challenges=challenge)
    others = Q() if _shutting(challenge.pk).exists() else Q(organizes_named_only=False)
    return staff.filter(named | others if others else named).distinct()


def _shutting(challenge: Any) -> QuerySet[Any]:
    """What shuts a challenge to the other organizers of the edition: that it names one of them. Whoever was invited
    for named challenges only takes none from anybody."""
    named = Challenge.organizers.through.objects.filter(challenge=challenge)
    return named.filter(user__organizes_named_only=False)


def published_announcements(edition: Edition, *, now: datetime) -> QuerySet[Announcement]:
    """What visitors may read, newest first: no draft, and nothing of a challenge that is not published."""
    found = edition.announcements.filter(published_at__lte=now, edition__is_published=True)
    shown = found.filter(Q(challenge=None) | Q(challenge__is_published=True)).select_related("challenge")
    return shown.order_by("-published_at", "pk")


def announcements_about(challenge: Challenge, *, now: datetime) -> QuerySet[Announcement]:
    """Of these, those for the whole edition and those of this challenge."""
    return published_announcements(challenge.edition, now=now).filter(Q(challenge=None) | Q(challenge=challenge))


def announcements_to_mail(*, now: datetime) -> QuerySet[Announcement]:
    """Those that visitors read and that are not sent yet, the oldest first."""
    found = Announcement.objects.filter(published_at__lte=now, mailed_at=None, edition__is_published=True)
    shown = found.filter(Q(challenge=None) | Q(challenge__is_published=True))
    return shown.select_related("edition", "challenge").order_by("published_at")


def faq_of(challenge: Challenge) -> QuerySet[FaqEntry]:
    """Its own frequent questions, then those of the whole edition."""
    found = challenge.edition.faq.filter(Q(challenge=None) | Q(challenge=challenge))
    return found.order_by("-challenge", "order", "pk")


def faq_of_edition(edition: Edition) -> QuerySet[FaqEntry]:
    """The frequent questions that are of no challenge in particular."""
    return edition.faq.filter(challenge=None).order_by("order", "pk")
