"""Which addresses belong to the site, and which of them are kept."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from smartport.keepsake.rules import ASKED, KEPT

OUTWARD = frozenset({"http", "https"})


@dataclass(frozen=True)
class Target:
    """What a link leads to. `outward` is a whole address of elsewhere, and empty for the site's own; `name` is that of
    an address of the site, empty where there is none; `address` is how the site is asked for it, in one form for all
    ways of writing it, and empty where it is not kept."""

    address: str = ""
    fragment: str = ""
    name: str = ""
    outward: str = ""


def target_of(link: str, *, on: str) -> Target:
    """Where a link leads that stands on the page `on` (an address of the site)."""
    try:
        whole = urlsplit(urljoin(settings.SITE_URL + on, link.strip()))
    except ValueError:
        return Target()
    if whole.scheme == "mailto":
        return Target(outward=whole.geturl())
    if whole.scheme not in OUTWARD:
        return Target()
    if whole.netloc != urlsplit(settings.SITE_URL).netloc:
        return Target(outward=whole.geturl()) if whole.netloc and "\\" not in link else Target()
    name = name_of(whole.path)
    asked = parse_qsl(whole.query, keep_blank_values=True)
    if name not in KEPT or not ASKED.issuperset(key for key, _ in asked):
        return Target(name=name)
    said = [(key, value) for key, value in sorted(asked) if (key, value) != ("page", "1")]
    return Target(whole.path + (f"?{urlencode(said)}" if said else ""), whole.fragment, name)


def name_of(path: str) -> str:
    """The name of an address; empty where the site has none there."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
