"""The rulebook of builds: who may save over what, when a build may be asked, signed and published."""

import re
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from datasets.rules import DataRefusal

SIGN_OF_LIFE = timedelta(minutes=5)
"""A build that has been silent for longer is taken up by another worker."""
ATTEMPTS = 3
NAME_LENGTH = 50
SIGNED_LENGTH = 150
REASON_LENGTH = 2_000
TEXT_LENGTH = 400_000
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


QUESTIONS = ("singling_out", "linkability", "inference")
"""What the law asks of data that call themselves anonymous (opinion 05/2014 of the Article 29 working party)."""


GATES, PROMISES, LEDGER, VERSIONS = "gates", "promises", "ledger", "version"
"""Who found something in a build."""


def gettext_noop(message: str) -> str:
    """Marks a message id for the catalogues without translating it: rules know no Django, `wording` translates."""
    return message


class BuildRefusal(DataRefusal):
    """A recipe or a build says no; shaped as the refusals of the vault: `message` and `hint` are message ids with
    places filled from `details`, `field` names the input at fault, `status` is the HTTP answer."""

    code = "build_refused"
    message = gettext_noop("This is not possible.")
    hint = ""
    field: str | None = None
    status = 409

    def __init__(self, **details: object) -> None:
        self.details: Mapping[str, object] = details
        super().__init__(self.message % details if details else self.message)


class NameUnfit(BuildRefusal):
    code = "name_unfit"
    message = gettext_noop("This name cannot be used.")
    hint = gettext_noop("Use small letters without accents, digits and hyphens, such as gate-transactions-2025.")
    field = "name"
    status = 422


class DraftNameTaken(BuildRefusal):
    """Details: name."""

    code = "name_taken"
    message = gettext_noop("There is a recipe called “%(name)s” already.")
    hint = gettext_noop("Open that one, or choose another name: a release keeps its name for ever.")
    field = "name"


class NameFixed(BuildRefusal):
    """Details: name."""

    code = "name_fixed"
    message = gettext_noop("The name of this release is “%(name)s” and stays so.")
    hint = gettext_noop("Write “name: %(name)s” again; for another release begin another recipe.")
    field = "text"
    status = 422


class RevisionStale(BuildRefusal):
    """Details: number, by."""

    code = "revision_stale"
    message = gettext_noop("%(by)s saved revision %(number)s in the meantime.")
    hint = gettext_noop(
        "Nothing is lost: what you changed is still on this page. Look at that revision in the history; saving again "
        "puts yours after it."
    )


class RecipeTooLong(BuildRefusal):
    code = "recipe_too_long"
    message = gettext_noop("This recipe is too long.")
    hint = gettext_noop("Describe fewer columns, or list fewer values.")
    field = "text"
    status = 422


class ExtractNotReady(BuildRefusal):
    """Details: name."""

    code = "extract_not_ready"
    message = gettext_noop("The extract “%(name)s” cannot be used: it is not in the vault, or not read yet.")
    hint = gettext_noop("Bring it into the vault, or name another one in the recipe.")


class AlreadyBuilding(BuildRefusal):
    code = "already_building"
    message = gettext_noop("A build of this recipe is under way.")
    hint = gettext_noop("Wait for it, or discard it first.")


class BuildOver(BuildRefusal):
    code = "build_over"
    message = gettext_noop("This build is over: it was published or discarded.")


class BuildNotReady(BuildRefusal):
    code = "build_not_ready"
    message = gettext_noop("This build cannot be signed or published.")
    hint = gettext_noop("Look at its state; if need be change the recipe and build again.")


class AlreadyAnswered(BuildRefusal):
    code = "already_answered"
    message = gettext_noop("This question is answered already, and an answer does not change.")
    hint = gettext_noop("If it must change, discard this build and build again.")


class SignatureMissing(BuildRefusal):
    code = "signature_missing"
    message = gettext_noop("Say who signs, and as what.")
    hint = gettext_noop("Type your full name and your office, as on paper.")
    field = "signer"
    status = 422


class ReasonMissing(BuildRefusal):
    code = "reason_missing"
    message = gettext_noop("A refusal needs its reason.")
    hint = gettext_noop("One sentence is enough: whoever changes the recipe works by it.")
    field = "reason"
    status = 422


class AnswersMissing(BuildRefusal):
    code = "answers_missing"
    message = gettext_noop("The three questions of the law are not all accepted.")
    hint = gettext_noop("Sign each of them below; a refused one stops the publication.")


class VersionTaken(BuildRefusal):
    """Details: name, version."""

    code = "version_taken"
    message = gettext_noop("%(name)s %(version)s is published already, and what is published does not change.")
    hint = gettext_noop("Write a higher version into the recipe and build again.")


class NotTyped(BuildRefusal):
    """Details: wanted."""

    code = "not_typed"
    message = gettext_noop("What was typed does not match.")
    hint = gettext_noop("Type “%(wanted)s” exactly as it is shown; nothing was published.")
    field = "typed"
    status = 422


class FilesGone(BuildRefusal):
    code = "files_gone"
    message = gettext_noop("The files of this build are not in the vault any more.")
    hint = gettext_noop("Discard it and build again.")


class FilesChanged(BuildRefusal):
    code = "files_changed"
    message = gettext_noop("The files of this build are not those that were verified.")
    hint = gettext_noop("Discard it and build again. If the program was not renewed meanwhile, somebody changed them.")


def require_name(name: str) -> None:
    """A slug of at most 50 characters. Raises NameUnfit."""
    if len(name) > NAME_LENGTH or not _NAME.fullmatch(name):
        raise NameUnfit


def require_same_name(told: object, *, name: str) -> None:
    """A release is known by its name. Raises NameFixed."""
    if told != name:
        raise NameFixed(name=name)


def require_length(text: str) -> None:
    """Raises RecipeTooLong."""
    if len(text) > TEXT_LENGTH:
        raise RecipeTooLong


def require_signature(signer: str, role: str) -> None:
    """Both are written, and not longer than a line. Raises SignatureMissing."""
    if not signer or not role or max(len(signer), len(role)) > SIGNED_LENGTH:
        raise SignatureMissing


def require_reason(reason: str, *, is_accepted: bool) -> None:
    """Raises ReasonMissing."""
    if not is_accepted and not reason:
        raise ReasonMissing


def require_answers(accepted: Collection[str]) -> None:
    """Every question has a yes. Raises AnswersMissing."""
    if set(accepted) != set(QUESTIONS):
        raise AnswersMissing


def require_typed(typed: str, *, wanted: str) -> None:
    """Raises NotTyped."""
    if typed.strip() != wanted:
        raise NotTyped(wanted=wanted)


def is_blocking(findings: Collection[Mapping[str, Any]]) -> bool:
    """Whether one of them forbids publication."""
    return any(one["severity"] == "blocks" for one in findings)
