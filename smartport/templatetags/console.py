"""The side of the console, and phases at this moment."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse

from challenges.editions.models import Phase
from challenges.pages.visit import PhaseView
from smartport.console.places import Place, places_of

register = template.Library()


Room = tuple[Place, str, bool]


@register.simple_tag(takes_context=True)
def console_places(context: dict[str, Any]) -> list[tuple[Any, list[Room]]]:
    """The rooms this person may enter, by group: each with its address, and whether the page is in it."""
    request: HttpRequest = context["request"]
    return [(name, [_room(place, request.path) for place in places]) for name, places in places_of(request)]


def _room(place: Place, path: str) -> Room:
    address = reverse(place.address)
    return place, address, _is_in(path, place, address)


def _is_in(path: str, place: Place, address: str) -> bool:
    return path == address or path.startswith(place.below or address)


@register.filter
def seen_at(phase: Phase, now: datetime) -> PhaseView:
    """A phase as it stands at this moment."""
    return PhaseView(phase, now)


@register.filter
def gap_from(hour: datetime, now: datetime) -> timedelta:
    """How long it is until then."""
    return hour - now
