"""The rulebook of the vault: what it takes, under which name, until which day, and how an upload goes on."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from datasets.rules import DataRefusal

MEBIBYTE = 1 << 20
GIBIBYTE = 1 << 30
ZONE = ZoneInfo("Africa/Casablanca")
"""A day of the vault is a day of the ports."""
KEPT_DAYS = 90
LONGEST_DAYS = 5 * 366
UNFINISHED_DAYS = 7
ROOM_LEFT = GIBIBYTE
"""What an upload must leave free on the disk: the reading writes a table beside the file."""
SIGN_OF_LIFE = timedelta(minutes=5)
READING_ATTEMPTS = 3
VISIT = timedelta(minutes=10)
"""Who opens a page again within it is still there."""
NAME_LENGTH = 50
FILE_NAME_LENGTH = 255
ACTOR_LENGTH = 120
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


class Deed(StrEnum):
    """What somebody, or the site itself, did to an extract. USED is written by the builds."""

    CREATED = "created"
    RECEIVED = "received"
    READ = "read"
    REFUSED = "refused"
    OPENED = "opened"
    USED = "used"
    DATE_CHANGED = "date_changed"
    DELETION_ASKED = "deletion_asked"
    DESTROYED = "destroyed"


def gettext_noop(message: str) -> str:
    """Marks a message id for the catalogues without translating it: rules know no Django, `wording` translates."""
    return message


class VaultRefusal(DataRefusal):
    """The vault says no.

    `message` says what is wrong and `hint` what to do: message ids in English, with `%(name)s` places filled from
    `details`. `field` names the input at fault, `status` is the HTTP answer the doors give.
    """

    code = "vault_refused"
    message = gettext_noop("This is not possible.")
    hint = ""
    field: str | None = None
    status = 422

    def __init__(self, **details: object) -> None:
        self.details: Mapping[str, object] = details
        super().__init__(self.message % details if details else self.message)


class NameUnfit(VaultRefusal):
    code = "name_unfit"
    message = gettext_noop("This name cannot be used.")
    hint = gettext_noop("Use small letters without accents, digits and hyphens, such as gate-transactions-2025.")
    field = "name"


class NameTaken(VaultRefusal):
    """Details: name."""

    code = "name_taken"
    message = gettext_noop("The name “%(name)s” is taken, perhaps by an extract that was destroyed.")
    hint = gettext_noop("Choose another: recipes find their extract by its name, so each is used once.")
    field = "name"
    status = 409


class UploadUnfinished(VaultRefusal):
    """Details: name."""

    code = "upload_unfinished"
    message = gettext_noop("An upload under the name “%(name)s” has begun and is not finished.")
    hint = gettext_noop("Choose the same file in the same browser to go on, or drop the unfinished one on its page.")
    field = "name"
    status = 409


class FileNameMissing(VaultRefusal):
    code = "file_missing"
    message = gettext_noop("No file was chosen.")
    hint = gettext_noop("Choose the file to be kept.")
    field = "file"


class ExtractEmpty(VaultRefusal):
    code = "file_empty"
    message = gettext_noop("The file is empty.")
    hint = gettext_noop("Choose the file again; its size must be more than 0 bytes.")
    field = "file"


class ExtractTooLarge(VaultRefusal):
    """Details: limit in GiB."""

    code = "file_too_large"
    message = gettext_noop("The file is too large: the vault takes at most %(limit)s GiB.")
    hint = gettext_noop("Split it, by month for example, or ask the operator to raise SMARTPORT_VAULT_MAX_GB.")
    field = "file"
    status = 413


class VaultFull(VaultRefusal):
    code = "vault_full"
    message = gettext_noop("There is not enough room left on the disk of the vault.")
    hint = gettext_noop("Delete extracts that are no longer needed, or ask the operator for room; then go on.")
    field = "file"
    status = 507


class DayUnfit(VaultRefusal):
    """Details: years."""

    code = "day_unfit"
    message = gettext_noop("The day of deletion must be today or later, and within %(years)s years.")
    hint = gettext_noop("Raw data are kept as long as they are worked with, and no longer.")
    field = "delete_after"


class NotUploading(VaultRefusal):
    code = "not_uploading"
    message = gettext_noop("This upload is over.")
    hint = gettext_noop("Look at the page of the extract.")
    status = 410


class WrongOffset(VaultRefusal):
    """Details: received in bytes."""

    code = "wrong_offset"
    message = gettext_noop("The upload stands at another place: byte %(received)s.")
    hint = gettext_noop("Ask for the place with HEAD and go on from there.")
    status = 409


class TooManyBytes(VaultRefusal):
    code = "too_many_bytes"
    message = gettext_noop("More bytes came than were announced.")
    hint = gettext_noop("The file has changed since the upload began: upload it again.")
    status = 413


class ExtractGone(VaultRefusal):
    code = "extract_gone"
    message = gettext_noop("This extract is deleted.")
    hint = gettext_noop("Only its journal is left.")
    status = 410


class NotTyped(VaultRefusal):
    code = "not_typed"
    message = gettext_noop("The name does not match.")
    hint = gettext_noop("Type the name exactly as it is shown; nothing was deleted.")
    field = "typed"


def require_name(name: str) -> None:
    """A slug of at most 50 characters. Raises NameUnfit."""
    if len(name) > NAME_LENGTH or not _NAME.fullmatch(name):
        raise NameUnfit


def name_from(file_name: str, *, taken: Collection[str] = ()) -> str:
    """A name made of a file's: `Port calls (2025).csv` gives `port-calls-2025`, or that with a number behind it."""
    stem = file_name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].partition(".")[0]
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall(r"[a-z0-9]+", plain))[: NAME_LENGTH - 4].strip("-") or "extract"
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return next(free for free in (name, *numbered) if free not in taken)


def clean_file_name(file_name: str) -> str:
    """The last part of a path without control characters; its end is kept, for the suffix says what it is."""
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()[-FILE_NAME_LENGTH:]


def require_size(size: int, *, largest: int) -> None:
    """Bytes. Raises ExtractEmpty or ExtractTooLarge."""
    if size <= 0:
        raise ExtractEmpty
    if size > largest:
        raise ExtractTooLarge(limit=largest // GIBIBYTE)


def require_room(size: int, *, free: int) -> None:
    """Bytes that are still to come, and that are free on the disk. Raises VaultFull."""
    if size + ROOM_LEFT > free:
        raise VaultFull


def require_day(delete_after: date, *, today: date) -> None:
    """Raises DayUnfit."""
    if not today <= delete_after <= today + timedelta(days=LONGEST_DAYS):
        raise DayUnfit(years=LONGEST_DAYS // 366)


def require_place(offset: int, *, received: int) -> None:
    """A chunk begins where the last one ended. Raises WrongOffset."""
    if offset != received:
        raise WrongOffset(received=received)


def require_fit(offset: int, *, length: int, size: int) -> None:
    """A chunk ends within what was announced. Raises TooManyBytes."""
    if offset + length > size:
        raise TooManyBytes


def require_typed(typed: str, *, name: str) -> None:
    """Who deletes has typed the name. Raises NotTyped."""
    if typed.strip() != name:
        raise NotTyped


def day_of(moment: datetime) -> date:
    """The day of the ports at this moment."""
    return moment.astimezone(ZONE).date()


def days_left(delete_after: date, *, now: datetime) -> int:
    """0 on its last day; negative from the day on which it is destroyed."""
    return (delete_after - day_of(now)).days


def freed_name(name: str, *, mark: str) -> str:
    """What an extract that was never read is called when it goes, so that its name is free again."""
    return f"{name[: NAME_LENGTH - len(mark) - 1]}-{mark}"
