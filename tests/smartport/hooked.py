"""The webhook of the world in which tests walk over every address."""

from typing import Any

from challenges.editions.models import Challenge
from challenges.hooks.actions import make_hook
from challenges.hooks.models import Delivery
from tests.factories import NOW


def hooked(challenge: Challenge, *, dora) -> dict[str, Any]:
    """A webhook whose receiver nobody can reach: its name has no address."""
    hook = make_hook(
        challenge.edition, challenge, url="https://receiver.invalid/", events=["phase.closed"], by=dora, now=NOW
    )
    sent = Delivery.objects.create(
        webhook=hook, about="test", event="test", body="{}", made_at=NOW, not_before=NOW, tries=1
    )
    return {"hook_id": hook.pk, "delivery_id": sent.pk}
