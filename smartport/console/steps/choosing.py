"""What a challenge is made from: a release, a challenge of the house, a challenge of another edition, a ZIP."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from challenges import clock
from challenges.editions.models import Challenge
from challenges.editions.queries import organized_by
from challenges.making.actions import bring
from challenges.making.models import Making
from challenges.making.rules import ChoiceMissing, PackMissing
from datasets.models import Release
from smartport.making.bringing import brought
from smartport.making.given import given_of, sizes_of, usable
from smartport.making.house import template_of, templates

MOST_LISTED = 100
Answers = Mapping[str, Any]


def data_shown(making: Making, user: AbstractBaseUser) -> Answers:
    """The releases that this organizer may make a challenge from, the newest first."""
    return {"releases": usable(user)[:MOST_LISTED], "chosen": making.answers.get("data", {}).get("release")}


def data_taken(making: Making, request: HttpRequest) -> Answers:
    """Raises ChoiceMissing, ReleaseUnfit."""
    if making.way == "template" and request.POST.get("choice") == "later":
        return {"release": "", "name": ""}
    release = release_of(request.user, request.POST.get("choice", ""))  # type: ignore[arg-type]
    given = given_of(release)
    return {"release": str(release.pk), "name": str(release), **sizes_of(given)}


def release_of(user: AbstractBaseUser, key: str) -> Release:
    """Raises ChoiceMissing."""
    try:
        found = usable(user).filter(pk=UUID(key)).first()
    except ValueError as error:
        raise ChoiceMissing from error
    if found is None:
        raise ChoiceMissing
    return found


def template_shown(making: Making, user: AbstractBaseUser) -> Answers:
    """The challenges of the house."""
    return {"templates": templates(), "chosen": making.answers.get("template", {}).get("pack")}


def template_taken(making: Making, request: HttpRequest) -> Answers:
    """Raises ChoiceMissing."""
    found = template_of(request.POST.get("choice", ""))
    if found is None:
        raise ChoiceMissing
    return {"pack": found.slug}


def challenge_shown(making: Making, user: AbstractBaseUser) -> Answers:
    """The challenges whose hidden side this organizer knows, the newest edition first."""
    rows = organized_by(user).select_related("edition", "release").order_by("-edition__opens_at", "order", "slug")
    return {"challenges": rows[:MOST_LISTED], "chosen": making.answers.get("challenge", {}).get("id")}


def challenge_taken(making: Making, request: HttpRequest) -> Answers:
    """Raises ChoiceMissing."""
    found = copied_of(request.user, request.POST.get("choice", ""))  # type: ignore[arg-type]
    return {"id": found.pk, "name": f"{found.edition.slug}/{found.slug}"}


def copied_of(user: AbstractBaseUser, key: object) -> Challenge:
    """Raises ChoiceMissing."""
    text = str(key)
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    found = organized_by(user).select_related("edition").filter(pk=number).first()
    if found is None:
        raise ChoiceMissing
    return found


def file_shown(making: Making, user: AbstractBaseUser) -> Answers:
    """What was found in the zip that was brought."""
    if not making.content:
        return {"brought": None}
    with brought(making.content, by=user) as found:
        return {"brought": found}


def file_taken(making: Making, request: HttpRequest) -> Answers:
    """The zip is kept, faults or not: the page lists them. Raises PackMissing, PackTooLarge."""
    content = request.FILES.get("file")
    if content is None:
        raise PackMissing
    bring(making, content, now=clock.now())
    with brought(making.content, by=request.user) as found:  # type: ignore[arg-type]
        slug = found.pack.slug if found.pack else ""
        return {"name": str(content.name)[:120], "is_well": not found.faults, "slug": slug}
