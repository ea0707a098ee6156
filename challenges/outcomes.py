"""What became of an entry, and what its team can do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop


@dataclass(frozen=True)
class Advice:
    """What happened, in a word or two for a table and to the team, and what to do, as message ids."""

    name: str
    title: str
    what_to_do: str


ADVICE: Mapping[str, Advice] = {
    "no_entry_point": Advice(
        gettext_noop("No main.py"),
        gettext_noop("No main.py was found"),
        gettext_noop("Put main.py at the root of the zip, or inside one single folder at its root."),
    ),
    "crashed": Advice(
        gettext_noop("Error in the program"),
        gettext_noop("Your program stopped with an error"),
        gettext_noop("Read the end of its log below, repair the error, and run it on your own machine first."),
    ),
    "time_limit": Advice(
        gettext_noop("Out of time"),
        gettext_noop("Your program took too long"),
        gettext_noop("Lighten the computation, or train beforehand and put the trained model in the zip."),
    ),
    "memory_limit": Advice(
        gettext_noop("Out of memory"),
        gettext_noop("Your program used too much memory"),
        gettext_noop(
            "Read the data in pieces, use smaller types, or a smaller model. What is written to /tmp counts too."
        ),
    ),
    "output_limit": Advice(
        gettext_noop("Too much output"),
        gettext_noop("Your program wrote too much"),
        gettext_noop("Write only the predictions file to OUTPUT_DIR; keep nothing else there."),
    ),
    "log_limit": Advice(
        gettext_noop("Log too long"),
        gettext_noop("Your program printed too much"),
        gettext_noop("Print less: drop progress bars and debug lines."),
    ),
    "no_predictions": Advice(
        gettext_noop("No predictions"),
        gettext_noop("Your program wrote no predictions file"),
        gettext_noop("Write the predictions file, under its exact name, into the folder given by OUTPUT_DIR."),
    ),
    "predictions_refused": Advice(
        gettext_noop("Predictions refused"),
        gettext_noop("The predictions cannot be scored"),
        gettext_noop("Correct what is listed below, then hand in again."),
    ),
    "archive_refused": Advice(
        gettext_noop("Archive refused"),
        gettext_noop("The archive could not be unpacked"),
        gettext_noop("Make the zip again from plain files, without links, passwords or unusual names."),
    ),
}


@dataclass(frozen=True)
class Said:
    """The same in the reader's language."""

    title: str
    what_to_do: str


# Where the reader may not see the log that the advice would send them to.
WITHOUT_LOG: Mapping[str, Advice] = {
    "crashed": Advice(
        ADVICE["crashed"].name,
        ADVICE["crashed"].title,
        gettext_noop("Run it on your own machine, on the data you have, until it ends without an error."),
    ),
}


def advice_for(outcome: str, *, reads_log: bool = True) -> Said | None:
    """None for an entry that was scored."""
    advice = ADVICE.get(outcome) if reads_log else WITHOUT_LOG.get(outcome, ADVICE.get(outcome))
    return Said(gettext(advice.title), gettext(advice.what_to_do)) if advice else None


def name_of(outcome: str) -> str:
    """For a table; what nobody named stays as it is."""
    advice = ADVICE.get(outcome)
    return gettext(advice.name) if advice else outcome
