"""Why a machine takes no work and why evaluations broke, in words of people, with what to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop


@dataclass(frozen=True)
class Reason:
    """What is the matter, and what an operator does about it; message ids."""

    what: str
    to_do: str


# By the code that the evaluator and the site put before their sentence.
REASONS: Mapping[str, Reason] = {
    "engine_gone": Reason(
        gettext_noop("The container engine did not answer."),
        gettext_noop("Start it on that machine (systemctl start docker) and look into its journal."),
    ),
    "engine_unfit": Reason(
        gettext_noop("The container engine does not hold a program as it must."),
        gettext_noop("Run .venv/bin/python -m evaluator.sandbox.probe there: it says line by line what does not hold."),
    ),
    "image_missing": Reason(
        gettext_noop("The runtime image is not on the machine."),
        gettext_noop("Run bin/up there once: it builds the image."),
    ),
    "never_ready": Reason(
        gettext_noop("A container did not start in time."),
        gettext_noop("The machine is overloaded, or its disk is: give it fewer slots (SMARTPORT_SLOTS)."),
    ),
    "scorer_failed": Reason(
        gettext_noop("The challenge's own scorer failed."),
        gettext_noop("Read its log at the evaluation, repair the bundle and publish it, then ask for them again."),
    ),
    "bundle_broken": Reason(
        gettext_noop("The bundle cannot be read."),
        gettext_noop("Check it with evaluate check, publish it again, then ask for them again."),
    ),
    "report_unfit": Reason(
        gettext_noop("The report lacked scores that the bundle promises."),
        gettext_noop("Repair the scorer, publish the bundle, then ask for them again."),
    ),
    "content_unavailable": Reason(
        gettext_noop("A file could not be fetched or delivered."),
        gettext_noop("Check the storage, the way to it, and the clock of the machine: addresses expire."),
    ),
    "machine_failed": Reason(
        gettext_noop("The machine's own system failed, often a full disk."),
        gettext_noop("Free space on that machine, or take it out of work."),
    ),
    "worker_lost": Reason(
        gettext_noop("A process of the worker died."),
        gettext_noop("Look for lack of memory in that machine's journal: fewer slots need less."),
    ),
    "interrupted": Reason(
        gettext_noop("The worker was stopped during the evaluation."),
        gettext_noop("Take a machine out of work before you stop it."),
    ),
    "sent_too_often": Reason(
        gettext_noop("No machine finished it, though it was sent many times."),
        gettext_noop("See which machines were silent or failing, then ask for them again."),
    ),
    "order_not_made": Reason(
        gettext_noop("A file of the submission or the bundle is not in the storage."),
        gettext_noop("Bring it back from the backup, then ask for them again."),
    ),
    "unexpected_error": Reason(
        gettext_noop("The evaluator itself failed in an unforeseen way."),
        gettext_noop("Send its sentence and the text of the page Versions to support."),
    ),
}
# By how the sentence of a machine that takes no work begins, or what it holds.
TROUBLES: Mapping[str, str] = {
    "No container engine answers": "engine_gone",
    "The container engine failed": "engine_gone",
    "The engine has no such image": "image_missing",
    "SMARTPORT_RUNTIME asks": "engine_unfit",
    "The engine does not": "engine_unfit",
    "No space left": "machine_failed",
    "Read-only file system": "machine_failed",
}


def reason_of(code: str) -> Reason:
    """In the active language; of a code that nobody foresaw, that of an unforeseen failure."""
    found = REASONS.get(code, REASONS["unexpected_error"])
    return Reason(gettext(found.what), gettext(found.to_do))


def reason_of_trouble(trouble: str) -> Reason:
    """The same for what a machine says of itself."""
    code = next((code for words, code in TROUBLES.items() if words in trouble), "unexpected_error")
    return reason_of(code)
