"""What is wrong with an entry, in the reader's language: the evaluator speaks English codes, people read sentences."""

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Protocol

from django.utils.translation import gettext, gettext_noop, ngettext

from challenges.errors import Refusal
from challenges.submissions.rules import ArchiveUnacceptable, PredictionsUnacceptable
from challenges.wording import Said, say
from evaluator.report import Outcome, Report
from evaluator.scorekit.faults import escaped

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
    "out_of_range": gettext_noop("Write a number between -1e15 and 1e15."),
    "outside_bounds": gettext_noop("This number is outside the bounds of its column: %(allowed)s"),
    "not_a_label": gettext_noop("This is none of the labels of its column: %(allowed)s"),
    "sum_is_not_one": gettext_noop("The probabilities of a row must add up to 1; here they make %(value)s."),
    "nul_byte": gettext_noop(
        "This row holds a NUL byte, which no text has: the file is damaged, or it is no CSV. Save the table again as "
        "CSV in UTF-8."
    ),
    "missing_ids": gettext_noop("Expected ids without a row: %(value)s. Write one row for each."),
    "unknown_id": gettext_noop("This id is not expected: use the ids of the sample submission, letter for letter."),
    "duplicate_id": gettext_noop("This id already has a row: keep one row for each id."),
    "too_many_columns_in_row": gettext_noop("This row has more cells than the header: write decimals with a point."),
    "too_few_columns_in_row": gettext_noop("This row has fewer cells than the header."),
    "too_large": gettext_noop("The file is larger than what is read here."),
    "not_a_regular_file": gettext_noop(
        "Under the name of the predictions file stands something else: write a plain file."
    ),
}

MISSING_NAMED = gettext_noop("Expected ids without a row: %(value)s. Write one row for each: %(allowed)s")
REFUSED_UNSAID = gettext_noop("The scorer refuses this. In this phase it is not shown what the program wrote here.")

RUNS: Mapping[str, str] = {
    "no_entry_point": gettext_noop("The archive has main.py neither at its root nor in its only folder."),
    "crashed": gettext_noop("The program ended with exit code %(exit_code)s."),
    "time_limit": gettext_noop(
        "The program needed more than %(cpu_seconds)s s of processor time, or %(wall_seconds)s s altogether."
    ),
    "memory_limit": gettext_noop("The program needed more than %(memory_mb)s MiB of memory."),
    "output_limit": gettext_noop("The program wrote more than %(output_mb)s MiB, or more than %(output_files)s files."),
    "log_limit": gettext_noop("The program printed more than %(log_kb)s KiB."),
    "no_predictions": gettext_noop("The program did not write the file %(file)s."),
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
    "no_entry_point": gettext_noop("it has main.py neither at its root nor in its only folder."),
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


def of_report(report: Report, *, manifest: Mapping[str, Any], quotes: bool) -> Listed:
    """What a report says is wrong, each with its sentence, by what the bundle asked for. Without `quotes` nothing that
    the entry wrote is repeated: a cell of its predictions could hold what a print may not say.
    """
    lines = tuple(_line(fault, report, manifest) for fault in report.faults)
    if not quotes and report.outcome == Outcome.PREDICTIONS_REFUSED:
        lines = tuple(_without_quotes(line, fault, manifest) for line, fault in zip(lines, report.faults, strict=True))
    return Listed(lines, report.fault_count)


def said_of(refusal: Refusal, *, zone: tzinfo) -> Said:
    """The refusal in words; what is wrong with an archive is said by its code."""
    if isinstance(refusal, ArchiveUnacceptable):
        sentence = archive_sentence(str(refusal.details["reason"]))
        if sentence:
            return Said(sentence, gettext(refusal.hint))
    if isinstance(refusal, PredictionsUnacceptable):
        return Said(_counted(int(str(refusal.details["total"]))), gettext(refusal.hint))
    return say(refusal, zone=zone)


def _counted(total: int) -> str:
    said = ngettext(
        "The predictions file has %(total)s fault; none of it was counted.",
        "The predictions file has %(total)s faults; none of it was counted.",
        total,
    )
    return said % {"total": total}


def archive_sentence(code: str) -> str | None:
    """None for a code that is none of the archive's."""
    reason = ARCHIVES.get(code)
    return gettext(ArchiveUnacceptable.message) % {"text": gettext(reason)} if reason else None


def member_at_fault(text: str) -> str | None:
    """The name at the end of an archive's English sentence (there in ASCII and quotes), fit to be shown; or None."""
    quoted = re.search(r""": ('.*'|".*")$""", text)
    try:
        return escaped(ast.literal_eval(quoted[1])) if quoted else None
    except (SyntaxError, ValueError):
        return None


def sentence_of(fault: FaultLike, *, header: Sequence[str]) -> str:
    """What is wrong, without row, column and value, which stand beside it."""
    known = SENTENCES.get(fault.code)
    if not known:
        return fault.message
    if fault.code == "missing_ids" and ": " in fault.message:  # an older report named one only
        known = MISSING_NAMED
    return gettext(known) % {"header": ",".join(header), "value": fault.value, "allowed": _allowed(fault.message)}


def _allowed(text: str) -> str:
    """The bounds, the labels or the ids at the end of an English sentence, in their own direction of writing."""
    found = text.partition(": ")[2]
    return f"\u2068{found}\u2069" if found else "…"


def _value(fault: FaultLike) -> str | None:
    return None if fault.code == "missing_ids" else fault.value


def _line(fault: FaultLike, report: Report, manifest: Mapping[str, Any]) -> Line:
    """The same code means something else in an archive, in a run and in a table: the outcome says which it is."""
    if report.outcome == Outcome.PREDICTIONS_REFUSED:
        header = (manifest["predictions"]["id"], *manifest["predictions"]["columns"])
        return Line(fault.row, fault.column, _value(fault), sentence_of(fault, header=header))
    if report.outcome == Outcome.ARCHIVE_REFUSED:
        return Line(None, None, member_at_fault(fault.message), archive_sentence(fault.code) or fault.message)
    known = RUNS.get(fault.code)
    sentence = gettext(known) % _figures(report, manifest) if known else fault.message
    return Line(fault.row, fault.column, fault.value, sentence)


def _without_quotes(line: Line, fault: FaultLike, manifest: Mapping[str, Any]) -> Line:
    """The row, a column that was asked for, and a sentence of ours; a scorer's own may quote."""
    asked = {manifest["predictions"]["id"], *manifest["predictions"]["columns"]}
    known = SENTENCES.get(fault.code, "%(value)s")
    is_quoting = "%(value)s" in known and not str(fault.value).isdecimal()  # a count is no quotation
    sentence = gettext(REFUSED_UNSAID) if is_quoting else line.sentence
    if fault.code == "missing_ids" and not is_quoting:  # the ids of hidden inputs are hidden
        sentence = gettext(known) % {"value": fault.value}
    return Line(line.row, line.column if line.column in asked else None, None, sentence)


def _figures(report: Report, manifest: Mapping[str, Any]) -> dict[str, object]:
    """What the sentences of RUNS name: the limits, the file asked for, the exit code."""
    limits = {name: f"{limit:g}" if isinstance(limit, float) else limit for name, limit in manifest["solution"].items()}
    return {**limits, "file": manifest["predictions"]["file"], "exit_code": report.exit_code}
