"""Secrets of webhooks. Each is derived from the site's own key and the webhook's `generation`, and kept nowhere: a
copy of the database signs nothing, and there is no cipher to get wrong. Whoever changes SMARTPORT_SECRET_KEY changes
all of them."""

from datetime import datetime

from django.utils.crypto import salted_hmac

from challenges.hooks.models import Delivery, Webhook
from challenges.hooks.rules import shown_secret, signature

SALT = "challenges.hooks.signing"


def secret_of(hook: Webhook) -> str:
    """As its receiver keeps it; shown once, when it is made."""
    return shown_secret(_secret(hook))


def headers_of(delivery: Delivery, *, now: datetime) -> dict[str, str]:
    """What travels beside the body; the hour is that of this try, so that an old message cannot be sent again by
    others."""
    message_id, timestamp = str(delivery.pk), int(now.timestamp())
    signed = signature(_secret(delivery.webhook), message_id=message_id, timestamp=timestamp, body=delivery.body)
    return {
        "content-type": "application/json",
        "user-agent": "smartport-webhooks/1",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signed,
    }


def _secret(hook: Webhook) -> bytes:
    return salted_hmac(SALT, f"{hook.pk}:{hook.generation}", algorithm="sha256").digest()
