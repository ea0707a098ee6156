"""What the pages of recipes and builds say and draw."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.translation import gettext

from datasets.gates.wording import KINDS
from datasets.pages import recipe_drawing
from datasets.recipes.pictures import Picture, Side
from datasets.recipes.trial_wording import NOTICED
from datasets.recipes.wording import say_number, short_share

register = template.Library()

register.filter("share_said", short_share)


@register.filter
def as_percent(share: float | str | None) -> str:
    """For a field that holds a share in percent; what could not be read stays as it was typed."""
    if isinstance(share, int | float):
        return f"{100 * share:.10g}"
    return share or ""


@register.filter
def as_field(value: Any) -> str:
    """For a field: a number as people may write it back, nothing for nothing."""
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)


@register.filter
def as_cell(value: object) -> str:
    """As the CSV has it, whatever the reader's language."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


@register.filter
def number_said(value: float, decimals: int = 0) -> str:
    """With at most so many decimals."""
    return say_number(value, decimals)


@register.filter
def of_key(values: Mapping[str, Any] | None, key: str) -> Any:
    """One of several; nothing where it is missing."""
    return (values or {}).get(key)


@register.filter
def hundred(share: float) -> float:
    """Of a bar that is 100 wide."""
    return 100 * min(max(share, 0.0), 1.0)


@register.filter
def differs(share: float, other: float) -> bool:
    """Enough to be worth a word."""
    return abs(share - other) >= NOTICED


@register.filter
def drawn_columns(picture: Picture) -> list[recipe_drawing.Column]:
    return recipe_drawing.columns(picture)


@register.filter
def drawn_rows(side: Side, picture: Picture) -> list[recipe_drawing.Row]:
    return recipe_drawing.rows(side.bars, tallest=picture.tallest)


@register.filter
def sides(picture: Picture) -> list[tuple[Side, str]]:
    """Before and after, each with the class of its bars."""
    return [(picture.before, "raw"), (picture.after, "published")]


@register.filter
def as_day(value: date | str | None) -> str:
    """For a field of a day; what could not be read stays as it was typed."""
    return value.isoformat() if isinstance(value, date) else value or ""


@register.filter
def words(text: str) -> list[str]:
    return text.split()


@register.simple_tag
def sheet_address(name: str) -> str:
    """Of a style sheet of the site."""
    return static(f"site/css/{name}.css")


@register.filter
def kinds_said(kinds: Iterable[str]) -> str:
    """What identifies somebody in a column."""
    return ", ".join(gettext(KINDS.get(kind, kind)) for kind in kinds)
