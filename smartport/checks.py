"""What must hold before the site starts."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.checks import CheckMessage, Error, register


@register
def morocco_left_dst(**options: Any) -> list[CheckMessage]:
    """Morocco left DST on 2026-09-20: with older tables every deadline would be an hour off."""
    after = datetime(2026, 10, 1, 12, tzinfo=ZoneInfo("Africa/Casablanca"))
    if after.utcoffset() == timedelta(0):
        return []
    hint = "Install the locked requirements again: tzdata must be 2026.3 or newer."
    return [Error("The time zone tables do not know that Morocco left DST.", hint=hint, id="smartport.E001")]
