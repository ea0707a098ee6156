"""Who enters the admin, and what they see there."""

from typing import Any, ClassVar, cast

from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.http import HttpRequest

from challenges.editions.queries import organized_by


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
