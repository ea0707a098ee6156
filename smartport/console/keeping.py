"""One form for one row: shown, checked, saved once; whoever saves second is told what changed meanwhile."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction
from django.forms import ModelForm
from django.http import Http404, HttpRequest

from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.wording import Said, say, say_moment
from smartport.console.editing import FIELD, clashes, is_unchanged, seen_of, values_of

Form = Callable[..., "ModelForm[Any]"]
Keep = Callable[[Any], None]


@dataclass(frozen=True)
class ShownClash:
    """A field that somebody else changed, as a person reads it."""

    label: str
    now: str
    sent: str


@dataclass(frozen=True)
class Attempt:
    """A form as it was sent, or as it is shown first. `seen` goes out with it."""

    form: "ModelForm[Any]"
    seen: str
    is_kept: bool = False
    clashes: list[ShownClash] = field(default_factory=list)
    refusal: Refusal | None = None
    said: Said | None = None

    @property
    def status(self) -> int:
        """Of the answer that shows it again."""
        if self.refusal:
            return self.refusal.status
        return 409 if self.clashes else 422 if self.form.is_bound else 200

    @property
    def context(self) -> dict[str, Any]:
        """What `console/keep.html` shows of it."""
        names = ("form", "seen", "clashes", "refusal", "said")
        return {name: getattr(self, name) for name in names}


def attempt(
    request: HttpRequest, row: models.Model, *, form: Form, fields: Sequence[str], edition: Edition, keep: Keep
) -> Attempt:
    """Show the row in its form, or have `keep` save it as the form says; the row is locked meanwhile. Raises Http404
    for one that is gone."""
    if request.method != "POST":
        return Attempt(form(instance=row), seen_of(row, fields))
    with transaction.atomic():
        current = _held(row)
        now_seen = seen_of(current, fields)
        sent = form(request.POST, request.FILES, instance=copy.copy(current))
        if not sent.is_valid():
            return Attempt(sent, request.POST.get(FIELD, ""))
        told = _clashes(current, sent, fields=fields, seen=request.POST.get(FIELD, ""), edition=edition)
        if told:
            return Attempt(sent, now_seen, clashes=told)
        try:
            keep(sent.instance)
        except Refusal as refusal:
            return Attempt(sent, now_seen, refusal=refusal, said=say(refusal, zone=edition.timezone))
    return Attempt(sent, now_seen, is_kept=True)


def sent_key(request: HttpRequest) -> UUID:
    """What a form for something new will be called: sent twice, it is one thing. A form without one is sent once."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def _held(row: models.Model) -> models.Model:
    if row._state.adding:
        return row
    held = type(row)._default_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
    if held is None:
        raise Http404
    return held


def _clashes(
    current: models.Model, sent: "ModelForm[Any]", *, fields: Sequence[str], seen: str, edition: Edition
) -> list[ShownClash]:
    if current._state.adding or is_unchanged(current, fields, seen=seen):
        return []
    found = clashes(current, fields, sent=values_of(sent.instance, fields))
    return [
        ShownClash(_label(sent, one.field), _read(one.now, edition=edition), _read(one.sent, edition=edition))
        for one in found
    ]


def _label(form: "ModelForm[Any]", name: str) -> str:
    return str(form.fields[name].label) if name in form.fields else name


def _read(value: Any, *, edition: Edition) -> str:
    """A value in words: of texts all that there are."""
    if isinstance(value, dict):
        return " · ".join(str(text) for text in value.values() if text) or "—"
    if isinstance(value, datetime):
        return say_moment(value, zone=edition.timezone)
    return "—" if value in (None, "") else str(value)
