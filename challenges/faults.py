"""What is wrong with an entry, in the reader's language: the evaluator speaks English codes, people read sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Protocol

from django.utils.translation import gettext, gettext_noop

from challenges.errors import Refusal
from challenges.submissions.rules import ArchiveUnacceptable, PredictionsUnacceptable
from challenges.wording import Said, say

SENTENCES: Mapping[str, str] = {
    "not_utf8": gettext_noop("The file is not UTF-8 text: save it as CSV in UTF-8."),
    "empty_file": gettext_noop("The file is empty: write a header line, then one line for each id."),
    "not_csv": gettext_noop(
        "This cannot be read as CSV: separate cells with commas, close every quote, write decimals with a point."
    ),
    "header_missing_column": gettext_noop("This column is missing. The header is: %(header)s"),
    "header_duplicate_column": gettext_noop("This column appears twice. The header is: %(header)s"),
    "header_unknown_column": gettext_noop("This column is not expected. The header is: %(header)s"),
    "not_a_number": gettext_noop("This is not a number: write digits and a decimal point, such as 12.5."),
    "not_finite": gettext_noop("Write a finite number: neither NaN nor infinity."),
    "missing_ids": gettext_noop("%(value)s expected ids have no row: write one row for each."),
    "unknown_id": gettext_noop("This id is not expected: use the ids of the sample submission, letter for letter."),
    "duplicate_id": gettext_noop("This id already has a row: keep one row for each id."),
    "too_many_columns_in_row": gettext_noop("This row has more cells than the header: write decimals with a point."),
    "too_few_columns_in_row": gettext_noop("This row has fewer cells than the header."),
    "too_large": gettext_noop("The file is larger than what is read here."),
}

ARCHIVES: Mapping[str, str] = {
    "unsafe_path": gettext_noop("a path in it leads out of the archive."),
    "too_large": gettext_noop("it is too large, as it is or once unpacked."),
    "too_many_files": gettext_noop("it holds too many files."),
    "links_not_allowed": gettext_noop("it holds a link; put the file itself."),
    "special_file": gettext_noop("it holds something that is neither a file nor a folder."),
    "bad_name": gettext_noop("a file in it has a name that cannot be used."),
    "encrypted": gettext_noop("it is encrypted; make it again without a password."),
    "not_a_zip": gettext_noop("this is not a zip, or it is damaged."),
    "duplicate_name": gettext_noop("two files in it have the same name."),
    "empty": gettext_noop("there is no file in it."),
}


class FaultLike(Protocol):
    """A fault of the door's check, or of a report."""

    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def row(self) -> int | None: ...
    @property
    def column(self) -> str | None: ...
    @property
    def value(self) -> str | None: ...


@dataclass(frozen=True)
class Line:
    """One fault as the page lists it."""

    row: int | None
    column: str | None
    value: str | None
    sentence: str


@dataclass(frozen=True)
class Listed:
    """The faults kept, and how many more there were."""

    lines: tuple[Line, ...] = ()
    total: int = 0

    @property
    def unlisted(self) -> int:
        return max(0, self.total - len(self.lines))


def listed(refusal: Refusal | None, *, header: Sequence[str]) -> Listed:
    """The faults of a refused predictions file; none for other refusals."""
    if not isinstance(refusal, PredictionsUnacceptable):
        return Listed()
    return list_faults(refusal.faults, total=int(str(refusal.details["total"])), header=header)


def list_faults(faults: Sequence[FaultLike], *, total: int, header: Sequence[str]) -> Listed:
    """Every fault with its sentence; an unknown code (a challenge's own scorer) speaks for itself."""
    lines = [Line(fault.row, fault.column, _value(fault), sentence_of(fault, header=header)) for fault in faults]
    return Listed(tuple(lines), total)


def said_of(refusal: Refusal, *, zone: tzinfo) -> Said:
    """The refusal in words; what is wrong with an archive is said by its code."""
    if isinstance(refusal, ArchiveUnacceptable):
        reason = ARCHIVES.get(str(refusal.details["reason"]))
        if reason:
            message = gettext(refusal.message) % {"text": gettext(reason)}
            return Said(message, gettext(refusal.hint))
    return say(refusal, zone=zone)


def _value(fault: FaultLike) -> str | None:
    return None if fault.code == "missing_ids" else fault.value


def sentence_of(fault: FaultLike, *, header: Sequence[str]) -> str:
    """What is wrong, without row, column and value, which stand beside it."""
    known = SENTENCES.get(fault.code)
    return gettext(known) % {"header": ",".join(header), "value": fault.value} if known else fault.message
