"""Small things of the stage: clocks, and lists of words."""

from django import template

register = template.Library()


@register.filter
def clock(seconds: int) -> str:
    """Such as 4:07, or 1:02:09."""
    minutes, left = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


@register.filter
def wordlist(words: str) -> list[str]:
    """The words of a text, to go through them."""
    return words.split()
