"""When an organizer may publish, and when the hours of a phase may still be moved."""

from datetime import datetime

from challenges.errors import Refusal, gettext_noop

REASON_LENGTH = 1000


class BoardFinal(Refusal):
    """Details: closed_at."""

    code = "board_final"
    message = gettext_noop("The leaderboard of this phase is closed for ever since %(closed_at)s.")
    hint = gettext_noop("Its hours do not move any more. To go on, add another phase: it has a leaderboard of its own.")


class PhaseNotBegun(Refusal):
    """Details: opens_at."""

    code = "phase_not_begun"
    message = gettext_noop("This phase has not begun: it opens on %(opens_at)s.")
    hint = gettext_noop("Its hours can still be changed on its page.")


class PhaseBegun(Refusal):
    """Details: opens_at."""

    code = "phase_begun"
    message = gettext_noop("This phase has begun on %(opens_at)s.")
    hint = gettext_noop("Its opening does not move any more. Its end can be put off, which is announced to all.")


class PhaseOver(Refusal):
    """Details: closes_at."""

    code = "phase_over"
    message = gettext_noop("This phase is over since %(closes_at)s.")
    hint = gettext_noop("While its leaderboard is not closed, it can be extended.")


class EndNotLater(Refusal):
    """Details: closes_at."""

    code = "end_not_later"
    message = gettext_noop("The new end must come after the present one, %(closes_at)s.")
    hint = gettext_noop("To end the phase earlier, close it.")
    field = "closes_at"
    status = 422


class HourPast(Refusal):
    """Details: now."""

    code = "hour_past"
    message = gettext_noop("This hour is over: it is %(now)s.")
    hint = gettext_noop("Choose an hour that is still to come.")
    status = 422


class HourOutside(Refusal):
    """Details: opens_at, closes_at."""

    code = "hour_outside"
    message = gettext_noop("This hour does not lie in the phase, which goes from %(opens_at)s to %(closes_at)s.")
    hint = gettext_noop("Choose an hour between the two.")
    status = 422


class OpensAfterEnd(Refusal):
    """Details: closes_at."""

    code = "opens_after_end"
    message = gettext_noop("The phase would open after its end, %(closes_at)s, or after its leaderboard is frozen.")
    hint = gettext_noop("Choose an earlier hour.")
    status = 422


class ReasonUnusable(Refusal):
    """Details: limit."""

    code = "reason_unusable"
    message = gettext_noop("Say why, in French at least and in at most %(limit)s characters a language.")
    field = "reason"
    status = 422


class AlreadyFrozen(Refusal):
    """Details: since."""

    code = "already_frozen"
    message = gettext_noop("This leaderboard is frozen since %(since)s.")


class NotFrozen(Refusal):
    code = "not_frozen"
    message = gettext_noop("This leaderboard is not frozen, and no hour is set.")


class AlreadyPublished(Refusal):
    code = "already_published"
    message = gettext_noop("This is published already.")


class NotPublished(Refusal):
    code = "not_published"
    message = gettext_noop("This is a draft: nobody sees it.")


class NotScheduled(Refusal):
    code = "not_scheduled"
    message = gettext_noop("No hour is set: this is not going to be published by itself.")


class NotReady(Refusal):
    """Details: count."""

    code = "not_ready"
    message = gettext_noop("Not everything is there yet (%(count)s missing).")
    hint = gettext_noop("The list says what, and where to do it.")


class NotChecked(Refusal):
    code = "not_checked"
    message = gettext_noop("No check of what scores this has passed.")
    hint = gettext_noop("Let it be checked first, or tick that it is published all the same.")
    field = "unchecked"


def require_board_open(closed_at: datetime | None) -> None:
    """Raises BoardFinal."""
    if closed_at is not None:
        raise BoardFinal(closed_at=closed_at)


def require_running(opens_at: datetime, closes_at: datetime, *, now: datetime) -> None:
    """Raises PhaseNotBegun, PhaseOver."""
    if now <= opens_at:
        raise PhaseNotBegun(opens_at=opens_at)
    if now >= closes_at:
        raise PhaseOver(closes_at=closes_at)


def require_to_come(hour: datetime, *, now: datetime) -> None:
    """Raises HourPast."""
    if hour <= now:
        raise HourPast(now=now)


def require_later_end(until: datetime, *, closes_at: datetime, now: datetime) -> None:
    """Raises EndNotLater, HourPast."""
    if until <= closes_at:
        raise EndNotLater(closes_at=closes_at)
    require_to_come(until, now=now)


def require_inside(hour: datetime, *, opens_at: datetime, closes_at: datetime) -> None:
    """Raises HourOutside."""
    if not opens_at < hour < closes_at:
        raise HourOutside(opens_at=opens_at, closes_at=closes_at)


def require_reason(reason: dict[str, str]) -> dict[str, str]:
    """What is said, by language. Raises ReasonUnusable."""
    kept = {language: text.strip() for language, text in reason.items() if text.strip()}
    if "fr" not in kept or any(len(text) > REASON_LENGTH for text in kept.values()):
        raise ReasonUnusable(limit=REASON_LENGTH)
    return kept
