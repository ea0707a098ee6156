"""Chances and shares on the president's pages."""

from django import template

from smartport.jury.president import words

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """Of a share of 0 to 1; nothing is told as sure that is not."""
    return words.percent(share)


@register.filter
def of_hundred(share: float) -> str:
    """The same for a drawing."""
    return f"{100 * share:.2f}"
