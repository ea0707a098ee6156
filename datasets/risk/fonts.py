"""Finds typefaces for papers in Latin and Arabic letters among those that Debian installs."""

from dataclasses import dataclass
from pathlib import Path

from datasets.rules import DataRefusal

PLACE = Path("/usr/share/fonts/truetype")


class FontsMissing(DataRefusal):
    """No typeface for Arabic and Latin letters is installed."""

    code = "fonts_missing"


@dataclass(frozen=True)
class Faces:
    """Files of a Latin and of an Arabic typeface, each regular and bold, and the Debian package that brings them."""

    package: str
    latin: Path
    latin_bold: Path
    arabic: Path
    arabic_bold: Path

    @property
    def is_there(self) -> bool:
        return all(path.is_file() for path in (self.latin, self.latin_bold, self.arabic, self.arabic_bold))


def known_faces(place: Path = PLACE) -> tuple[Faces, ...]:
    """The best first."""
    noto, dejavu = place / "noto", place / "dejavu"
    return (
        Faces(
            package="fonts-noto-core",
            latin=noto / "NotoSans-Regular.ttf",
            latin_bold=noto / "NotoSans-Bold.ttf",
            arabic=noto / "NotoNaskhArabic-Regular.ttf",
            arabic_bold=noto / "NotoNaskhArabic-Bold.ttf",
        ),
        Faces(
            package="fonts-dejavu-core",
            latin=dejavu / "DejaVuSans.ttf",
            latin_bold=dejavu / "DejaVuSans-Bold.ttf",
            arabic=dejavu / "DejaVuSans.ttf",
            arabic_bold=dejavu / "DejaVuSans-Bold.ttf",
        ),
    )


def find_faces(place: Path = PLACE) -> Faces:
    """The best that is installed. Raises FontsMissing, which names the packages."""
    faces = known_faces(place)
    found = next((each for each in faces if each.is_there), None)
    if found is None:
        packages = " or ".join(each.package for each in reversed(faces))
        raise FontsMissing(f"No typeface for Arabic letters is installed: install the Debian package {packages}.")
    return found
