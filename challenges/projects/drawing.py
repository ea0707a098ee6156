"""Draws an uploaded picture anew: its pixels are kept, nothing else of what strangers sent."""

import io
import warnings
from dataclasses import dataclass
from typing import Any

from django.core.files import File
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from challenges.projects.rules import (
    LONGEST_EDGE,
    MOST_MEGAPIXELS,
    PictureDamaged,
    PictureFormatUnknown,
    PictureTooManyPixels,
    require_picture_size,
    require_pixels,
)

FORMATS = ("JPEG", "PNG", "WEBP")
MEDIA_TYPE = "image/webp"
QUALITY = 85
# What the three readers are known to raise on files that are none or are cut short.
DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, MemoryError)
SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True)
class Drawing:
    """A WebP, upright, in sRGB, without metadata."""

    content: bytes
    width: int
    height: int


def redraw(file: "File[Any]", *, longest: int = LONGEST_EDGE) -> Drawing:
    """The first picture of what was uploaded, whatever its name and declared type say, at most `longest` on its longer
    edge. Raises PictureEmpty, PictureTooLarge, PictureTooManyPixels, PictureFormatUnknown or PictureDamaged."""
    require_picture_size(file.size)
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata, which is dropped; the number of pixels is looked at here
        picture = _opened(io.BytesIO(file.read()))
        require_pixels(*picture.size)
        try:
            return _drawn(picture, longest=longest)
        except Image.DecompressionBombError as error:
            raise PictureTooManyPixels(limit=MOST_MEGAPIXELS) from error
        except DAMAGED as error:
            raise PictureDamaged from error


def _opened(content: io.BytesIO) -> Image.Image:
    """Only the head is read."""
    try:
        return Image.open(content, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise PictureTooManyPixels(limit=MOST_MEGAPIXELS) from error
    except UnidentifiedImageError as error:
        raise PictureFormatUnknown from error
    except DAMAGED as error:
        raise PictureDamaged from error


def _drawn(picture: Image.Image, *, longest: int) -> Drawing:
    picture.draft("RGB", (longest, longest))  # a large JPEG is decoded at a half, a quarter or an eighth
    picture.load()
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    plain = _in_srgb(_in_eight_bits(upright), profile)
    plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=QUALITY, method=4)
    return Drawing(out.getvalue(), clean.width, clean.height)


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """RGB, or RGBA where something can be seen through; CMYK stays for its profile."""
    if picture.mode.startswith(("I", "F")):
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if "A" in picture.mode or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture if picture.mode in {"RGB", "CMYK"} else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as they were meant; a profile that cannot be used is dropped."""
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
            return turned if turned is not None else picture.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return picture.convert("RGB") if picture.mode == "CMYK" else picture
