"""What may be handed in, by whom, and how large."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from challenges.editions.rules import HasTimes, require_open
from challenges.errors import Refusal, gettext_noop
from challenges.folding import can_stand, fold
from evaluator.scorekit import Fault, PredictionsFormat

PREDICTIONS = "predictions"
CODE = "code"
MEBIBYTE = 1 << 20
LARGEST = {PREDICTIONS: 64 * MEBIBYTE, CODE: 50 * MEBIBYTE}
ENDINGS = {".csv": PREDICTIONS, ".zip": CODE}
MESSAGE_LENGTH = 200
FILE_NAME_LENGTH = 120
MOST_TAGS = 5
TAG_LENGTH = 30
TAG_MARKS = str.maketrans({"،": ",", ";": ",", "؛": ",", "\n": ","})


class NotAMember(Refusal):
    code = "not_a_member"
    message = gettext_noop("You do not belong to this team.")
    status = 403


class RulesNotAccepted(Refusal):
    code = "rules_not_accepted"
    message = gettext_noop("You have not accepted the rules of this challenge, or they have changed since.")
    hint = gettext_noop("Read and accept the rules on the page of the challenge, then hand in again.")
    status = 403


class KindNotAccepted(Refusal):
    """Details: kind."""

    code = "kind_not_accepted"
    message = gettext_noop("This challenge does not accept this kind of submission (%(kind)s).")
    hint = gettext_noop("Look at the page of the challenge to see what can be handed in.")
    field = "kind"
    status = 422


class KindUnclear(Refusal):
    code = "kind_unclear"
    message = gettext_noop("The name of the file does not say what it is.")
    hint = gettext_noop("Say whether it is a predictions file or code, or name it .csv or .zip.")
    field = "kind"
    status = 422


class TagsUnusable(Refusal):
    """Details: most, length."""

    code = "tags_unusable"
    message = gettext_noop("These tags cannot be used.")
    hint = gettext_noop("Write at most %(most)s tags of at most %(length)s letters each, separated by commas.")
    field = "tags"
    status = 422


class SelectionFull(Refusal):
    """Details: limit."""

    code = "selection_full"
    message = gettext_noop("Your team has already chosen its submissions of this phase (%(limit)s).")
    hint = gettext_noop("Take one of them back first.")


class NotSelectable(Refusal):
    code = "not_selectable"
    message = gettext_noop("This submission has no score and will have none: it cannot be chosen.")
    hint = gettext_noop("Choose one that is scored, or that still waits or runs.")


class SubmissionDisqualified(Refusal):
    code = "submission_disqualified"
    message = gettext_noop("This submission is disqualified: it cannot be chosen.")
    hint = gettext_noop("Its page says why. Choose another one, or write to the organizers.")


class NothingToSelect(Refusal):
    code = "nothing_to_select"
    message = gettext_noop("In this phase nothing is chosen: of each team the best submission counts.")


class NothingToScoreWith(Refusal):
    code = "nothing_to_score_with"
    message = gettext_noop("This phase cannot score submissions yet.")
    hint = gettext_noop("The organizers have not published its scoring program; come back later.")


class FileEmpty(Refusal):
    code = "file_empty"
    message = gettext_noop("The file is empty.")
    hint = gettext_noop("Choose the file again; its size must be more than 0 bytes.")
    field = "file"
    status = 422


class FileTooLarge(Refusal):
    """Details: limit (in MiB)."""

    code = "file_too_large"
    message = gettext_noop("The file is too large: at most %(limit)s MiB are accepted.")
    hint = gettext_noop("Leave out data sets and caches, or compress the model.")
    field = "file"
    status = 413


class ArchiveUnacceptable(Refusal):
    """Details: reason (a code of evaluator.archive, or no_entry_point), text (English)."""

    code = "archive_unacceptable"
    message = gettext_noop("The archive cannot be accepted: %(text)s")
    hint = gettext_noop("Hand in a plain .zip with main.py at its root.")
    field = "file"
    status = 422


class PredictionsUnacceptable(Refusal):
    """Details: total. `faults` holds the first of them, each with row and column; `header` is the right one."""

    code = "predictions_unacceptable"
    message = gettext_noop("The predictions file has %(total)s faults; none of it was counted.")
    hint = gettext_noop("Correct the rows listed below and hand in again.")
    field = "file"
    status = 422

    def __init__(self, *, faults: Sequence[Fault], total: int, header: Sequence[str] = ()) -> None:
        self.faults = tuple(faults)
        self.header = tuple(header)
        super().__init__(total=total)


@dataclass(frozen=True)
class EntryFormat:
    """What a phase accepts, as its bundle says; without `expected_ids` any ids will do."""

    kinds: tuple[str, ...]
    predictions: PredictionsFormat
    expected_ids: Collection[str] | None = field(default=None, repr=False)


def require_selectable(times: HasTimes, *, now: datetime, limit: int, chosen: int, may_score: bool) -> None:
    """May a team that has chosen so many choose one more? Raises PhaseNotOpen, PhaseClosed, NothingToSelect,
    NotSelectable or SelectionFull."""
    require_open(times, now=now)
    if limit < 1:
        raise NothingToSelect
    if not may_score:
        raise NotSelectable
    if chosen >= limit:
        raise SelectionFull(limit=limit)


def kind_of(file_name: str, *, accepted: Collection[str]) -> str:
    """What a file is by the ending of its name; where that says nothing, the only kind that is accepted. Raises
    KindUnclear."""
    ending = PurePosixPath(file_name.strip().lower()).suffix
    kinds = (ENDINGS[ending],) if ending in ENDINGS else tuple(accepted)
    if len(kinds) != 1:
        raise KindUnclear
    return kinds[0]


def require_kind(kind: str, *, accepted: Collection[str]) -> None:
    """Raises KindNotAccepted."""
    if kind not in accepted or kind not in LARGEST:
        raise KindNotAccepted(kind=kind)


def require_size(size: int, *, kind: str) -> None:
    """Raises FileEmpty or FileTooLarge."""
    if size < 1:
        raise FileEmpty
    if size > LARGEST[kind]:
        raise FileTooLarge(limit=LARGEST[kind] // MEBIBYTE)


def plain_message(text: str) -> str:
    """What a team notes beside its entry: printable, one line, of bounded length."""
    return "".join(filter(can_stand, text)).strip()[:MESSAGE_LENGTH]


def split_tags(text: str) -> list[str]:
    """Tags as people type them: between commas of any script, semicolons or ends of lines."""
    return text.translate(TAG_MARKS).split(",")


def plain_tags(texts: Iterable[str]) -> list[str]:
    """Printable, tidied, without empty ones and without those that differ only in case, accents or Arabic letter
    forms from one before. Raises TagsUnusable for too many and for one that is too long."""
    found: dict[str, str] = {}
    for text in texts:
        tag = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split()).lstrip("#")
        if len(tag) > TAG_LENGTH or "," in tag:
            raise TagsUnusable(most=MOST_TAGS, length=TAG_LENGTH)
        if key := fold(tag):
            found.setdefault(key, tag)
    if len(found) > MOST_TAGS:
        raise TagsUnusable(most=MOST_TAGS, length=TAG_LENGTH)
    return list(found.values())


def plain_file_name(name: str) -> str:
    """The last part of a path, printable and of bounded length, its ending kept; never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip() or "submission"
    stem, dot, ending = shown.rpartition(".")
    if len(shown) <= FILE_NAME_LENGTH or not dot or len(ending) > 10:
        return shown[:FILE_NAME_LENGTH]
    return f"{stem[: FILE_NAME_LENGTH - len(ending) - 1]}.{ending}"
