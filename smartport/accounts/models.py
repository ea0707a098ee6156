"""A person who can log in, known by e-mail."""

from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Logs in by e-mail; shown to others by `display_name` only, never by e-mail or user name."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name shown to others"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=2, default="fr")

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """A question about a thing goes to the table, for superusers too: the operator sees no hidden score either."""
        if obj is None:
            return super().has_perm(perm)
        return any(backend.has_perm(self, perm, obj) for backend in get_backends())

    def __str__(self) -> str:
        return self.display_name or self.username
