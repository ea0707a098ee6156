"""The three questions of the law are answered for a build, by a person who signs: once, and for good."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from datasets.builds import rules
from datasets.builds.models import Build, BuildState, Decision
from datasets.deeds import tell


@dataclass(frozen=True)
class Answer:
    """What is decided on one question: the test that was looked at, what it gave, what it may give; and by whom."""

    question: str
    test: str
    value: str
    limit: str
    is_accepted: bool
    reason: str
    signer: str
    role: str


def sign(build: Build, answer: Answer, *, by: AbstractBaseUser, now: datetime) -> Decision:
    """A no blocks the build. Raises SignatureMissing, ReasonMissing, BuildNotReady, AlreadyAnswered."""
    rules.require_signature(answer.signer, answer.role)
    rules.require_reason(answer.reason, is_accepted=answer.is_accepted)
    try:
        with transaction.atomic():
            _require_ready(build, is_accepted=answer.is_accepted, now=now)
            decision = Decision.objects.create(
                build=build,
                question=answer.question,
                test=answer.test,
                value=answer.value,
                limit=answer.limit,
                is_accepted=answer.is_accepted,
                reason=answer.reason[: rules.REASON_LENGTH],
                signer=answer.signer,
                role=answer.role,
                by_id=by.pk,
                at=now,
            )
            _tell(decision, by=by, now=now)
            return decision
    except IntegrityError as error:
        raise rules.AlreadyAnswered from error


def _tell(decision: Decision, *, by: AbstractBaseUser, now: datetime) -> None:
    """What was answered, and in whose name; the reason stands with the build."""
    details = {
        "name": decision.build.revision.draft.name,
        "revision": decision.build.revision.number,
        "question": decision.question,
        "is_accepted": decision.is_accepted,
        "signer": decision.signer,
    }
    tell("build.signed", subject=f"build:{decision.build_id}", by=by, now=now, details=details)


def _require_ready(build: Build, *, is_accepted: bool, now: datetime) -> None:
    """The row is touched, so that a publication at the same moment waits and sees the answer."""
    ready = Build.objects.filter(pk=build.pk, state=BuildState.READY)
    if not ready.update(state=BuildState.READY if is_accepted else BuildState.BLOCKED, seen_at=now):
        raise rules.BuildNotReady
