"""Before results are published: what stands in the way, what is doubtful, and whom it reaches."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from challenges.ceremony.models import Award, State
from challenges.editions.models import Edition
from challenges.errors import Refusal, gettext_noop
from challenges.jury.models import Feedback
from challenges.panels.models import Stage
from challenges.results.publication_rules import (
    AwardPanelNotLocked,
    AwardWithoutLaureate,
    BoardStillOpen,
    CeremonyGoesOn,
)
from challenges.results.result_letters import Readers, readers_of
from challenges.results.waiting import Waiting, all_told
from challenges.wording import localized

NO_CEREMONY = gettext_noop("The award ceremony never took place here: whoever waits for it reads everything at once.")
NO_AWARD = gettext_noop("There is no award: the results are the leaderboards and the juries alone.")
NOT_FROM_DECISION = gettext_noop("An award follows a jury, but its laureates were not taken from the locked decision.")


@dataclass(frozen=True)
class Reach:
    """What appears with the results, and how many people hear of it. `feedback` counts teams."""

    awards: int
    laureates: int
    boards: int
    feedback: int
    readers: Readers


def obstacles(waiting: Waiting) -> list[Refusal]:
    """Why nothing can be published now, all at once; empty where it can. No query."""
    return [*_of_ceremony(waiting), *_of_awards(waiting), *_of_boards(waiting)]


def doubts(waiting: Waiting) -> list[str]:
    """Message ids of what is odd and does not stand in the way. No query."""
    found = []
    if waiting.ceremony is None or waiting.ceremony.state != State.DONE:
        found.append(NO_CEREMONY)
    if not waiting.awards:
        found.append(NO_AWARD)
    if any(award.panel_id and award.decision_id is None for award in waiting.awards):
        found.append(NOT_FROM_DECISION)
    return found


def reach_of(waiting: Waiting) -> Reach:
    """As it is now. Two queries."""
    return Reach(
        awards=len(waiting.awards),
        laureates=len(all_told(waiting.awards)),
        boards=len(waiting.held_boards),
        feedback=_agreed(waiting.edition),
        readers=readers_of(waiting),
    )


def _agreed(edition: Edition) -> int:
    """Letters of juries that have decided, to the teams of projects that are still before them."""
    standing = {"candidate__withdrawn_at": None, "candidate__project__isnull": False}
    locked = Feedback.objects.filter(
        candidate__panel__edition=edition, candidate__panel__stage=Stage.LOCKED, **standing
    )
    return locked.filter(agreed_at__isnull=False, released_at=None).count()


def _of_ceremony(waiting: Waiting) -> Iterator[Refusal]:
    if waiting.ceremony is not None and waiting.ceremony.state == State.LIVE:
        yield CeremonyGoesOn()


def _of_awards(waiting: Waiting) -> Iterator[Refusal]:
    for award in waiting.awards:
        if not award.laureates.all():
            yield AwardWithoutLaureate(award=_title(award))
        if award.panel and award.panel.stage != Stage.LOCKED:
            yield AwardPanelNotLocked(award=_title(award), panel=localized(award.panel.title, _language()))


def _of_boards(waiting: Waiting) -> Iterator[Refusal]:
    for board in sorted(waiting.boards, key=lambda one: one.pk):
        phase = board.phase
        if board.closed_at is None and phase.challenge.is_published:
            challenge = localized(phase.challenge.title, _language())
            yield BoardStillOpen(challenge=challenge, phase=localized(phase.title, _language()))


def _title(award: Award) -> str:
    return localized(award.title, _language())


def _language() -> str:
    return (get_language() or "fr")[:2]
