"""Before results are published: what stands in the way, what is doubtful, and whom it reaches."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from challenges.ceremony.models import Award, Ceremony, State
from challenges.editions.models import Edition
from challenges.errors import Refusal, gettext_noop
from challenges.jury.models import Feedback
from challenges.leaderboards.models import Leaderboard
from challenges.panels.models import Stage
from challenges.panels.queries import standing_candidates
from challenges.results.publication_rules import (
    AwardPanelNotLocked,
    AwardWithoutLaureate,
    BoardStillOpen,
    CeremonyGoesOn,
)
from challenges.results.result_letters import Readers, readers_of
from challenges.results.results import told_laureates
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


def obstacles(edition: Edition) -> list[Refusal]:
    """Why nothing can be published now, all at once; empty where it can."""
    return [*_of_ceremony(edition), *_of_awards(edition), *_of_boards(edition)]


def doubts(edition: Edition) -> list[str]:
    """Message ids of what is odd and does not stand in the way."""
    found = []
    if not Ceremony.objects.filter(edition=edition, state=State.DONE).exists():
        found.append(NO_CEREMONY)
    if not edition.awards.exists():
        found.append(NO_AWARD)
    if edition.awards.filter(panel__isnull=False, decision=None).exists():
        found.append(NOT_FROM_DECISION)
    return found


def reach_of(edition: Edition) -> Reach:
    """As it is now."""
    awards = list(edition.awards.prefetch_related("laureates"))
    return Reach(
        awards=len(awards),
        laureates=sum(len(told_laureates(award)) for award in awards),
        boards=held_boards(edition).count(),
        feedback=sum(_agreed(edition)),
        readers=readers_of(edition),
    )


def held_boards(edition: Edition) -> QuerySet[Leaderboard]:
    """Boards that are closed and not told."""
    found = Leaderboard.objects.filter(phase__challenge__edition=edition, closed_at__isnull=False, told_at=None)
    return found.select_related("phase").order_by("pk")


def _agreed(edition: Edition) -> Iterator[int]:
    for panel in edition.panels.filter(stage=Stage.LOCKED):
        waiting = Feedback.objects.filter(candidate__in=standing_candidates(panel), agreed_at__isnull=False)
        yield waiting.filter(released_at=None).count()


def _of_ceremony(edition: Edition) -> Iterator[Refusal]:
    if Ceremony.objects.filter(edition=edition, state=State.LIVE).exists():
        yield CeremonyGoesOn()


def _of_awards(edition: Edition) -> Iterator[Refusal]:
    for award in edition.awards.select_related("panel").prefetch_related("laureates"):
        if not award.laureates.all():
            yield AwardWithoutLaureate(award=_title(award))
        if award.panel and award.panel.stage != Stage.LOCKED:
            yield AwardPanelNotLocked(award=_title(award), panel=localized(award.panel.title, _language()))


def _of_boards(edition: Edition) -> Iterator[Refusal]:
    published = Leaderboard.objects.filter(phase__challenge__edition=edition, phase__challenge__is_published=True)
    for board in published.filter(closed_at=None).select_related("phase__challenge").order_by("pk"):
        phase = board.phase
        challenge = localized(phase.challenge.title, _language())
        yield BoardStillOpen(challenge=challenge, phase=localized(phase.title, _language()))


def _title(award: Award) -> str:
    return localized(award.title, _language())


def _language() -> str:
    return (get_language() or "fr")[:2]
