"""What the site says of a challenge, as its pack tells it: texts, theme, prizes, scale, partners."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from challenges.editions.models import Challenge, Edition
from challenges.journal.actions import write
from challenges.journal.changes import changes
from smartport.packs.pack import LANGUAGES, Pack

ACTOR = "challenge publish"


@transaction.atomic
def describe(pack: Pack, edition: Edition, *, is_published: bool) -> Challenge:
    """The challenge of this pack in this edition, with those of its partners that the edition has; one that exists
    keeps what the organizers made of it."""
    told = {**_fields(pack), "order": pack.setting.order, "is_published": is_published}
    challenge, is_new = Challenge.objects.get_or_create(edition=edition, slug=pack.slug, defaults=told)
    if is_new:
        challenge.partners.set(edition.partners.filter(short_name__in=pack.setting.partners))
    return challenge


def unknown_partners(pack: Pack, edition: Edition) -> list[str]:
    """Partners of the pack that the edition does not have."""
    known = set(edition.partners.values_list("short_name", flat=True))
    return [name for name in pack.setting.partners if name not in known]


def different_texts(pack: Pack, challenge: Challenge) -> list[str]:
    """What the site has otherwise than the folder: changed in the console, or the folder since. Texts are compared by
    language."""
    return [name for name, told in _fields(pack).items() if _comparable(getattr(challenge, name)) != _comparable(told)]


@transaction.atomic
def update_texts(pack: Pack, challenge: Challenge, *, now: datetime) -> list[str]:
    """Take what the folder says. New rules are a new version, which teams have to accept again."""
    changed = different_texts(pack, challenge)
    if not changed:
        return []
    before = {name: getattr(challenge, name) for name in (*changed, "rules_version")}
    for name in changed:
        setattr(challenge, name, _fields(pack)[name])
    challenge.rules_version += "rules" in changed
    challenge.save(update_fields=[*changed, "rules_version"])
    told = changes(before, {name: getattr(challenge, name) for name in before})
    details = {"texts": changed, "rules_version": challenge.rules_version, "changes": told}
    write("challenge.texts_changed", subject=subject_of(challenge), actor=ACTOR, now=now, details=details)
    return changed


def subject_of(challenge: Challenge) -> str:
    """As the journal calls it."""
    return f"challenge:{challenge.pk}"


def _fields(pack: Pack) -> dict[str, Any]:
    return {**pack.texts, **pack.setting.fields}


def _comparable(told: Any) -> Any:
    """Of texts the three languages alone, a missing one as an empty one."""
    if isinstance(told, list):
        return [{name: _comparable(texts) for name, texts in one.items()} for one in told]
    return {language: str(told.get(language, "")) for language in LANGUAGES} if isinstance(told, Mapping) else told
