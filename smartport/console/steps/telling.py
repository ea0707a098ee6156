"""What is said of a challenge: its texts in three languages; its address, its dates and its limits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from challenges.making.models import Making
from smartport.console.asked import (
    LONGEST_LINE,
    LONGEST_PAGE,
    LONGEST_TITLE,
    moment_of,
    number_of,
    texts_of,
    written,
)
from smartport.console.steps.asking import given_by
from smartport.making.creating import require_free, require_times
from smartport.making.preparing import FIELDS, first_texts, is_asked, question_by
from smartport.packs.pack import PAGES
from smartport.packs.publishing import Times

Answers = Mapping[str, Any]
USUAL = {"daily_limit": 5, "total_limit": 100}


def texts_shown(making: Making, user: AbstractBaseUser, *, is_anew: bool = False) -> Answers:
    """As they were written last, else as they are drafted."""
    said = making.answers.get("texts")
    basis = _basis(making)
    is_old = said is not None and said.get("basis") != basis
    texts = said["texts"] if said and not is_anew else _first(making, user)
    return {"texts": texts, "is_old": is_old and not is_anew, "pages": PAGES}


def texts_taken(making: Making, request: HttpRequest) -> Answers:
    """Raises TitleMissing, TextTooLong."""
    texts = {name: texts_of(request.POST, name, longest=_longest(name)) for name in FIELDS}
    return {"texts": texts, "basis": _basis(making)}


def _longest(name: str) -> int:
    """As much as the page that changes the text takes later."""
    return LONGEST_PAGE if name in PAGES else LONGEST_LINE if name == "metric" else LONGEST_TITLE


def terms_shown(making: Making, user: AbstractBaseUser) -> Answers:
    """The address and the dates, those of the edition at first."""
    edition, said = making.edition, making.answers.get("terms", {})
    times = {name: datetime.fromisoformat(said[name]) if name in said else getattr(edition, name) for name in TIMES}
    fields = {name: written(moment, zone=edition.timezone) for name, moment in times.items()}
    limits = {name: said.get(name, usual) for name, usual in USUAL.items()}
    return {"fields": {"slug": said.get("slug") or _slug(making), **fields, **limits}, "has_limits": has_limits(making)}


def terms_taken(making: Making, request: HttpRequest) -> Answers:
    """Raises AddressUnfit, AddressTaken, TimeUnreadable, YearUnfit, HourUnclear, TimesUnfit, LimitUnfit."""
    post, zone = request.POST, making.edition.timezone
    slug = post.get("slug", "").strip()
    require_free(making.edition, slug)
    opens_at, closes_at = (moment_of(post, name, zone=zone) for name in TIMES)
    require_times(Times(opens_at, closes_at))
    limits = {name: number_of(post, name) for name in USUAL} if has_limits(making) else {}
    return {"slug": slug, "opens_at": opens_at.isoformat(), "closes_at": closes_at.isoformat(), **limits}


TIMES = ("opens_at", "closes_at")


def has_limits(making: Making) -> bool:
    """Whether they are asked for; a folder and a copy bring their own."""
    return making.way in {"release", "template"}


def _first(making: Making, user: AbstractBaseUser) -> Mapping[str, Any]:
    given = given_by(making, user) if is_asked(making) else None
    return first_texts(making, given=given, question=question_by(making, given) if given else None)


def _basis(making: Making) -> str:
    """What the texts speak of."""
    metric = making.answers.get("metric", {}) if is_asked(making) else {}
    return " ".join([making.answers.get("template", {}).get("pack", ""), *map(str, metric.values())])


def _slug(making: Making) -> str:
    """The address that suggests itself."""
    said = making.answers
    copied = str(said.get("challenge", {}).get("name", "")).rpartition("/")[2]
    named = str(said.get("data", {}).get("name", "")).partition(" ")[0]
    return str(said.get("file", {}).get("slug") or copied or said.get("template", {}).get("pack") or named)
