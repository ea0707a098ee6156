"""What a president may do with a round's ballots, and what is refused: plain values in, plain values out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from challenges.errors import Refusal, gettext_noop
from challenges.jury.motions import REASON_LENGTH

NAME_LENGTH, DELIBERATION_LENGTH, FEEDBACK_LENGTH = 160, 8000, 4000
FEW = 5  # from how many projects on a distribution does not give a single one away


class NotAtThisStage(Refusal):
    """Details: stage."""

    code = "panel_not_at_this_stage"
    message = gettext_noop("This panel is not at that point: it is at “%(stage)s”.")
    hint = gettext_noop("Go back to the panel and look at what comes next.")


class NotPresiding(Refusal):
    code = "not_presiding"
    message = gettext_noop("Only whoever presides now may do this.")
    hint = gettext_noop("Whoever is recused from a project that is still before the panel hands over to the deputy.")
    status = 403


class NoFinalists(Refusal):
    code = "no_finalists"
    message = gettext_noop("Nobody is chosen.")
    hint = gettext_noop("Choose at least one project for the final.")
    field = "finalists"
    status = 422


class FinalistUnknown(Refusal):
    code = "finalist_unknown"
    message = gettext_noop("One of the chosen projects is not before the panel any more.")
    hint = gettext_noop("Look at the list again and choose anew.")
    field = "finalists"


class ReasonNeeded(Refusal):
    code = "reason_needed"
    message = gettext_noop("There is no reason.")
    hint = gettext_noop("Write in a sentence why: it is kept for ever.")
    field = "reason"
    status = 422


class TextTooLong(Refusal):
    """Details: longest."""

    code = "said_too_long"
    message = gettext_noop("This text has more than %(longest)s characters.")
    status = 422

    def __init__(self, *, longest: int, field: str) -> None:
        super().__init__(longest=longest)
        self.field = field


class VotesMissing(Refusal):
    code = "votes_missing"
    message = gettext_noop("The vote of a juror is missing.")
    hint = gettext_noop("Write down for each juror: for, against, or abstained.")
    field = "votes"
    status = 422


class ResultsMoved(Refusal):
    code = "results_moved"
    message = gettext_noop(
        "Something has changed since this page was opened: a ballot, a recusal, a project or a motion."
    )
    hint = gettext_noop("Nothing was signed. Read the results again, and sign what stands there now.")


class SignatureMoved(Refusal):
    code = "signature_moved"
    message = gettext_noop("Something has changed since the first signature, so both would sign different things.")
    hint = gettext_noop("Nothing is locked. The first signature has to be withdrawn and given anew.")


class NothingToSign(Refusal):
    code = "nothing_to_sign"
    message = gettext_noop("There is no first signature to add a second one to.")
    hint = gettext_noop("It was withdrawn, or not given yet. Whoever presides signs first.")


class AlreadySigned(Refusal):
    code = "already_signed"
    message = gettext_noop("The first signature is there already.")
    hint = gettext_noop("Withdraw it to sign anew, or ask for the second signature.")


class SamePerson(Refusal):
    code = "same_person"
    message = gettext_noop("The second signature is another person's.")
    hint = gettext_noop("Ask the deputy, or an organizer who keeps the panel.")
    status = 403


class NotASignatory(Refusal):
    code = "not_a_signatory"
    message = gettext_noop("The second signature is the deputy's, or an organizer's who keeps the panel.")
    hint = gettext_noop("A deputy who is recused from a project of the final does not sign.")
    status = 403


class NameNeeded(Refusal):
    code = "signature_name_needed"
    message = gettext_noop("A signature is your full name, typed out.")
    field = "name"
    status = 422


class DeliberationNeeded(Refusal):
    code = "deliberation_needed"
    message = gettext_noop("The ranking is sensitive: the decision needs a written deliberation.")
    hint = gettext_noop("Write what the jury discussed, and why it decides so.")
    field = "deliberation"
    status = 422


class NotLocked(Refusal):
    code = "decision_not_locked"
    message = gettext_noop("The decision is not locked yet.")
    hint = gettext_noop("Feedback goes to the teams after it.")


class FeedbackReleased(Refusal):
    code = "feedback_released"
    message = gettext_noop("This letter has gone to the team.")
    hint = gettext_noop("What was sent stays as it was.")


class FeedbackMoved(Refusal):
    code = "feedback_moved"
    message = gettext_noop("Somebody else has saved this text meanwhile.")
    hint = gettext_noop("Below is what you wrote; compare it with what is kept now, and save again.")


class Vote(StrEnum):
    """What somebody says to a motion."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"


def is_carried(votes: Mapping[int, Vote]) -> bool:
    """By the majority of the votes cast: whoever abstains casts none, and a draw carries nothing."""
    given = list(votes.values())
    return given.count(Vote.FOR) > given.count(Vote.AGAINST)


def require_votes(votes: Mapping[int, Vote], *, of: Collection[int]) -> None:
    """Everybody who may vote, and nobody else. Raises VotesMissing."""
    if set(votes) != set(of):
        raise VotesMissing


def require_text(text: str, *, longest: int, field: str) -> str:
    """Without the spaces around it. Raises TextTooLong."""
    told = text.strip()
    if len(told) > longest:
        raise TextTooLong(longest=longest, field=field)
    return told


def require_reason(text: str) -> str:
    """Raises ReasonNeeded, TextTooLong."""
    told = require_text(text, longest=REASON_LENGTH, field="reason")
    if not told:
        raise ReasonNeeded
    return told


def require_name(text: str) -> str:
    """Raises NameNeeded, TextTooLong."""
    told = require_text(" ".join(text.split()), longest=NAME_LENGTH, field="name")
    if len(told) < 3 or not told.isprintable():
        raise NameNeeded
    return told


def with_one_moved(order: Sequence[str], project: str, *, by: int) -> list[str]:
    """The order with one project moved up (-1) or down (1); at the end of the list, or unknown, nothing moves."""
    found = list(order)
    at = found.index(project) if project in found else -1
    to = at + by
    if at >= 0 and 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return found


def moved_projects(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Those whose place is another one."""
    return {project for at, project in enumerate(new) if at >= len(old) or old[at] != project}


@dataclass(frozen=True, slots=True)
class Distribution:
    """How all scores of a round lie, of 0 to 100: the lowest quarter ends at `lower`, the highest begins at `upper`."""

    lower: float
    middle: float
    upper: float

    @property
    def between(self) -> float:
        """How wide the middle half is."""
        return self.upper - self.lower


def distribution(scores: Collection[float]) -> Distribution | None:
    """None of fewer than FEW, where a line would be somebody's own score."""
    if len(scores) < FEW:
        return None
    ordered = sorted(scores)
    return Distribution(*(_between(ordered, share) for share in (0.25, 0.5, 0.75)))


def _between(ordered: Sequence[float], share: float) -> float:
    """The quantile, on the straight line between two values."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
