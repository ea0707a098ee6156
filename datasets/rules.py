"""The rulebook of data: what a recipe may not ask for, and what may not be published."""

from collections.abc import Container
from datetime import date


class DataRefusal(Exception):
    """A recipe or its outcome is refused; the sentence says what to change. `code` is stable."""

    code = "data_refused"


class RecipeBroken(DataRefusal):
    """The recipe cannot be read as one."""

    code = "recipe_broken"


class WouldIdentify(DataRefusal):
    """A column to be published names a ship or a company."""

    code = "would_identify"


class WouldForetell(DataRefusal):
    """A column to be published is known only after the prediction is due."""

    code = "would_foretell"


class PeriodsTooClose(DataRefusal):
    """What is learnt in the training period reaches into the test."""

    code = "periods_too_close"


class SampleTooSmall(DataRefusal):
    """A part of the data has too few rows to be split or scored."""

    code = "sample_too_small"


class ProgramFailed(DataRefusal):
    """A program that a pack brings for the building of its reference did not do its work."""

    code = "program_failed"


class FolderTaken(DataRefusal):
    """What was once written is never written over."""

    code = "folder_taken"


SMALLEST_PART = 20


def require_publishable(raw_column: str, *, secret: Container[str], later: Container[str]) -> None:
    if raw_column in secret:
        raise WouldIdentify(f"“{raw_column}” identifies somebody: take it out of the columns, or give it a pseudonym.")
    if raw_column in later:
        raise WouldForetell(f"“{raw_column}” is known only after the prediction is due: take it out of the columns.")


def require_order(train_from: date, train_to: date, test_from: date, test_to: date) -> None:
    if not train_from < train_to <= test_from < test_to:
        raise PeriodsTooClose("The split must go forward in time: train from, train to, test from, test to.")


def require_gap(gap_hours: float, *, longest_hours: float) -> None:
    """No outcome of the training period may still be open when the test begins."""
    if gap_hours < longest_hours:
        raise PeriodsTooClose(
            f"The gap between train and test is {gap_hours:.0f} h, and the longest wait {longest_hours:.0f} h: "
            "let the training end earlier or the test begin later."
        )


def require_rows(name: str, *, rows: int) -> None:
    if rows < SMALLEST_PART:
        raise SampleTooSmall(f"The {name} part has {rows} rows; at least {SMALLEST_PART} are needed: widen its dates.")


def require_free(folder: str, *, is_free: bool) -> None:
    if not is_free:
        raise FolderTaken(f"{folder} is not empty. What is released never changes: choose another folder.")
