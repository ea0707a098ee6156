"""An edition or a challenge from another one: texts, phases moved in time, partners, questions; neither teams nor
results."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Challenge, Edition, FaqEntry, Partner, Phase
from challenges.evaluations.models import Bundle
from challenges.evaluations.publishing import put_in_force
from challenges.evaluations.queries import bundle_in_force
from challenges.journal.actions import write
from challenges.making.models import Source
from challenges.making.queries import source_of
from challenges.making.rules import AddressTaken, TimesUnfit, require_slug
from smartport.making.creating import require_free
from smartport.packs.describing import subject_of

OF_CHALLENGE = (
    "order",
    "title",
    "summary",
    "statement",
    "metric",
    "rules",
    "release",
    "theme",
    "prizes",
    "naive_anchor",
    "target_anchor",
    "kit",
    "kit_size",
)
OF_PHASE = ("slug", "title", "daily_limit", "total_limit", "gap_minutes", "selections", "log_policy")


@dataclass(frozen=True)
class EditionTold:
    """What is said of a new edition."""

    slug: str
    title: dict[str, str]
    summary: dict[str, str]
    opens_at: datetime
    closes_at: datetime
    zone: str
    team_size: int
    is_told_on_stage: bool = True


@transaction.atomic
def make_edition(
    told: EditionTold,
    *,
    by: AbstractBaseUser,
    now: datetime,
    model: Edition | None = None,
    challenges: Iterable[Challenge] = (),
) -> Edition:
    """A draft. From a `model`: its partners, its questions, and of its challenges those given, as drafts, as long after
    the opening as they were. Raises AddressUnfit, AddressTaken, TimesUnfit."""
    if told.opens_at >= told.closes_at:
        raise TimesUnfit
    if Edition.objects.filter(slug=require_slug(told.slug)).exists():
        raise AddressTaken
    extra = {name: getattr(model, name) for name in ("eligibility",)} if model else {}
    edition = Edition.objects.create(**{**vars(told), **extra})
    chosen = list(challenges)
    if model is not None:
        _copy_partners(model, edition)
        _copy_questions(FaqEntry.objects.filter(edition=model, challenge=None), edition=edition, challenge=None)
        for challenge in chosen:
            shift = told.opens_at - model.opens_at
            copy_challenge(challenge, edition, slug=challenge.slug, shift=shift, by=by, now=now)
    details = {"from": model.slug if model else "", "challenges": [one.slug for one in chosen]}
    write("edition.made", subject=f"edition:{edition.pk}", by=by, now=now, details={"slug": told.slug, **details})
    return edition


@transaction.atomic
def copy_challenge(
    challenge: Challenge,
    edition: Edition,
    *,
    slug: str,
    shift: timedelta,
    by: AbstractBaseUser,
    now: datetime,
    first_closes_at: datetime | None = None,
    then: Callable[[Challenge], object] = lambda copy: None,
) -> Challenge:
    """A draft with the same texts, the same data, and the same bundle in force for each phase. The first phase closes
    at another time where one is given; `then` hears of the draft in the same transaction. Raises AddressUnfit,
    AddressTaken."""
    require_free(edition, slug)
    told: dict[str, Any] = {name: getattr(challenge, name) for name in OF_CHALLENGE}
    copy = Challenge.objects.create(edition=edition, slug=slug, is_published=False, **told)
    names = challenge.partners.values_list("short_name", flat=True)
    copy.partners.set(edition.partners.filter(short_name__in=list(names)))
    copy.organizers.set({*challenge.organizers.values_list("pk", flat=True), by.pk})
    then(copy)
    for number, phase in enumerate(challenge.phases.order_by("opens_at", "pk")):
        closes_at = first_closes_at if number == 0 and first_closes_at else phase.closes_at + shift
        _copy_phase(phase, copy, opens_at=phase.opens_at + shift, closes_at=closes_at, by=by, now=now)
    _copy_questions(challenge.faq.all(), edition=edition, challenge=copy)
    if (source := source_of(challenge)) is not None:
        Source.objects.create(challenge=copy, content=source.content.name, sha256=source.sha256, kept_at=now)
    details = {"edition": edition.slug, "slug": slug, "from": f"{challenge.edition.slug}/{challenge.slug}"}
    write("challenge.made", subject=subject_of(copy), by=by, now=now, details=details)
    return copy


def _copy_phase(
    phase: Phase, copy: Challenge, *, opens_at: datetime, closes_at: datetime, by: AbstractBaseUser, now: datetime
) -> None:
    """The frozen hour stays as long before the close as it was."""
    freezes = closes_at - (phase.closes_at - phase.freezes_at) if phase.freezes_at else None
    told = {name: getattr(phase, name) for name in OF_PHASE}
    times = {"opens_at": opens_at, "closes_at": closes_at, "freezes_at": freezes}
    new = Phase.objects.create(challenge=copy, **told, **times)
    bundle = bundle_in_force(phase)
    if bundle is None:
        return
    kept = {name: getattr(bundle, name) for name in ("sha256", "manifest")}
    files = {"content": bundle.content.name, "expected_ids": bundle.expected_ids.name or ""}
    put_in_force(Bundle.objects.create(phase=new, **kept, **files), by=by, now=now)


def _copy_partners(model: Edition, edition: Edition) -> None:
    fields = ("short_name", "name", "address", "order")
    rows = model.partners.values(*fields)
    Partner.objects.bulk_create(Partner(edition=edition, **row) for row in rows)


def _copy_questions(entries: Iterable[FaqEntry], *, edition: Edition, challenge: Challenge | None) -> None:
    FaqEntry.objects.bulk_create(
        FaqEntry(edition=edition, challenge=challenge, order=one.order, question=one.question, answer=one.answer)
        for one in entries
    )
