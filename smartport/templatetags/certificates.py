"""How a certificate's code is written for people."""

from django import template

from challenges.results.codes import spaced

register = template.Library()


@register.filter
def code_spaced(code: str) -> str:
    """In groups of four, as it is printed."""
    return spaced(code)
