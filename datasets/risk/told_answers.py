"""The three questions of the law with their tests, what is proposed, and what was decided and signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext

from datasets.risk.wording import LOCALES, QUESTIONS, language, test_limit, test_text, test_value


@dataclass(frozen=True)
class Tested:
    """`holds` is None where the recipe sets no limit."""

    text: str
    value: str
    limit: str
    holds: bool | None


@dataclass(frozen=True)
class Signed:
    is_accepted: bool
    decision: str
    reason: str
    signer: str
    role: str
    day: str


@dataclass(frozen=True)
class Answered:
    code: str
    name: str
    asks: str
    tests: list[Tested]
    is_proposed: bool | None
    proposal: str
    signed: Signed | None


def answers(report: Mapping[str, Any], *, decisions: Sequence[Mapping[str, Any]]) -> list[Answered]:
    signed = {str(decision["question"]): _signed(decision) for decision in decisions}
    return [
        Answered(
            code=question["question"],
            name=gettext(QUESTIONS[question["question"]][0]),
            asks=gettext(QUESTIONS[question["question"]][1]),
            tests=[_tested(test) for test in question["tests"]],
            is_proposed=question["proposed"],
            proposal=_proposal(question["proposed"]),
            signed=signed.get(question["question"]),
        )
        for question in report["questions"]
    ]


def say_day(day: Any) -> str:
    """Such as `24 février 2027`."""
    return str(format_date(day, "long", locale=LOCALES[language()]))


def _tested(test: Mapping[str, Any]) -> Tested:
    return Tested(test_text(test), test_value(test), test_limit(test), test["holds"])


def _proposal(proposed: bool | None) -> str:
    if proposed is None:
        return gettext("No limit is set: decide, and say why.")
    return gettext("Proposed: accept") if proposed else gettext("Proposed: do not accept")


def _signed(decision: Mapping[str, Any]) -> Signed:
    at = decision["at"]
    return Signed(
        is_accepted=bool(decision["is_accepted"]),
        decision=gettext("Accepted") if decision["is_accepted"] else gettext("Not accepted"),
        reason=str(decision.get("reason", "")),
        signer=str(decision["signer"]),
        role=str(decision.get("role", "")),
        day=say_day(at.date() if isinstance(at, datetime) else at),
    )
