"""What is missing before an edition or a challenge can be shown to everybody."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from challenges.checks.queries import has_passed
from challenges.editions.models import Challenge, Edition, Phase
from challenges.editions.queries import phase_in_view
from challenges.editions.rules import in_view
from challenges.evaluations.models import Bundle
from challenges.evaluations.queries import bundle_in_force

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)
TEXTS_OF_EDITION = ("title", "summary")
TEXTS_OF_CHALLENGE = ("title", "summary", "statement", "metric", "rules")


@dataclass(frozen=True)
class Lack:
    """One thing: a text in some languages, or a phase, a bundle, a release."""

    what: str
    field: str = ""
    languages: tuple[str, ...] = ()
    phase: Phase | None = None


@dataclass(frozen=True)
class Phases:
    """Those of a challenge, where they are at hand, and the keys of those that have a bundle in force."""

    all: Sequence[Phase]
    scored: Collection[Any]


def lacking(thing: Edition | Challenge, *, now: datetime, phases: Phases | None = None) -> list[Lack]:
    """All of it, in the order in which it is best done; empty where it can be published. Nothing is asked of the
    database where the phases of a challenge are given."""
    return list(_of_edition(thing) if isinstance(thing, Edition) else _of_challenge(thing, now=now, phases=phases))


def unchecked_bundle(thing: Edition | Challenge, *, now: datetime) -> Bundle | None:
    """What scores a challenge, where its last check did not find it well or there was none: it may be shown all the
    same, if somebody says so."""
    phase = phase_in_view(thing, now=now) if isinstance(thing, Challenge) else None
    bundle = bundle_in_force(phase) if phase else None
    return None if bundle is None or has_passed(bundle) else bundle


def missing_languages(texts: dict[str, str] | None) -> tuple[str, ...]:
    """In which a text says nothing."""
    return tuple(code for code in LANGUAGES if not (texts or {}).get(code, "").strip())


def _of_edition(edition: Edition) -> Iterator[Lack]:
    yield from _texts(edition, TEXTS_OF_EDITION)
    if any(edition.eligibility.values()):
        yield from _texts(edition, ("eligibility",))


def _of_challenge(challenge: Challenge, *, now: datetime, phases: Phases | None) -> Iterator[Lack]:
    yield from _texts(challenge, TEXTS_OF_CHALLENGE)
    if challenge.release_id is None:
        yield Lack("release")
    phase = in_view(phases.all, now=now) if phases else phase_in_view(challenge, now=now)
    if phase is None:
        yield Lack("phase")
    elif phase.pk not in phases.scored if phases else bundle_in_force(phase) is None:
        yield Lack("bundle", phase=phase)


def _texts(thing: Edition | Challenge, fields: tuple[str, ...]) -> Iterator[Lack]:
    for field in fields:
        languages = missing_languages(getattr(thing, field))
        if languages:
            yield Lack("text", field=field, languages=languages)
