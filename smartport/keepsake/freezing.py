"""Freezes a page: what is alive goes, links lead to files beside it, and nothing is asked of anybody."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from lxml import html
from lxml.html import HtmlElement

from smartport.keepsake.addresses import target_of
from smartport.keepsake.links import elements, tree_of
from smartport.keepsake.rules import LANGUAGES

# What runs, what is sent, what is loaded from elsewhere, and what would move the page.
ALIVE = frozenset(
    """script noscript template form input button select textarea iframe frame frameset object embed applet audio video
    source track portal base dialog style""".split()  # noqa: SIM905
)
ALIVE_CLASSES = frozenset({"countdown", "board-tools", "next", "menu-switch", "terms-banner", "messages", "lamp"})
# Sections about something to do, by what names them.
ALIVE_SECTIONS = frozenset({"kit", "how-title", "ask", "compare"})
# Where a sign says what is true at this moment only: "today", "now", "live".
OF_THE_MOMENT = frozenset({"agenda-date", "agenda-kind", "board-state"})
# Where a link that leads nowhere goes with its words: it stands among others, or asks to do something.
AMONG_LINKS = frozenset(
    {"button", "buttons", "tabs", "pages", "links-line", "board-files", "places", "colophon-links", "slot-state"}
)
DOORS = ("account_", "socialaccount_", "mfa_")
DEEDS = frozenset({"vote", "submit", "team", "teams-board", "seekers", "eligibility", "data", "kit"})
SHEETS = ("stylesheet", "icon")
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
EMPTIED = frozenset({"p", "li", "ul", "ol", "nav", "span", "div", "section", "aside", "dd", "dl"})
SEEN = frozenset({"img", "table", "svg", "hr"})
DRAWINGS = ("data:image/svg+xml;base64,", "data:image/png;base64,")

Place = Callable[[str, str], str]
"""Of an address in a language, the path in the folder; empty where it is not kept."""


@dataclass(frozen=True)
class Surroundings:
    """What stands about the page in the folder: where it lies itself, where others do, where style sheets do (by their
    address on the site), the style sheet of all of them, and the head and foot in the place of the site's own."""

    here: str
    language: str
    address: str
    place: Place
    asset: Callable[[str], str]
    sheet: str = ""
    masthead: str = ""
    colophon: str = ""


def frozen(content: bytes, about: Surroundings) -> bytes:
    """The page as a file. Raises AssetMissing."""
    tree = tree_of(content)
    _reframe(tree, about)
    for element in list(elements(tree)):
        _say_what_stays_true(element)
    for element in [one for one in elements(tree) if _is_alive(one)]:
        if _is_within(element, tree):
            _remove(element)
    for element in list(elements(tree)):
        if _is_within(element, tree):
            _still(element, about)
    return bytes(html.tostring(tree, encoding="utf-8", method="html", doctype="<!doctype html>"))


def relative(target: str, *, here: str) -> str:
    """From one file of the folder to another."""
    own, other = here.split("/")[:-1], target.split("/")
    common = 0
    while common < min(len(own), len(other) - 1) and own[common] == other[common]:
        common += 1
    return "/".join([".."] * (len(own) - common) + other[common:])


def _reframe(tree: HtmlElement, about: Surroundings) -> None:
    """Our own head and foot, in the place of those of the site, and what they look like."""
    head = tree.find("head")
    if about.sheet and head is not None:
        head.append(html.Element("link", rel="stylesheet", href=about.sheet))
    for name, tag, replacement in (("masthead", "header", about.masthead), ("colophon", "footer", about.colophon)):
        for element in [one for one in tree.iter(tag) if name in _classes(one)]:
            if replacement:
                for part in html.fragments_fromstring(replacement):
                    element.addprevious(part)
                element.drop_tree()


def _say_what_stays_true(element: HtmlElement) -> None:
    """The template says beside what moves what a page says that stands still."""
    said = element.attrib.pop("data-frozen", None)
    if said is not None:
        for child in list(element):
            element.remove(child)
        element.text = said


def _is_alive(element: HtmlElement) -> bool:
    classes = _classes(element)
    if element.tag in ALIVE or not ALIVE_CLASSES.isdisjoint(classes):
        return True
    if element.tag in ("section", "aside") and element.get("aria-labelledby") in ALIVE_SECTIONS:
        return True
    if element.tag == "meta":
        return "http-equiv" in element.attrib
    if element.tag == "link":
        return element.get("rel") not in SHEETS
    parent = element.getparent()
    return "badge-live" in classes and parent is not None and not OF_THE_MOMENT.isdisjoint(_classes(parent))


def _still(element: HtmlElement, about: Surroundings) -> None:
    """Its attributes and where it leads."""
    for name in list(element.attrib):
        if _moves(str(name)):
            del element.attrib[name]
    if element.tag == "link":
        element.set("href", relative(about.asset(element.get("href", "")), here=about.here))
    elif element.tag == "img":
        _picture(element, about)
    elif element.tag in ("a", "area"):
        _link(element, about)
    elif "href" in element.attrib and not element.get("href", "").startswith("#"):
        del element.attrib["href"]


def _moves(name: str) -> bool:
    """Handlers, what polls, what asks elsewhere; inline styles may load."""
    live = ("on", "hx-", "data-board", "data-countdown", "data-clock", "data-etag", "data-patience", "data-follow")
    return name.startswith(live) or name in (
        "style",
        "srcset",
        "ping",
        "formaction",
        "action",
        "background",
        "xlink:href",
        "{http://www.w3.org/1999/xlink}href",
    )


def _picture(element: HtmlElement, about: Surroundings) -> None:
    """A copy beside the page, or a drawing inside the text; else its words."""
    link = element.get("src", "")
    path = urlsplit(link).path if not link.startswith("data:") else ""
    if link.startswith(DRAWINGS):
        return
    if path.startswith(settings.STATIC_URL):
        element.set("src", relative(about.asset(link), here=about.here))
        return
    kept = about.place(about.language, target_of(link, on=about.address).address)
    if kept:
        element.set("src", relative(kept, here=about.here))
        return
    element.tag, element.text = "span", element.get("alt", "")
    for name in ("src", "alt", "width", "height", "loading", "decoding"):
        element.attrib.pop(name, None)


def _link(element: HtmlElement, about: Surroundings) -> None:
    link, tongue = element.get("href", ""), element.attrib.pop("data-tongue", "")
    if not link or link.startswith("#"):
        return
    target = target_of(link, on=about.address)
    if target.outward:
        element.set("href", target.outward)
        element.set("rel", "noopener noreferrer")
        return
    kept = about.place(tongue if tongue in LANGUAGES else about.language, target.address)
    if kept:
        fragment = f"#{target.fragment}" if target.fragment else ""
        element.set("href", relative(kept, here=about.here) + fragment)
        element.attrib.pop("download", None)
        return
    _let_go(element, name=target.name)


def _let_go(element: HtmlElement, *, name: str) -> None:
    """A link that leads nowhere: its words stay, unless they ask to do something that cannot be done here."""
    is_door = name.startswith(DOORS)
    panel = next((one for one in element.iterancestors() if "panel" in _classes(one)), None) if is_door else None
    if panel is not None:
        _remove(panel)
        return
    near = [element, *list(element.iterancestors())[:2]]
    is_among_links = any(not AMONG_LINKS.isdisjoint(_classes(one)) for one in near)
    if is_door or is_among_links or (name in DEEDS and _is_alone(element)):
        _remove(element)
        return
    element.drop_tag()


def _is_alone(element: HtmlElement) -> bool:
    """Whether its parent says nothing but what it says."""
    parent = element.getparent()
    return parent is not None and parent.tag in ("p", "li") and _words(parent) == _words(element)


def _remove(element: HtmlElement) -> None:
    """With whatever is empty without it."""
    parent = element.getparent()
    element.drop_tree()
    if parent is not None and parent.tag in EMPTIED and not _says_something(parent) and parent.get("id") != "content":
        _remove(parent)


def _says_something(element: HtmlElement) -> bool:
    """Anything but its own headings where it is a section, and anything at all where it is not."""
    if element.tag not in ("section", "aside"):
        return bool(_words(element)) or any(one.tag in SEEN for one in elements(element))
    told = sum(len(_words(one)) for one in elements(element) if one.tag in HEADINGS)
    return len(_words(element)) > told or any(one.tag in ("img", "table") for one in elements(element))


def _words(element: HtmlElement) -> str:
    return "".join("".join(element.itertext()).split())


def _classes(element: HtmlElement) -> set[str]:
    return set(element.get("class", "").split())


def _is_within(element: HtmlElement, tree: HtmlElement) -> bool:
    """Whether it is still a part of the page."""
    return element is tree or any(one is tree for one in element.iterancestors())
