"""Who enters the admin, and the trace that a change leaves."""

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.http import HttpRequest

from challenges import clock
from challenges.editions.queries import organized_by
from challenges.journal.actions import write
from challenges.journal.changes import Changes, changes


def is_organizer(request: HttpRequest) -> bool:
    """The permissions' table decides, not Django's own lists."""
    return request.user.has_perm("challenges.organize")


class LookedAt(admin.ModelAdmin):  # type: ignore[type-arg]
    """Organizers may look; nobody adds, changes or deletes. `path_to_challenge` leads from a row to the challenge whose
    organizers alone may see it; empty where everybody who organizes may."""

    path_to_challenge: ClassVar[str] = ""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request)
        if not self.path_to_challenge:
            return rows
        return rows.filter(**{f"{self.path_to_challenge}__in": organized_by(cast(AbstractBaseUser, request.user))})

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """By the filters on the page only: another would answer questions about columns that are not shown."""
        filters = [name for name in self.list_filter if isinstance(name, str)]
        return any(lookup == name or lookup.startswith(f"{name}__") for name in filters)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_organizer(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return is_organizer(request)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class Edited(LookedAt):
    """Organizers may add and change; what others stand on is not deleted. The journal says who changed what."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return is_organizer(request)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return is_organizer(request)

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _note(request, obj, "changed" if change else "added", told=_moves(form))

    @transaction.atomic
    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The rows inside, such as a challenge's phases, leave a trace each."""
        super().save_formset(request, form, formset, change)
        moves = {id(row.instance): _moves(row) for row in formset.forms if row.has_changed()}
        for found in formset.new_objects:
            _note(request, found, "added", told=moves[id(found)])
        for found, _ in formset.changed_objects:
            _note(request, found, "changed", told=moves[id(found)])

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        was = {field.attname: field.value_from_object(obj) for field in obj._meta.concrete_fields}
        _note(request, obj, "deleted", told=changes(was, dict.fromkeys(was)))
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        """One by one, so that each is told."""
        for found in queryset:
            self.delete_model(request, found)


def _note(request: HttpRequest, obj: models.Model, deed: str, *, told: Changes) -> None:
    name, user = obj._meta.model_name, cast(AbstractBaseUser, request.user)
    write(f"{name}.{deed}", subject=f"{name}:{obj.pk}", by=user, now=clock.now(), details={"changes": told})


def _moves(form: Any) -> Changes:
    """Of the fields that somebody changed, from what to what; rows by their keys."""
    before = {name: _plain(form.initial.get(name)) for name in form.changed_data}
    return changes(before, {name: _plain(form.cleaned_data.get(name)) for name in form.changed_data})


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet | list) and all(isinstance(one, models.Model) for one in value):
        return sorted(one.pk for one in value)
    return value


class EditedInside(admin.TabularInline):  # type: ignore[type-arg]
    """Rows that belong to another one, edited on its page."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return is_organizer(request)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return is_organizer(request)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return is_organizer(request)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False
