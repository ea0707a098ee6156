"""What went wrong on our side; an entry's own failure is an `Outcome`, never one of these.

EvaluatorError
    BundleBroken    what the organizers wrote cannot be used
    ImageMissing    the engine does not have the image
    EngineGone      the container engine does not answer, or refused a container
    EngineUnfit     the engine answers, and strangers' code cannot be trusted to it
    NeverReady      a container ended, or hung, before it was given what it is to work on
    ScorerFailed    the scoring program did not end with scores or a refusal
"""

from typing import ClassVar


class EvaluatorError(Exception):
    """We failed. `code` is stable, the message plain English for an organizer, `log` the scorer's if it ran."""

    code: ClassVar[str] = "evaluator_error"

    def __init__(self, message: str, *, log: bytes = b"") -> None:
        super().__init__(message)
        self.log = log


class BundleBroken(EvaluatorError):
    code = "bundle_broken"


class ImageMissing(EvaluatorError):
    code = "image_missing"


class EngineGone(EvaluatorError):
    code = "engine_gone"


class EngineUnfit(EvaluatorError):
    code = "engine_unfit"


class NeverReady(EvaluatorError):
    code = "never_ready"


class ScorerFailed(EvaluatorError):
    code = "scorer_failed"
