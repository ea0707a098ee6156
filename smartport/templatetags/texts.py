"""Texts of the database and names of outcomes in the reader's language, and Markdown made safe."""

import re
from collections.abc import Mapping

import nh3
from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt
from markdown_it.token import Token

from challenges import wording
from challenges.outcomes import name_of

register = template.Library()

_TAGS = frozenset(
    """a blockquote br code em figcaption figure h2 h3 h4 hr img li ol p pre s strong table tbody td th thead tr
    ul""".split()  # noqa: SIM905
)
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "img": {"src", "alt"}}
_SCHEMES = {"http", "https", "mailto", "data"}
_DRAWING = re.compile(r"data:image/(?:svg\+xml|png);base64,[A-Za-z0-9+/=]+")


class _Markdown(MarkdownIt):
    """Takes drawings that are inside the text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  (the name is markdown-it's)
        return bool(_DRAWING.fullmatch(url)) or super().validateLink(url)


_MARKDOWN = _Markdown("commonmark", {"html": False}).enable(["table", "strikethrough"])


@register.filter
def localized(texts: Mapping[str, str] | None) -> str:
    """The text in the reader's language, else in French, else in any."""
    return wording.localized(texts or {}, get_language() or "fr")


@register.filter
def outcome_name(outcome: str) -> str:
    """What became of an entry, in a word or two of the reader's language."""
    return name_of(outcome)


@register.filter
def markdown(source: str) -> SafeString:
    """Markdown as HTML: no raw HTML, no images but drawings inside the text; top headings become the second level."""
    tokens = _MARKDOWN.parse(source)
    for token in tokens:
        if token.type in {"th_open", "td_open"}:
            token.attrs = {"class": "figure"} if "right" in str(token.attrs.get("style")) else {}
        token.children = [child for child in token.children or () if not _is_foreign_image(child)]
    _caption_pictures(tokens)
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    top = min((int(token.tag[1]) for token in headings), default=2)
    for token in headings:
        token.tag = f"h{min(4, int(token.tag[1]) - top + 2)}"
    rendered = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        rendered,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        allowed_classes={"th": {"figure"}, "td": {"figure"}},
        attribute_filter=_own_drawings_only,
        url_schemes=_SCHEMES,
        link_rel="noopener",
    )
    return mark_safe(clean)  # noqa: S308  (nh3 cleaned it)


def _caption_pictures(tokens: list[Token]) -> None:
    """A paragraph that is a picture alone becomes a figure; what it shows stands below it, for everybody to read."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        children = inline.children or []
        if opening.type == "paragraph_open" and [child.type for child in children] == ["image"] and children[0].content:
            opening.tag = closing.tag = "figure"
            caption = Token("html_inline", "", 0, content=f"<figcaption>{escape(children[0].content)}</figcaption>")
            inline.children = [*children, caption]
            children[0].children = []


def _is_foreign_image(token: Token) -> bool:
    return token.type == "image" and not _DRAWING.fullmatch(str(token.attrs.get("src", "")))


def _own_drawings_only(tag: str, attribute: str, value: str) -> str | None:
    """A `data:` address is good for a drawing (an image of an SVG runs no script), and an image for nothing else."""
    is_drawing = bool(_DRAWING.fullmatch(value))
    if attribute == "src":
        return value if is_drawing else None
    return None if attribute == "href" and value.lstrip().lower().startswith("data:") else value
