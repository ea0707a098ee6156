"""What makes a ballot, until when it is taken, and who may no longer give one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from challenges.errors import Refusal, gettext_noop
from challenges.projects.rules import plain_text

COMMENT_LENGTH = 4_000
REASON_LENGTH = 600
MOST_SECONDS = 8 * 3600
"""That a ballot can say its page was in use: more is a clock that went wrong."""
LONGEST_SITTING = timedelta(minutes=30)
"""That one saving can add, where nothing was saved before it."""


class GradesMissing(Refusal):
    """Details: count. `missing` names the criteria by their keys."""

    code = "grades_missing"
    message = gettext_noop("Criteria without a grade: %(count)s. Without all of them a ballot does not count.")
    hint = gettext_noop("Grade what is marked below. Whoever cannot judge a project recuses themselves.")
    status = 422

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(count=len(missing))
        self.missing = tuple(missing)


class GradeOffScale(Refusal):
    code = "grade_off_scale"
    message = gettext_noop("This grade is not on the scale of its criterion.")
    hint = gettext_noop("Load the page again, and choose one of the grades it shows.")
    status = 422


class CommentTooLong(Refusal):
    """Details: limit, length."""

    code = "comment_too_long"
    message = gettext_noop("The comment has %(length)s characters; at most %(limit)s are kept.")
    status = 422

    def __init__(self, *, field: str, length: int) -> None:
        self.field = field
        super().__init__(limit=COMMENT_LENGTH, length=length)


class RoundClosed(Refusal):
    """Details: closed_at."""

    code = "jury_round_closed"
    message = gettext_noop("Ballots of this round were taken until %(closed_at)s.")
    hint = gettext_noop(
        "What was saved until then is kept, but not counted. Ask the organizers if more time is needed."
    )
    status = 403


class RoundNotOpen(Refusal):
    code = "jury_round_not_open"
    message = gettext_noop("No ballots are taken in this round now.")
    hint = gettext_noop("Your page of the jury says what comes next.")
    status = 403


class CastAlready(Refusal):
    """Details: cast_at."""

    code = "ballot_cast_already"
    message = gettext_noop("You cast this ballot on %(cast_at)s. It counts once, as it was then.")
    hint = gettext_noop("You can read it again; nobody changes it any more.")


class RecusedFromIt(Refusal):
    code = "jury_recused"
    message = gettext_noop("You do not judge this project any more: you are recused.")
    hint = gettext_noop("Nothing of what you gave is counted. Go on with the next project.")
    status = 403


class GivenToAnother(Refusal):
    code = "jury_given_to_another"
    message = gettext_noop("You are no longer asked for this project: it was given to somebody else, or withdrawn.")
    hint = gettext_noop("Go on with the next project.")
    status = 403


class DraftChangedElsewhere(Refusal):
    """Details: saved_at."""

    code = "draft_changed_elsewhere"
    message = gettext_noop("This ballot was changed in another window, on %(saved_at)s.")
    hint = gettext_noop("Nothing is overwritten yet: below is what is saved beside what you have here. Choose one.")


class RelationMissing(Refusal):
    code = "relation_missing"
    message = gettext_noop("Say what ties you to it.")
    field = "relation"
    status = 422


class WhyRecusedTooLong(Refusal):
    """Details: limit."""

    code = "why_recused_too_long"
    message = gettext_noop("The reason has at most %(limit)s characters.")
    field = "reason"
    status = 422


class BoardsShut(Refusal):
    code = "boards_shut_to_jurors"
    message = gettext_noop("You judge in this edition: its leaderboards and project pages are shut to you for now.")
    hint = gettext_noop(
        "They tell which team stands where, and a juror decides without knowing. They open again when the decision of "
        "your jury is locked."
    )
    status = 403


@dataclass(frozen=True)
class Scale:
    """A criterion as far as a grade is concerned."""

    key: str
    lowest: int
    highest: int


@dataclass(frozen=True)
class Draft:
    """What a juror has written so far; grades by the criteria's keys, those that are there."""

    grades: Mapping[str, int]
    to_team: str = ""
    to_jury: str = ""


def require_draft(draft: Draft, scales: Sequence[Scale]) -> Draft:
    """The same, tidied. Raises GradeOffScale, CommentTooLong."""
    bounds = {scale.key: scale for scale in scales}
    for key, grade in draft.grades.items():
        if key not in bounds or not bounds[key].lowest <= grade <= bounds[key].highest:
            raise GradeOffScale
    texts = {name: plain_text(getattr(draft, name)).strip() for name in ("to_team", "to_jury")}
    for name, text in texts.items():
        if len(text) > COMMENT_LENGTH:
            raise CommentTooLong(field=name, length=len(text))
    return Draft(dict(draft.grades), **texts)


def require_complete(grades: Mapping[str, int], scales: Sequence[Scale]) -> None:
    """A grade on every criterion. Raises GradesMissing."""
    missing = [scale.key for scale in scales if scale.key not in grades]
    if missing:
        raise GradesMissing(missing)


def require_round(*, is_open: bool, closes_at: datetime | None, now: datetime) -> None:
    """The panel is in this round, and its last instant is not over. Raises RoundNotOpen, RoundClosed."""
    if closes_at is not None and now > closes_at:
        raise RoundClosed(closed_at=closes_at)
    if not is_open:
        raise RoundNotOpen


def require_uncast(cast_at: datetime | None) -> None:
    """Raises CastAlready."""
    if cast_at is not None:
        raise CastAlready(cast_at=cast_at)


def require_version(kept: int, *, seen: int, saved_at: datetime) -> None:
    """Raises DraftChangedElsewhere."""
    if kept != seen:
        raise DraftChangedElsewhere(saved_at=saved_at)


def require_why(relation: str, reason: str, *, relations: Sequence[str]) -> str:
    """The reason, tidied; it may be empty. Raises RelationMissing, WhyRecusedTooLong."""
    if relation not in relations:
        raise RelationMissing
    told = plain_text(reason).strip()
    if len(told) > REASON_LENGTH:
        raise WhyRecusedTooLong(limit=REASON_LENGTH)
    return told


def seconds_in_use(kept: int, *, told: int, since: datetime | None, now: datetime) -> int:
    """What was kept and what a page adds: never more than has passed since it last did, and never less than before."""
    passed = now - since if since is not None else LONGEST_SITTING
    added = min(max(told, 0), max(int(passed.total_seconds()), 0), int(LONGEST_SITTING.total_seconds()))
    return min(kept + added, MOST_SECONDS)
