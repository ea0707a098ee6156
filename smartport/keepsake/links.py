"""Reads a page: its tree, and what it leads to."""

from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement

LEADING = {"a": "href", "area": "href", "img": "src"}


def tree_of(content: bytes) -> HtmlElement:
    """The whole page, read as browsers read it."""
    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def elements(root: HtmlElement) -> Iterator[HtmlElement]:
    """All of them in the page's order, without comments."""
    return (element for element in root.iter() if isinstance(element.tag, str))


def links_in(content: bytes) -> Iterator[str]:
    """What a reader may follow, and the pictures."""
    for element in elements(tree_of(content)):
        link = element.get(LEADING.get(element.tag, ""), "") if element.tag in LEADING else ""
        if link and not link.startswith("#"):
            yield link
