"""Reads of webhooks and of what is to be sent."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from challenges.editions.queries import organized_by
from challenges.hooks.models import Delivery, DeliveryState, Webhook


def hooks_of(user: AbstractBaseUser) -> QuerySet[Webhook]:
    """Those this person may look after: of challenges they stand behind; those of a whole edition, which are told of
    every challenge in it, are the operator's."""
    own = Q(challenge__in=organized_by(user).values("pk"))
    wide = Q(challenge=None) if getattr(user, "is_superuser", False) else Q(pk__in=[])
    rows = Webhook.objects.filter(own | wide).select_related("edition", "challenge", "made_by")
    return rows.order_by("-edition__opens_at", "made_at")


def with_last_try(hooks: QuerySet[Webhook]) -> QuerySet[Any]:
    """The same, each with the hour of its last try and how many messages wait."""
    told = Delivery.objects.filter(webhook=OuterRef("pk")).order_by().values("webhook")
    waiting = told.filter(state=DeliveryState.WAITING).annotate(count=Count("pk"))
    return hooks.annotate(
        last_try=Subquery(told.annotate(last=Max("tried_at")).values("last")),
        waiting=Coalesce(Subquery(waiting.values("count")), 0),
    )


def active_hooks() -> QuerySet[Webhook]:
    """Those that are told."""
    return Webhook.objects.filter(is_active=True).select_related("edition", "challenge").order_by("made_at")


def next_delivery(*, now: datetime) -> Delivery | None:
    """What has waited longest of what may be sent now; a receiver that failed just now is left in peace."""
    rested = Q(webhook__rests_until=None) | Q(webhook__rests_until__lte=now)
    due = Delivery.objects.filter(rested, state=DeliveryState.WAITING, not_before__lte=now, webhook__is_active=True)
    rows = due.select_related("webhook__edition", "webhook__challenge", "webhook__made_by")
    return rows.order_by("not_before", "pk").first()


def deliveries_older_than(age: timedelta, *, now: datetime) -> QuerySet[Delivery]:
    """Messages made so long ago."""
    return Delivery.objects.filter(made_at__lt=now - age)
