"""Webhook: who is told; Delivery: one message to it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Challenge, Edition


class Webhook(models.Model):
    """An address that is told what happens in a challenge; one without a challenge, in all of the edition's.

    `read_up_to` is the last line of the journal that was looked at for it, `since` the hour from which on it is told of
    hours. Its secret is derived from `generation` and never kept (see signing). Where the receiver fails, nothing is
    sent to it before `rests_until`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="webhooks")
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, null=True, related_name="webhooks")
    url = models.URLField(_("web address"), max_length=500)
    events = models.JSONField(_("events"), default=list)
    is_active = models.BooleanField(_("active"), default=True)
    stopped_at = models.DateTimeField(null=True)
    generation = models.UUIDField(default=uuid.uuid4, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    since = models.DateTimeField()
    read_up_to = models.BigIntegerField()
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.url


class DeliveryState(models.TextChoices):
    """How far a message is."""

    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    GIVEN_UP = "given_up", _("Given up")


class Delivery(models.Model):
    """A message as it is sent, byte for byte, however often: its key is its receiver's `webhook-id`. `about` makes it
    one: the same thing is told the same receiver once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    about = models.CharField(max_length=120)
    event = models.CharField(_("event"), max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    trouble = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint(fields=["webhook", "about"], name="delivery_once")]
        indexes = [
            models.Index(fields=["webhook", "-made_at"], name="delivery_of_webhook"),
            models.Index(fields=["webhook", "state", "tried_at"], name="delivery_tries"),
            models.Index(fields=["not_before"], condition=models.Q(state="waiting"), name="delivery_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.id}"
