"""Texts of the database: the reader's language, and Markdown made safe."""

from collections.abc import Mapping

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt

from challenges import wording

register = template.Library()

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_TAGS = frozenset(
    "a blockquote br code em h2 h3 h4 hr li ol p pre s strong table tbody td th thead tr ul".split()  # noqa: SIM905
)
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}


@register.filter
def localized(texts: Mapping[str, str] | None) -> str:
    """The text in the reader's language, else in French, else in any."""
    return wording.localized(texts or {}, get_language() or "fr")


@register.filter
def markdown(source: str) -> SafeString:
    """Markdown as HTML: no raw HTML, no images; the highest heading becomes the second level, the page has the first."""
    tokens = _MARKDOWN.parse(source)
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    top = min((int(token.tag[1]) for token in headings), default=2)
    for token in headings:
        token.tag = f"h{min(4, int(token.tag[1]) - top + 2)}"
    rendered = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(rendered, tags=set(_TAGS), attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener")
    return mark_safe(clean)  # noqa: S308  (nh3 cleaned it)
