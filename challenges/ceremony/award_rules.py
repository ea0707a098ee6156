"""What an award may be, when it may still change, and who takes which place: plain values in, plain values out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from challenges.ceremony.script import MOST_TOLD
from challenges.errors import Refusal, gettext_noop

MOST_AWARDS = 60
CITATION_LENGTH = 300
REASON_LENGTH, DECIDERS_LENGTH = 2000, 400


class Source(StrEnum):
    """Where laureates come from."""

    DECISION = "decision"
    VOTE = "vote"
    CHOICE = "choice"


class AwardsArmed(Refusal):
    code = "awards_armed"
    message = gettext_noop("The ceremony is armed: what two people agreed to tell does not change under it.")
    hint = gettext_noop("Disarm the ceremony first; then change the awards, and let two people arm it anew.")


class AwardsLive(Refusal):
    code = "awards_live"
    message = gettext_noop("The ceremony is on: the awards are being told.")
    hint = gettext_noop("Nothing changes now. What is wrong is put right after the publication, by an erratum.")


class AwardsTold(Refusal):
    code = "awards_told"
    message = gettext_noop("The awards were told on the stage: they stay as they were told.")
    hint = gettext_noop("Publish the results; what is wrong in them is put right by an erratum.")


class AwardsBrokenOff(Refusal):
    code = "awards_broken_off"
    message = gettext_noop(
        "The ceremony was broken off: what it has told of the awards stands until it is taken up again."
    )
    hint = gettext_noop("Take the ceremony up again: it is in preparation then, and the awards can be changed.")


class AwardsPublished(Refusal):
    """Details: published_at."""

    code = "awards_published"
    message = gettext_noop("The results are published since %(published_at)s: the awards do not change any more.")
    hint = gettext_noop("Write an erratum: it stands beside the results for ever.")


class TooManyAwards(Refusal):
    """Details: limit."""

    code = "too_many_awards"
    message = gettext_noop("An edition has at most %(limit)s awards.")
    hint = gettext_noop("Remove one that is not given.")


class LaureatesStand(Refusal):
    code = "laureates_stand"
    message = gettext_noop("This award has laureates from somewhere else: its panel, its kind or its challenge stays.")
    hint = gettext_noop("Take the laureates away first; then change where they come from, and take them anew.")
    field = "panel"


class NotDecided(Refusal):
    code = "award_not_decided"
    message = gettext_noop("The panel of this award has not locked its decision.")
    hint = gettext_noop(
        "Laureates come from a decision with two signatures: whoever presides the jury knows how far it is."
    )


class DecisionUnsound(Refusal):
    """Details: sha256."""

    code = "decision_unsound"
    message = gettext_noop("The jury's decision is not what was signed: its digest is not %(sha256)s….")
    hint = gettext_noop("Nothing is taken from it. Tell the operator: somebody has changed it in the database.")


class LaureateGone(Refusal):
    """Details: code."""

    code = "laureate_gone"
    message = gettext_noop("The jury gives a place to project %(code)s, which is not before it any more.")
    hint = gettext_noop(
        "If another team is to have the award, take the panel off the award and record who decided so, and why."
    )


class VoteRunning(Refusal):
    """Details: closes_at."""

    code = "award_vote_running"
    message = gettext_noop("The public votes until %(closes_at)s.")
    hint = gettext_noop("Who leads is told to nobody before. Come back then.")


class NobodyVoted(Refusal):
    code = "nobody_voted"
    message = gettext_noop("Nobody has voted for a project that could have this award.")
    hint = gettext_noop("Remove the award, or make it another one that is chosen by people.")


class ChosenElsewhere(Refusal):
    code = "chosen_elsewhere"
    message = gettext_noop("The laureates of this award come from a jury or from the public: nobody chooses them.")
    hint = gettext_noop("Take the panel off the award first if they really are to be chosen.")


class LaureatesMoved(Refusal):
    code = "laureates_moved"
    message = gettext_noop("The laureates have changed since this page was opened.")
    hint = gettext_noop("Nothing of yours was saved. Look at them as they are now, and decide again.")


class NobodyChosen(Refusal):
    code = "nobody_chosen"
    message = gettext_noop("No team is chosen.")
    hint = gettext_noop("Choose one for the first place at least.")
    field = "picks"
    status = 422


class ChosenTwice(Refusal):
    code = "chosen_twice"
    message = gettext_noop("A team is chosen twice.")
    hint = gettext_noop("A team has an award once.")
    field = "picks"
    status = 422


class NotEligible(Refusal):
    code = "award_not_eligible"
    message = gettext_noop("One of the chosen teams cannot have this award.")
    hint = gettext_noop("Choose among those that have handed something in or show a project. Load the page again.")
    field = "picks"
    status = 422


class PlacesTooMany(Refusal):
    """Details: told."""

    code = "places_too_many"
    message = gettext_noop("This award has %(told)s places; a team is chosen for one below.")
    hint = gettext_noop("Give the award more places first, or put the teams on one place ex aequo.")
    field = "picks"
    status = 422


class DecidersNeeded(Refusal):
    code = "deciders_needed"
    message = gettext_noop("It is not said who decided.")
    hint = gettext_noop("Write the names of the people who chose: a prize is the decision of people.")
    field = "deciders"
    status = 422


class ChoiceReasonNeeded(Refusal):
    code = "choice_reason_needed"
    message = gettext_noop("There is no reason.")
    hint = gettext_noop("Write in a few sentences why they have the award: it is kept with it.")
    field = "reason"
    status = 422


class ChoiceTextTooLong(Refusal):
    """Details: longest."""

    code = "choice_text_too_long"
    message = gettext_noop("This text has more than %(longest)s characters.")
    status = 422

    def __init__(self, *, longest: int, field: str) -> None:
        super().__init__(longest=longest)
        self.field = field


REFUSALS: Mapping[str, type[Refusal]] = {
    "armed": AwardsArmed,
    "live": AwardsLive,
    "done": AwardsTold,
    "aborted": AwardsBrokenOff,
}
"""By the states of a ceremony in which awards do not change."""


def require_changing(state: str, *, published_at: datetime | None) -> None:
    """Awards change while the ceremony is in preparation (a first signature under its script holds nothing: the second
    one is on the script as it is then). Raises AwardsPublished, AwardsLive, AwardsTold, AwardsBrokenOff, AwardsArmed.
    """
    if published_at is not None:
        raise AwardsPublished(published_at=published_at)
    if state in REFUSALS:
        raise REFUSALS[state]


def require_room(count: int) -> None:
    """For one more award. Raises TooManyAwards."""
    if count >= MOST_AWARDS:
        raise TooManyAwards(limit=MOST_AWARDS)


def require_vote_over(closes_at: datetime, *, now: datetime) -> None:
    """Raises VoteRunning."""
    if now <= closes_at:
        raise VoteRunning(closes_at=closes_at)


def require_named(deciders: str, reason: str) -> tuple[str, str]:
    """Without the spaces around them. Raises DecidersNeeded, ChoiceReasonNeeded, ChoiceTextTooLong."""
    who, why = " ".join(deciders.split()), reason.strip()
    if not who:
        raise DecidersNeeded
    if not why:
        raise ChoiceReasonNeeded
    for text, longest, field in ((who, DECIDERS_LENGTH, "deciders"), (why, REASON_LENGTH, "reason")):
        if len(text) > longest:
            raise ChoiceTextTooLong(longest=longest, field=field)
    return who, why


def ranked(places: Sequence[int]) -> list[int]:
    """Ranks of teams that stand on these places: those on one place share the rank, and count for the next (1224)."""
    return [1 + sum(other < place for other in places) for place in places]


def fitting(told: int) -> int:
    """Places told on the stage, as many as there may be."""
    return min(max(told, 1), MOST_TOLD)


def missing(texts: Mapping[str, str], *, of: Sequence[str]) -> tuple[str, ...]:
    """The languages in which a text is not written."""
    return tuple(language for language in of if not texts.get(language, "").strip())
