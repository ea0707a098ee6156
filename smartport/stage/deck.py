"""The whole evening in one file that opens from a disk with the network off, and moves with the same keys."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from challenges.ceremony.script import Texts
from challenges.ceremony.shown import shown_of
from smartport.stage.drawing import drawn

STATIC = settings.ROOT / "smartport" / "static" / "site"
SCRIPTS = (("js/stage.js",), ("js/stage-keys.js", "js/stage-deck.js"))
"""Files that import each other are one script."""
BETWEEN_FILES = re.compile(r"^import .*;\n+|^export ", re.MULTILINE)
# What would end a script's element, or begin a comment in it.
GUARDED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def deck_html(script: Sequence[Mapping[str, Any]], *, title: Texts, is_rehearsal: bool) -> bytes:
    """Nothing in it asks anybody for anything."""
    steps = [
        {"html": _drawn(script, cursor=at, is_rehearsal=is_rehearsal), "holds": bool(step["holds"])}
        for at, step in enumerate(script)
    ]
    logo, black = (_drawn(script, display=display, is_rehearsal=is_rehearsal) for display in ("logo", "black"))
    context = {
        "title": title,
        "style": _inlined("css/stage.css"),
        "scripts": [_inlined(*names) for names in SCRIPTS],
        "logo": logo,
        "steps": _json({"steps": steps, "logo": logo, "black": black}),
    }
    return render_to_string("stage/deck_file.html", context).encode()


def _drawn(
    script: Sequence[Mapping[str, Any]], *, cursor: int = 0, display: str = "step", is_rehearsal: bool
) -> SafeString:
    shown = shown_of(script, cursor=cursor, display=display, version=0, is_rehearsal=is_rehearsal)
    return SafeString(drawn(shown))


def _inlined(*names: str) -> tuple[SafeString, SafeString]:
    """Files of ours as one, and the digest by which the page's policy lets it in."""
    text = BETWEEN_FILES.sub("", "\n".join((STATIC / name).read_text("utf-8") for name in names))
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return SafeString(text), SafeString(f"'sha256-{digest}'")


def _json(value: object) -> SafeString:
    text = json.dumps(value, ensure_ascii=False)
    return SafeString("".join(GUARDED.get(letter, letter) for letter in text))
