"""A person who can log in, known by e-mail."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Logs in by e-mail; shown to others by `display_name` only, never by e-mail or user name."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name shown to others"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=2, default="fr")

    def __str__(self) -> str:
        return self.display_name or self.username
