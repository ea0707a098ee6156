"""Texts in all languages beside each other, for screens."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from challenges.wording import grouped
from smartport.stage.words import LANGUAGES, WORDS, in_all_languages

register = template.Library()


@register.filter
def tongues(texts: Mapping[str, str] | None) -> SafeString:
    """Each text once, with the languages that it stands for; one that is missing is there in French, else in any."""
    stripped = {language: (texts or {}).get(language, "").strip() for language in LANGUAGES}
    given = {language: grouped(text) for language, text in stripped.items() if text}
    if not given:
        return SafeString()
    instead = next(iter(given))
    whose = {language: language if language in given else instead for language in LANGUAGES}
    alike = {language: next(one for one in given if given[one] == given[whose[language]]) for language in LANGUAGES}
    spans = [(own, [language for language in LANGUAGES if alike[language] == own]) for own in given]
    return format_html_join(
        "",
        '<span lang="{}" dir="{}" data-tongue="{}">{}</span>',
        ((own, "rtl" if own == "ar" else "ltr", " ".join(whom), given[own]) for own, whom in spans if whom),
    )


@register.simple_tag
def word(name: str) -> SafeString:
    """A word of the house, in all languages."""
    return tongues(in_all_languages(WORDS[name]))


@register.simple_tag
def points(value: float) -> SafeString:
    """With two decimals, as each language writes them."""
    plain = f"{value:.2f}"
    comma = plain.replace(".", ",")
    return tongues({"fr": comma, "ar": comma, "en": plain})


@register.simple_tag
def share(start: float, width: float, name: str) -> SafeString:
    """A part of a bar of 100."""
    return format_html('<rect class="{}" x="{}" width="{}" height="1"/>', name, f"{start:.2f}", f"{width:.2f}")
