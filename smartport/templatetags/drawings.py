"""Small drawings inside the page."""

from functools import cache

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """The sign `icons/<name>.svg`; it says nothing to a screen reader, the word beside it does."""
    return _drawn(name)


@cache
def _drawn(name: str) -> SafeString:
    return mark_safe(get_template(f"icons/{name}.svg").render())  # noqa: S308  (a file of ours)
