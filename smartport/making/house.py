"""The challenges of the house as starting points: their texts as their files have them, and their pictures."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from smartport.packs.pack import LANGUAGES, PAGES, Pack

FIGURE = "figure.svg"


@dataclass(frozen=True)
class Template:
    """A pack of the house; `figure` is its drawing as a page carries it."""

    slug: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    metric: Mapping[str, str]
    figure: str
    pack: Pack


@cache
def templates() -> tuple[Template, ...]:
    """In the order of the demo edition. They come with the program and do not change while it runs."""
    folders = (path.parent for path in (Path(settings.ROOT) / "packs").glob("*/challenge.yaml"))
    packs = sorted(map(Pack.read, folders), key=lambda pack: (pack.setting.order, pack.slug))
    return tuple(map(_template, packs))


def template_of(slug: str) -> Template | None:
    """None where the house has none of this name."""
    return next((one for one in templates() if one.slug == slug), None)


def raw_texts(template: Template) -> dict[str, dict[str, str]]:
    """By field and language; drawings are named, not carried inside."""
    pages = {
        name: {language: (template.pack.folder / f"{name}.{language}.md").read_text("utf-8") for language in LANGUAGES}
        for name in PAGES
    }
    return {**{name: dict(template.pack.texts[name]) for name in ("title", "summary", "metric")}, **pages}


def _template(pack: Pack) -> Template:
    path = pack.folder / FIGURE
    drawn = base64.b64encode(path.read_bytes()).decode() if path.exists() else ""
    figure = f"data:image/svg+xml;base64,{drawn}" if drawn else ""
    return Template(pack.slug, pack.texts["title"], pack.texts["summary"], pack.texts["metric"], figure, pack)
