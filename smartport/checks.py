"""What must hold before the site starts."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004  (Django's name)


@register
def morocco_left_dst(**options: Any) -> list[CheckMessage]:
    """Morocco left DST on 2026-09-20: with older tables every deadline would be an hour off."""
    after = datetime(2026, 10, 1, 12, tzinfo=ZoneInfo("Africa/Casablanca"))
    if after.utcoffset() == timedelta(0):
        return []
    hint = "Install the locked requirements again: tzdata must be 2026.3 or newer."
    return [Error("The time zone tables do not know that Morocco left DST.", hint=hint, id="smartport.E001")]


@register(Tags.security, deploy=True)
def organizers_prove_themselves(**options: Any) -> list[CheckMessage]:
    """On a site that others reach, an organizer's stolen password must open nothing."""
    if settings.IS_LOCAL or settings.SECOND_FACTOR == "required":
        return []
    hint = "Leave SMARTPORT_MFA out, or set it to required."
    return [Warning("Organizers may do without a second factor on a public address.", hint=hint, id="smartport.W001")]


@register(Tags.security, deploy=True)
def follower_is_reached_by_https(**options: Any) -> list[CheckMessage]:
    """A browser lets no page that came by https ask a plain address: halls and phones would follow nothing."""
    if not settings.SITE_URL.startswith("https:") or settings.FOLLOW_URL.startswith("https:"):
        return []
    hint = "Give SMARTPORT_FOLLOW_URL an https:// address, or leave it out where the site's own proxy leads there."
    return [Warning("The follower of the ceremony has a plain address.", hint=hint, id="smartport.W002")]
