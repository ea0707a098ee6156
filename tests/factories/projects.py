"""Project pages and pictures: plain bytes as strangers would send them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from challenges.editions.models import Challenge
from challenges.projects.actions import add_picture, write_project
from challenges.projects.models import Project, ProjectPicture
from challenges.projects.rules import Text
from challenges.teams.models import Team
from smartport.accounts.models import User
from tests.factories.editions import NOW


def picture_bytes(
    size: tuple[int, int] = (64, 48),
    *,
    encoding: str = "PNG",
    mode: str = "RGB",
    colour: object = "teal",
    **options: object,
) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, encoding, **options)
    return out.getvalue()


def picture_file(content: bytes | None = None, *, name: str = "quay.png") -> SimpleUploadedFile:
    """What a form sends."""
    return SimpleUploadedFile(name, picture_bytes() if content is None else content)


def make_project(team: Team, challenge: Challenge, *, by: User, **text: object) -> Project:
    """A page that its team does not show, unless told otherwise."""
    given = Text(**{"title": "Calm water", "pitch": "# Idea\n\nLess waiting.", **text})
    return write_project(team, challenge, text=given, by=by, now=NOW)


def make_picture(project: Project, *, by: User, caption: str = "", content: bytes | None = None) -> ProjectPicture:
    """The real action."""
    return add_picture(project, picture_file(content), caption=caption, by=by, now=NOW)
