"""What the script lacks before it can be armed, and what is only worth a look."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from challenges.ceremony.models import Award, Ceremony, Laureate
from challenges.ceremony.script import MOST_TOLD
from challenges.jury.models import Decision

SHOWN = ("fr", "ar")
"""The languages of the hall: a citation is wanted in both."""


@dataclass(frozen=True)
class ScriptLack:
    """One thing, by its name: `what` is a word of the functions below. One that blocks keeps the script from being
    armed; the others are for people to judge."""

    what: str
    award: Award | None = None
    is_blocking: bool = False
    names: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    count: int = 0
    wanted: int = 0


def script_lacks(ceremony: Ceremony) -> list[ScriptLack]:
    """All of it, what blocks first; within that the awards in their own order. Three queries."""
    awards = list(
        ceremony.edition.awards.select_related("decision", "panel").prefetch_related("laureates", "panel__decisions")
    )
    found = [*_of_evening(ceremony, awards), *(lack for award in awards for lack in _of_award(award))]
    return sorted(found, key=lambda lack: not lack.is_blocking)


def is_blocked(lacks: Iterable[ScriptLack]) -> bool:
    """Whether something keeps the script from being armed."""
    return any(lack.is_blocking for lack in lacks)


def _of_evening(ceremony: Ceremony, awards: list[Award]) -> Iterator[ScriptLack]:
    if not awards:
        yield ScriptLack("awards", is_blocking=True)
    if ceremony.begins_at is None:
        yield ScriptLack("hour")
    if not any(ceremony.place.values()):
        yield ScriptLack("place")


def _of_award(award: Award) -> Iterator[ScriptLack]:
    laureates = list(award.laureates.all())
    if not laureates:
        yield ScriptLack("laureates", award, is_blocking=True)
        return
    if not _is_decided(award):
        yield ScriptLack("decision", award, is_blocking=True)
    ranks = sorted({laureate.rank for laureate in laureates})
    told = set(ranks[: min(award.told, MOST_TOLD)])
    # Two ex aequo take two places.
    if len(laureates) < award.told:
        yield ScriptLack("told", award, count=len(ranks), wanted=award.told)
    uncited = [one for one in laureates if one.rank in told and _untold(one)]
    if uncited:
        languages = tuple(code for code in SHOWN if any(code in _untold(one) for one in uncited))
        yield ScriptLack("citation", award, names=tuple(one.team_name for one in uncited), languages=languages)
    if not award.handed_by.strip():
        yield ScriptLack("handed_by", award)


def _untold(laureate: Laureate) -> list[str]:
    return [code for code in SHOWN if not str(laureate.citation.get(code, "")).strip()]


def _is_decided(award: Award) -> bool:
    """What a panel decided is told as it locked it; without its decision somebody has to have said why."""
    if award.decision is None:
        return award.panel is None or bool(award.reason.strip())
    return _is_locked(award.decision) and (award.panel is None or award.decision == _locked_of(award))


def _locked_of(award: Award) -> Decision | None:
    decisions = award.panel.decisions.all() if award.panel else ()
    return next((one for one in decisions if _is_locked(one)), None)


def _is_locked(decision: Decision) -> bool:
    return decision.locked_at is not None and decision.withdrawn_at is None
