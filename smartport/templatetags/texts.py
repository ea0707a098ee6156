"""Texts of the database and names of outcomes in the reader's language, and Markdown made safe."""

import re
from collections.abc import Mapping
from itertools import pairwise

import nh3
from django import template
from django.utils.html import escape, format_html
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
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "img": {"src", "alt"}, "h2": {"id"}, "table": {"tabindex"}}
_SCHEMES = {"http", "https", "mailto", "data"}
_DRAWING = re.compile(r"data:image/(?:svg\+xml|png);base64,[A-Za-z0-9+/=]+")


class _Markdown(MarkdownIt):
    """Takes drawings that are inside the text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  (the name is markdown-it's)
        return bool(_DRAWING.fullmatch(url)) or super().validateLink(url)


_MARKDOWN = _Markdown("commonmark", {"html": False}).enable(["table", "strikethrough"])


@register.filter
def localized(texts: Mapping[str, str] | None) -> str:
    """The text in the reader's language, else in French, else in any, its numbers in one piece."""
    return wording.grouped(wording.localized(texts or {}, get_language() or "fr"))


@register.filter
def outcome_name(outcome: str) -> str:
    """What became of an entry, in a word or two of the reader's language."""
    return name_of(outcome)


@register.filter
def coded(text: str) -> SafeString:
    """A line of ours, what stands between backticks as code; as it is where they do not come in pairs."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    told = (format_html("<code>{}</code>", part) if at % 2 else escape(part) for at, part in enumerate(parts))
    return mark_safe("".join(told))  # noqa: S308  (every part is escaped)


@register.filter
def headings(source: str, prefix: str) -> list[tuple[str, str]]:
    """The headings of the second level, as `markdown` with this prefix names and writes them."""
    tokens = _MARKDOWN.parse(source)
    _lower_headings(tokens)
    found = [inline.children or [] for token, inline in pairwise(tokens) if _is_section(token)]
    words = [wording.grouped("".join(child.content for child in children)) for children in found]
    return [(f"{prefix}-{number}", said) for number, said in enumerate(words, start=1)]


@register.filter
def markdown(source: str, prefix: str = "") -> SafeString:
    """Markdown as HTML: no raw HTML, no images but drawings inside the text; top headings become the second level, and
    with a prefix they have names to go to: `prefix-1`, `prefix-2` …"""
    return rendered(tokens_of(source), prefix)


def tokens_of(source: str) -> list[Token]:
    """What `markdown` reads, before it is written as HTML."""
    return _MARKDOWN.parse(source)


def rendered(tokens: list[Token], prefix: str = "") -> SafeString:
    """As `markdown` writes them."""
    for token in tokens:
        if token.type == "table_open":
            token.attrs = {"tabindex": 0}  # on a phone it moves by itself, also for who has no pointer
        if token.type in {"th_open", "td_open"}:
            token.attrs = {"class": "figure"} if "right" in str(token.attrs.get("style")) else {}
        token.children = [child for child in token.children or () if not _is_foreign_image(child)]
    _group_numbers(tokens)
    _caption_pictures(tokens)
    _lower_headings(tokens)
    for number, token in enumerate(filter(_is_section, tokens), start=1):
        if prefix:
            token.attrs = {"id": f"{prefix}-{number}"}
    written = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        written,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        allowed_classes={"th": {"figure"}, "td": {"figure"}},
        attribute_filter=_own_drawings_only,
        url_schemes=_SCHEMES,
        link_rel="noopener",
    )
    return mark_safe(clean)  # noqa: S308  (nh3 cleaned it)


def _group_numbers(tokens: list[Token]) -> None:
    """In texts, not in code."""
    for token in tokens:
        for child in token.children or ():
            if child.type in {"text", "image"}:
                child.content = wording.grouped(child.content)


def _lower_headings(tokens: list[Token]) -> None:
    found = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    top = min((int(token.tag[1]) for token in found), default=2)
    for token in found:
        token.tag = f"h{min(4, int(token.tag[1]) - top + 2)}"


def _is_section(token: Token) -> bool:
    return token.type == "heading_open" and token.tag == "h2"


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
