"""What a team may say and show on its project page, and until when."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from urllib.parse import urlsplit

from challenges.errors import Refusal, gettext_noop
from challenges.folding import can_stand

TITLE_LENGTH = 120
PITCH_LENGTH = 8_000
LINK_LENGTH = 300
CAPTION_LENGTH = 200
MOST_PICTURES = 6
MEBIBYTE = 1 << 20
LARGEST_PICTURE = 10 * MEBIBYTE
MOST_MEGAPIXELS = 40
LONGEST_EDGE = 1600
NEW = "new"  # the version of a text that is not there yet
LINKS = ("video", "repository", "demo")
# Joiners and direction marks that Arabic and emoji need; embeddings and overrides could turn a page around.
NEEDED_MARKS = frozenset("\u200c\u200d\u200e\u200f")


class ProjectOver(Refusal):
    """Details: closed_at."""

    code = "project_over"
    message = gettext_noop("This edition is over since %(closed_at)s; project pages no longer change.")
    status = 403


class ProjectTitleMissing(Refusal):
    """Details: limit."""

    code = "project_title_missing"
    message = gettext_noop("A project needs a title of 1 to %(limit)s letters.")
    field = "title"
    status = 422


class PitchTooLong(Refusal):
    """Details: limit, length."""

    code = "pitch_too_long"
    message = gettext_noop("The pitch has %(length)s characters; at most %(limit)s are kept.")
    hint = gettext_noop("The jury has a few minutes: put the rest into your repository and link it.")
    field = "pitch"
    status = 422


class LinkUnusable(Refusal):
    code = "link_unusable"
    message = gettext_noop("This is not an address that can be shown.")
    hint = gettext_noop(
        "Write the whole address as the browser shows it, beginning with https:// and without a password."
    )
    status = 422

    def __init__(self, *, field: str) -> None:
        self.field = field
        super().__init__()


class ProjectChangedMeanwhile(Refusal):
    """Details: changed_at, by."""

    code = "project_changed_meanwhile"
    message = gettext_noop("%(by)s changed this page meanwhile, on %(changed_at)s.")
    hint = gettext_noop("Compare with what is there now, then save again: that replaces it.")


class NotOfThisTeam(Refusal):
    code = "not_of_this_team"
    message = gettext_noop("Only the members of the team may change its project page.")
    status = 403


class NoProjectYet(Refusal):
    code = "no_project_yet"
    message = gettext_noop("Your team has no project page for this challenge yet.")
    hint = gettext_noop("Give it a title first; then add pictures.")


class TooManyPictures(Refusal):
    """Details: limit."""

    code = "too_many_pictures"
    message = gettext_noop("A project page shows at most %(limit)s pictures.")
    hint = gettext_noop("Delete one first.")


class PictureEmpty(Refusal):
    code = "picture_empty"
    message = gettext_noop("There is no picture in this file.")
    hint = gettext_noop("Choose a JPEG, PNG or WebP picture.")
    field = "file"
    status = 422


class PictureTooLarge(Refusal):
    """Details: limit (in MiB)."""

    code = "picture_too_large"
    message = gettext_noop("The picture is too large: at most %(limit)s MiB are accepted.")
    hint = gettext_noop("Make it smaller; more than 1600 points on its longer edge are not kept anyway.")
    field = "file"
    status = 413


class PictureTooManyPixels(Refusal):
    """Details: limit (in megapixels)."""

    code = "picture_too_many_pixels"
    message = gettext_noop("The picture has more than %(limit)s million points.")
    hint = gettext_noop("Make it smaller; more than 1600 points on its longer edge are not kept anyway.")
    field = "file"
    status = 422


class PictureFormatUnknown(Refusal):
    code = "picture_format_unknown"
    message = gettext_noop("This is not a JPEG, PNG or WebP picture, whatever its name says.")
    hint = gettext_noop("Save it as one of these, and add it again.")
    field = "file"
    status = 422


class PictureDamaged(Refusal):
    code = "picture_damaged"
    message = gettext_noop("This picture is damaged or not complete.")
    hint = gettext_noop("Open it, save it anew, and add it again.")
    field = "file"
    status = 422


@dataclass(frozen=True)
class Text:
    """What a team says: the pitch is Markdown, the links are https addresses or empty."""

    title: str
    pitch: str = ""
    video: str = ""
    repository: str = ""
    demo: str = ""
    is_public: bool = False


def require_project_open(closes_at: datetime, *, now: datetime) -> None:
    """Project pages change until the last instant of the edition: the jury reads what is there then. Raises
    ProjectOver."""
    if now > closes_at:
        raise ProjectOver(closed_at=closes_at)


def require_text(text: Text) -> Text:
    """The same, tidied. Raises ProjectTitleMissing, PitchTooLong, LinkUnusable."""
    title = plain_line(text.title, longest=TITLE_LENGTH + 1)
    if not 1 <= len(title) <= TITLE_LENGTH:
        raise ProjectTitleMissing(limit=TITLE_LENGTH)
    pitch = plain_text(text.pitch)
    if len(pitch) > PITCH_LENGTH:
        raise PitchTooLong(length=len(pitch), limit=PITCH_LENGTH)
    links = {name: require_link(getattr(text, name), field=name) for name in LINKS}
    return Text(title=title, pitch=pitch, is_public=text.is_public, **links)


def require_link(address: str, *, field: str) -> str:
    """An https address of a named host, without credentials; empty for none. Nothing is ever fetched from it."""
    tidied = address.strip()
    if not tidied:
        return ""
    if len(tidied) > LINK_LENGTH or not all(letter.isprintable() and not letter.isspace() for letter in tidied):
        raise LinkUnusable(field=field)
    try:
        parts = urlsplit(tidied)
        host, has_port = parts.hostname or "", parts.port is not None
        host.encode("idna")
    except ValueError as error:
        raise LinkUnusable(field=field) from error
    is_named = "." in host.strip(".") and not host.rsplit(".", 1)[-1].isdecimal() and ":" not in host
    if parts.scheme != "https" or not is_named or "@" in parts.netloc or (has_port and parts.port == 0):
        raise LinkUnusable(field=field)
    return tidied


def host_of(address: str) -> str:
    """Where a link leads, to be read before it is followed; empty for none."""
    return urlsplit(address).hostname or "" if address else ""


def require_room_for_picture(pictures: int) -> None:
    """Raises TooManyPictures."""
    if pictures >= MOST_PICTURES:
        raise TooManyPictures(limit=MOST_PICTURES)


def require_picture_size(size: int) -> None:
    """Raises PictureEmpty or PictureTooLarge."""
    if size < 1:
        raise PictureEmpty
    if size > LARGEST_PICTURE:
        raise PictureTooLarge(limit=LARGEST_PICTURE // MEBIBYTE)


def require_pixels(width: int, height: int) -> None:
    """Raises PictureTooManyPixels."""
    if width * height > MOST_MEGAPIXELS * 1_000_000:
        raise PictureTooManyPixels(limit=MOST_MEGAPIXELS)


def version_of(text: Text) -> str:
    """Changes with every word; pictures aside."""
    return hashlib.sha256(json.dumps(asdict(text)).encode()).hexdigest()[:16]


def require_current(text: Text, *, seen: str, changed_at: datetime, by: str) -> None:
    """Nobody's words are lost because two wrote at once: what is kept is still the version that was read, where that is
    known. Raises ProjectChangedMeanwhile."""
    if seen and seen != version_of(text):
        raise ProjectChangedMeanwhile(changed_at=changed_at, by=by)


def plain_line(text: str, *, longest: int) -> str:
    """Printable, on one line, bounded; words that a no-break space keeps together stay together."""
    words = "".join(letter if _may_stand(letter) else " " for letter in text).split(" ")
    return " ".join(word for word in (each.strip() for each in words) if word)[:longest]


def plain_text(text: str) -> str:
    """Printable, with its lines, without spaces at their ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(letter for letter in line if _may_stand(letter) or letter == "\t").rstrip() for line in lines)
    return "\n".join(kept).strip("\n")


def moved(order: Sequence[str], *, name: str, up: bool) -> list[str]:
    """The same names with this one a place further up or down; as they were where there is no further."""
    names = list(order)
    place = names.index(name)
    other = place - 1 if up else place + 1
    if 0 <= other < len(names):
        names[place], names[other] = names[other], names[place]
    return names


def _may_stand(letter: str) -> bool:
    return can_stand(letter) or letter in NEEDED_MARKS
