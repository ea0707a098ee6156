"""A form over one row: opened, looked at, saved once, and never over what somebody else wrote meanwhile."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.db import models, transaction
from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from challenges import clock
from challenges.admin.texts import LANGUAGES
from challenges.editions.models import Edition
from challenges.journal.actions import hold_the_pen
from challenges.lifecycle.changing import change
from challenges.pages.visit import reader
from challenges.wording import say_moment
from smartport.console.editing import FIELD, clashes, is_unchanged, seen_of, values_of
from smartport.console.localized_fields import MomentField

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

    @property
    def status(self) -> int:
        """Of the answer that shows it."""
        if self.lines:
            return 409
        return 422 if self.form.is_bound and self.form.errors else 200


def take(request: HttpRequest, row: Any, make_form: MakeForm, *, fields: Sequence[str], edition: Edition) -> Taken:
    """Show the row's form; take what was sent. The row is locked while it is compared and written."""
    now = clock.now()
    if request.method != "POST":
        return Taken(make_form(instance=row, edition=edition, now=now), seen_of(row, fields))
    seen = request.POST.get(FIELD, "")
    with transaction.atomic():
        hold_the_pen(now)
        held = type(row)._default_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
        if held is None:
            raise Http404
        form = make_form(request.POST, instance=copy(held), edition=edition, now=now)
        if not form.is_valid() or LOOK in request.POST:
            return Taken(form, seen)
        if not is_unchanged(held, fields, seen=seen):
            found = clashes(held, list(form.sent()), sent=form.sent())
            if found:
                lines = [line for one in found for line in _lines(form, one.field, one.now, one.sent)]
                return Taken(form, seen_of(held, fields), lines)
        change(held, form.sent(), by=reader(request), now=now)
    return Taken(form, seen, is_saved=True)


def _lines(form: SheetForm, name: str, now: Any, sent: Any) -> list[Line]:
    """Of a text a line for each language in which the two differ."""
    found = form.fields.get(name)
    label = str(found.label if found and found.label else name).capitalize()
    if isinstance(now, dict) or isinstance(sent, dict):
        one, other = now or {}, sent or {}
        differ = [code for code in LANGUAGES if one.get(code, "") != other.get(code, "")]
        return [
            Line(f"{label} ({gettext(NAMES[code])})", one.get(code, "") or "—", other.get(code, "") or "—")
            for code in differ
        ]
    return [Line(label, _shown(form, name, now), _shown(form, name, sent))]


def _shown(form: SheetForm, name: str, value: Any) -> str:
    found: Any = form.fields.get(name)
    if isinstance(value, datetime):
        return say_moment(value, zone=form.edition.timezone)
    if hasattr(found, "queryset"):
        keys = value if isinstance(value, list) else [value]
        return ", ".join(str(row) for row in found.queryset.filter(pk__in=[key for key in keys if key])) or "—"
    if isinstance(value, list):
        return " · ".join(str(prize.get("title", {}).get("fr", "")) for prize in value) or "—"
    if hasattr(found, "choices"):
        return str(dict(found.choices).get(value, value))
    return "—" if value in (None, "") else str(value)
