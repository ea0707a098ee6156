"""What a build says to a person, in their language: what was found, why it failed, where it is, what it changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext, gettext_noop

from datasets.builds.rules import LEDGER, PROMISES, VERSIONS
from datasets.gates import wording as gates
from datasets.recipes.wording import said_again
from datasets.releasing import wording as releasing
from datasets.releasing.breaches import Breach
from datasets.risk.composition import LabelsToldBefore
from datasets.risk.wording import decision_texts

STEPS: Mapping[str, str] = {
    "read": gettext_noop("The raw tables are read"),
    "anonymize": gettext_noop("The columns are worked out and made coarser"),
    "gates": gettext_noop("It is looked at for what would give the answers away"),
    "risk": gettext_noop("The risk of every attack is measured"),
    "write": gettext_noop("The files are written"),
    "verify": gettext_noop("The files are read again, and everything is counted anew"),
    "compose": gettext_noop("It is laid beside earlier releases of the same rows"),
}
FAILURES: Mapping[str, str] = {
    "build_gave_up": gettext_noop(
        "Three workers died of this build, probably for want of memory. Take fewer rows or columns, or ask the "
        "operator."
    ),
}
REASONS: Mapping[str, str] = {
    VERSIONS: gettext_noop(
        "%(version)s is too small a version for what changed since %(since)s: write %(right)s under “Release and "
        "texts”."
    ),
}
LABELS_TOLD = gettext_noop(
    "%(shared)s rows whose answers “%(release)s” hides would be in the training with their answers: split by the same "
    "time or the same groups as there, or take other rows."
)
LONGEST_TEST, LONGEST_VALUE = 300, 60


@dataclass(frozen=True)
class Found:
    """A finding in words; `column` is the published column it is about, if it is about one."""

    severity: str
    text: str
    column: str


@dataclass(frozen=True)
class Step:
    """A step of a build: `is_done`, or `is_now`."""

    text: str
    is_done: bool
    is_now: bool


def in_words(findings: Iterable[Mapping[str, Any]]) -> list[Found]:
    """In their order."""
    return [Found(one["severity"], _sentence(one), str(one.get("column") or _column(one))) for one in findings]


def failure(refusal: Mapping[str, Any]) -> str:
    """Why a build failed."""
    code = str(refusal.get("code", ""))
    return gettext(FAILURES[code]) if code in FAILURES else said_again(str(refusal.get("message", "")))


def steps(at: str) -> list[Step]:
    """All steps of a build that is at this one."""
    order = list(STEPS)
    place = order.index(at) if at in order else 0
    return [Step(gettext(text), number < place, number == place) for number, text in enumerate(STEPS.values())]


def changes_in_words(changes: Mapping[str, Any]) -> list[str]:
    """What is otherwise than in the version before."""
    language = (get_language() or "fr")[:2]
    texts = [change["texts"] for change in changes.get("changes", [])]
    return [str(text.get(language, text.get("fr", ""))).replace("`", "") for text in texts]


def tested(question: Mapping[str, Any]) -> dict[str, str]:
    """Test, value and limit of a question of the report, as they are kept beside the signature."""
    test, value, limit = decision_texts(question)
    return {"test": test[:LONGEST_TEST], "value": value[:LONGEST_VALUE], "limit": limit[:LONGEST_VALUE]}


def _sentence(finding: Mapping[str, Any]) -> str:
    told = {key: value for key, value in finding.items() if key != "of"}
    if finding.get("of") == PROMISES:
        return releasing.sentence(Breach(finding["code"], finding["values"]))
    if finding.get("of") == VERSIONS:
        return str(gettext(REASONS[VERSIONS]) % finding["values"])
    if finding["code"] == LabelsToldBefore.code:
        return str(gettext(LABELS_TOLD) % finding["values"])
    if finding.get("of") == LEDGER:
        return said_again(str(finding["values"]["message"]))
    return gates.sentence(told)


def _column(finding: Mapping[str, Any]) -> str:
    values = finding.get("values") or {}
    return str(values.get("column") or "")
