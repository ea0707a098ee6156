"""A logo becomes a small clean picture, or is refused by name."""

import io
import os

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from challenges.partners.logos import draw_logo
from challenges.partners.rules import BOX, LARGEST_LOGO, LogoIsSvg
from challenges.projects.rules import PictureDamaged, PictureEmpty, PictureFormatUnknown
from tests.factories.projects import picture_bytes

SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def drawn(content: bytes) -> Image.Image:
    drawing = draw_logo(ContentFile(content, name="logo.png"))
    assert len(drawing.content) <= LARGEST_LOGO
    kept = Image.open(io.BytesIO(drawing.content))
    assert (kept.format, kept.size) == ("WEBP", (drawing.width, drawing.height))
    return kept


@pytest.mark.parametrize("encoding", ["PNG", "JPEG", "WEBP"])
def test_logo_is_drawn_anew(encoding):
    assert drawn(picture_bytes((64, 48), encoding=encoding)).size == (64, 48)


def test_logo_keeps_what_can_be_seen_through():
    assert drawn(picture_bytes((64, 48), mode="RGBA", colour=(9, 80, 120, 40))).mode == "RGBA"


def test_large_logo_fits_the_box():
    assert drawn(picture_bytes((4000, 800))).size == (BOX[0], BOX[0] // 5)


def test_noise_is_made_lighter_until_it_is_light():
    noise = Image.frombytes("RGBA", (640, 256), os.urandom(640 * 256 * 4))
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert drawn(out.getvalue()).width < BOX[0]


@pytest.mark.parametrize("content", [SVG.encode(), SVG.encode("utf-16"), b"\xef\xbb\xbf" + SVG.upper().encode()])
def test_svg_is_refused_by_name(content):
    with pytest.raises(LogoIsSvg):
        draw_logo(ContentFile(content, name="logo.svg"))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", PictureEmpty),
        (b"<html>" * 20, PictureFormatUnknown),
        (b"GIF89a" + bytes(60), PictureFormatUnknown),
        (picture_bytes((64, 48))[:60], PictureDamaged),
    ],
)
def test_what_is_no_picture_is_refused(content, refusal):
    with pytest.raises(refusal):
        draw_logo(ContentFile(content, name="logo.png"))
