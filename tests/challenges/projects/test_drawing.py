"""Whatever strangers send becomes a clean picture or a named refusal."""

import io
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageCms

from challenges.projects.drawing import redraw
from challenges.projects.rules import (
    LONGEST_EDGE,
    PictureDamaged,
    PictureEmpty,
    PictureFormatUnknown,
    PictureTooLarge,
    PictureTooManyPixels,
)
from tests.factories.projects import picture_bytes

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ORIENTATION, GPS = 0x0112, 0x8825


def drawn(content: bytes, *, name: str = "p.png") -> Image.Image:
    """The kept picture, decoded again."""
    drawing = redraw(ContentFile(content, name=name))
    kept = Image.open(io.BytesIO(drawing.content))
    assert (kept.format, kept.size) == ("WEBP", (drawing.width, drawing.height))
    kept.load()
    return kept


def png_head(width: int, height: int) -> bytes:
    """A PNG that says it is so large, with hardly any data."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def several(encoding: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "lime", "blue")]
    out = io.BytesIO()
    frames[0].save(out, encoding, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["PNG", "JPEG", "WEBP"])
def test_picture_is_drawn_anew(encoding):
    kept = drawn(picture_bytes((64, 48), encoding=encoding))
    assert (kept.size, kept.mode) == ((64, 48), "RGB")


def test_large_picture_is_made_smaller_in_proportion():
    assert drawn(picture_bytes((4000, 1000), encoding="JPEG")).size == (LONGEST_EDGE, LONGEST_EDGE // 4)


def test_picture_that_is_one_line_keeps_a_line():
    assert drawn(picture_bytes((5000, 1))).size == (LONGEST_EDGE, 1)


def test_what_can_be_seen_through_stays_so():
    kept = drawn(picture_bytes(mode="RGBA", colour=(255, 0, 0, 0)))
    assert (kept.mode, kept.getpixel((5, 5))[3]) == ("RGBA", 0)


def test_picture_stands_upright_and_nothing_of_where_it_was_taken_is_kept():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (33.0, 35.0, 0.0)}
    exif[0x010F] = "SecretCamera"
    kept = drawn(picture_bytes((60, 20), encoding="JPEG", exif=exif.tobytes(), comment=b"taken at home"))
    assert kept.size == (20, 60)
    assert dict(kept.getexif()) == {}
    assert not {"exif", "xmp", "icc_profile", "comment"} & kept.info.keys()


def test_words_hidden_in_a_picture_are_not_kept():
    hidden = b"<?php system($_GET[0]); ?><script>alert(1)</script>"
    polyglot = picture_bytes() + hidden
    assert hidden not in redraw(ContentFile(polyglot)).content


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_other_colours_become_screen_colours(mode):
    assert drawn(picture_bytes(encoding="JPEG", mode=mode, colour=0)).mode == "RGB"


@pytest.mark.parametrize(("mode", "colour", "grey"), [("I;16", 65535, 255), ("I;16", 0, 0), ("1", 1, 255), ("P", 0, 0)])
def test_deep_and_shallow_greys_are_shown(mode, colour, grey):
    red, _, blue = drawn(picture_bytes(mode=mode, colour=colour)).getpixel((3, 3))
    assert abs(red - grey) < 4
    assert abs(blue - grey) < 4


def test_colour_profile_is_applied_and_a_broken_one_dropped():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for told in (profile, b"no profile at all"):
        kept = drawn(picture_bytes(encoding="JPEG", icc_profile=told, quality=95))
        assert abs(kept.getpixel((9, 9))[1] - 128) < 6


@pytest.mark.parametrize("encoding", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_is_kept(encoding):
    kept = drawn(several(encoding))
    assert getattr(kept, "n_frames", 1) == 1
    assert kept.convert("RGB").getpixel((5, 5))[0] > 200


@pytest.mark.parametrize("name", ["picture.svg", "picture.exe", "", "picture.gif"])
def test_name_says_nothing(name):
    assert drawn(picture_bytes(), name=name).size == (64, 48)


REFUSED = {
    "nothing": (b"", PictureEmpty),
    "svg": (SVG, PictureFormatUnknown),
    "svg named png": (b"<?xml version='1.0'?>" + SVG, PictureFormatUnknown),
    "gif": (several("GIF"), PictureFormatUnknown),
    "bmp": (picture_bytes(encoding="BMP"), PictureFormatUnknown),
    "tiff": (picture_bytes(encoding="TIFF"), PictureFormatUnknown),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", PictureFormatUnknown),
    "html": (b"<!doctype html><script>alert(1)</script>", PictureFormatUnknown),
    "zip": (b"PK\x03\x04" + b"\x00" * 60, PictureFormatUnknown),
    "noise": (bytes(range(256)) * 4, PictureFormatUnknown),
    "a line of jpeg": (b"\xff\xd8\xff\xe0", PictureFormatUnknown),
    "short png": (picture_bytes((900, 900), colour="red")[:-600], PictureDamaged),
    "short jpeg": (picture_bytes((900, 900), encoding="JPEG")[:3000], PictureDamaged),
    "short webp": (picture_bytes((900, 900), encoding="WEBP")[:-40], PictureDamaged),
    "png of little": (png_head(3000, 3000), PictureDamaged),
    "bomb": (png_head(50_000, 50_000), PictureTooManyPixels),
    "larger bomb": (png_head(2_000_000_000, 2), PictureTooManyPixels),
    "rather large": (png_head(9000, 6000), PictureTooManyPixels),
    "too many bytes": (b"\x89PNG" + b"\x00" * (10 << 20), PictureTooLarge),
}


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_picture_is_refused_by_name(case):
    content, refusal = REFUSED[case]
    with pytest.raises(refusal):
        redraw(ContentFile(content, name="holiday.png"))


def test_damage_anywhere_never_breaks_the_door():
    """Every eighth byte of three sound pictures turned over, one at a time."""
    for encoding in ("PNG", "JPEG", "WEBP"):
        sound = picture_bytes((40, 30), encoding=encoding)
        for place in range(0, len(sound), 8):
            broken = bytearray(sound)
            broken[place] ^= 0xFF
            try:
                redraw(ContentFile(bytes(broken)))
            except (PictureDamaged, PictureFormatUnknown, PictureTooManyPixels):
                continue
