"""A form over one row: opened, looked at, saved once, and never over what somebody else wrote meanwhile."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db import models, transaction
from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from challenges import clock
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.journal.actions import hold_the_pen
from challenges.journal.keeping import change
from challenges.pages.visit import reader
from challenges.wording import Said, enumerated, say, say_moment
from smartport.console.editing import FIELD, clashes, is_unchanged, seen_of, values_of
from smartport.console.localized_fields import LANGUAGES, MomentField

LOOK = "look"  # the button that shows the texts as readers see them, and saves nothing
NAMES = {"fr": "French", "ar": "Arabic", "en": "English"}


class SheetForm(forms.ModelForm):  # type: ignore[type-arg]
    """Hours by the clock of the edition; what the database would refuse is said by `clean`, in words."""

    def __init__(self, *args: Any, edition: Edition, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.now = edition, now
        for name, found in self.fields.items():
            if isinstance(found, forms.DateTimeField):
                told = {"label": found.label, "required": found.required, "help_text": found.help_text}
                self.fields[name] = MomentField(zone=edition.timezone, **told)
        self.was = values_of(self.instance, list(self._meta.fields or ())) if self.instance.pk else {}

    def validate_constraints(self) -> None:
        """`clean` does."""

    def sent(self) -> dict[str, Any]:
        """What was sent, of each field of the row; of one that only looks otherwise its value as it was."""
        names = [name for name in self._meta.fields or () if name in self.fields]
        return {name: self._plain(name) if name in self.changed_data else self.was[name] for name in names}

    def _plain(self, name: str) -> Any:
        value = self.cleaned_data[name]
        if isinstance(value, models.Model):
            return value.pk
        return sorted(row.pk for row in value) if isinstance(value, models.QuerySet) else value


MakeForm = Callable[..., SheetForm]
Keep = Callable[[Any], object]


@dataclass(frozen=True)
class Line:
    """What somebody else changed meanwhile, in words."""

    label: str
    now: str
    sent: str


@dataclass(frozen=True)
class Taken:
    """A form as it is to be shown; `is_saved` says that it need not be."""

    form: SheetForm
    seen: str
    lines: list[Line] = field(default_factory=list)
    is_saved: bool = False
    refusal: Refusal | None = None
    said: Said | None = None

    @property
    def status(self) -> int:
        """Of the answer that shows it."""
        if self.refusal:
            return self.refusal.status
        if self.lines:
            return 409
        return 422 if self.form.is_bound and self.form.errors else 200

    @property
    def context(self) -> dict[str, Any]:
        """What `console/sheet.html` shows of it."""
        told = {"refusal": self.refusal, "said": self.said}
        return {"taken": self, "form": self.form, "clashes": self.lines, **told}


def take(
    request: HttpRequest,
    row: Any,
    make_form: MakeForm,
    *,
    fields: Sequence[str],
    edition: Edition,
    keep: Keep | None = None,
    is_pen_first: bool = True,
) -> Taken:
    """Show the row's form; take what was sent. The row, unless it is new, is locked while it is compared and written.

    `keep` saves the row as the form says and may refuse to; without one the row is there and its values are changed.
    The journal's lock comes first, unless `keep` locks something that others lock before the journal."""
    now = clock.now()
    if request.method != "POST":
        return Taken(make_form(instance=row, edition=edition, now=now), seen_of(row, fields))
    seen = request.POST.get(FIELD, "")
    with transaction.atomic():
        if is_pen_first:
            hold_the_pen(now)
        held = _held(row)
        form = make_form(request.POST, request.FILES, instance=copy(held), edition=edition, now=now)
        if not form.is_valid() or LOOK in request.POST:
            return Taken(form, seen)
        lines = _clashes(held, form, fields=fields, seen=seen)
        if lines:
            return Taken(form, seen_of(held, fields), lines)
        try:
            if keep:
                keep(form.instance)
            else:
                change(held, form.sent(), by=reader(request), now=now)
        except Refusal as refusal:
            return Taken(form, seen_of(held, fields), refusal=refusal, said=say(refusal, zone=edition.timezone))
    return Taken(form, seen, is_saved=True)


def sent_key(request: HttpRequest) -> UUID:
    """What a form for something new will be called: sent twice, it is one thing. A form without one is sent once."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def _held(row: Any) -> Any:
    if row._state.adding:
        return row
    held = type(row)._default_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
    if held is None:
        raise Http404
    return held


def _clashes(held: Any, form: SheetForm, *, fields: Sequence[str], seen: str) -> list[Line]:
    if held._state.adding or is_unchanged(held, fields, seen=seen):
        return []
    sent = form.sent()
    return [line for one in clashes(held, list(sent), sent=sent) for line in _lines(form, one.field, one.now, one.sent)]


def _lines(form: SheetForm, name: str, now: Any, sent: Any) -> list[Line]:
    """Of a text a line for each language in which the two differ."""
    found = form.fields.get(name)
    label = str(found.label if found and found.label else name).capitalize()
    if isinstance(now, dict) or isinstance(sent, dict):
        one, other = now or {}, sent or {}
        if any(isinstance(value, dict) for value in [*one.values(), *other.values()]):
            parts = ((key, one.get(key) or {}, other.get(key) or {}) for key in sorted({*one, *other}))
            return [line for key, *texts in parts for line in _lines_of_texts(f"{label} {key}", *texts)]
        return _lines_of_texts(label, one, other)
    return [Line(label, _shown(form, name, now), _shown(form, name, sent))]


def _lines_of_texts(label: str, one: dict[str, str], other: dict[str, str]) -> list[Line]:
    differ = [code for code in LANGUAGES if one.get(code, "") != other.get(code, "")]
    return [
        Line(f"{label} ({gettext(NAMES[code])})", one.get(code, "") or "—", other.get(code, "") or "—")
        for code in differ
    ]


def _shown(form: SheetForm, name: str, value: Any) -> str:
    found: Any = form.fields.get(name)
    if isinstance(value, datetime):
        return say_moment(value, zone=form.edition.timezone)
    if hasattr(found, "queryset"):
        keys = value if isinstance(value, list) else [value]
        return enumerated(str(row) for row in found.queryset.filter(pk__in=[key for key in keys if key])) or "—"
    if isinstance(value, list):
        return " · ".join(str(prize.get("title", {}).get("fr", "")) for prize in value) or "—"
    if hasattr(found, "choices"):
        return str(dict(found.choices).get(value, value))
    return "—" if value in (None, "") else str(value)
