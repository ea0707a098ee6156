"""What the operator's pages say and draw."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils.translation import gettext_lazy

from challenges import wording
from challenges.operations.queries import AtWork
from smartport.console.reasons import Reason
from smartport.console.reasons import reason_of_trouble as found_reason

register = template.Library()

INTRODUCED: Mapping[str, Any] = {
    "version": gettext_lazy("Version"),
    "image": gettext_lazy("Runtime image"),
    "engine": gettext_lazy("Container engine"),
    "python": "Python",
    "system": gettext_lazy("System"),
    "processor": gettext_lazy("Processor"),
}
SHORT_DIGEST = len("sha256:") + 12
MOST_SLOTS = 256


@register.filter
def ago(moment: datetime, now: datetime) -> str:
    """How long it is past, such as `3 minutes`; of clocks that differ a little, never less than nothing."""
    return wording.say_duration(max(timedelta(), now - moment))


@register.filter
def free_slots(each: AtWork) -> range:
    """To draw one by one."""
    return range(min(each.free, MOST_SLOTS))


@register.filter
def introduced(about: Mapping[str, str]) -> list[tuple[Any, str]]:
    """What a machine tells of itself, by name; the image with the beginning of its digest."""
    told = {**about, "image": f"{about.get('image', '')} {about.get('image_id', '')[:SHORT_DIGEST]}".strip()}
    return [(name, told[word]) for word, name in INTRODUCED.items() if told.get(word)]


@register.simple_tag
def reason_of_trouble(trouble: str) -> Reason:
    """What keeps a machine from work, with what to do."""
    return found_reason(trouble)
