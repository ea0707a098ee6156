"""Draws a logo anew, small enough that a page with many of them stays light."""

import io
from typing import Any

from django.core.files import File
from PIL import Image

from challenges.partners.rules import BOX, LARGEST_LOGO, LONGEST_EDGE, SVG_HEAD, require_no_svg
from challenges.projects.drawing import Drawing, redraw

QUALITIES = (90, 75, 60, 45, 30)


def draw_logo(file: "File[Any]") -> Drawing:
    """A WebP that fits into BOX and has at most LARGEST_LOGO bytes. Raises LogoIsSvg and what redraw raises."""
    file.seek(0)
    require_no_svg(file.read(SVG_HEAD))
    return _light(redraw(file, longest=LONGEST_EDGE))


def _light(drawing: Drawing) -> Drawing:
    """Of ever lower quality, then of ever smaller size."""
    picture = Image.open(io.BytesIO(drawing.content), formats=("WEBP",))
    picture.load()
    width, height = BOX
    while True:
        small = picture.copy()
        small.thumbnail((width, height), Image.Resampling.LANCZOS)
        for quality in QUALITIES:
            out = io.BytesIO()
            small.save(out, "WEBP", quality=quality, alpha_quality=quality, method=6)
            if len(out.getvalue()) <= LARGEST_LOGO:
                return Drawing(out.getvalue(), small.width, small.height)
        width, height = width * 3 // 4, height * 3 // 4
