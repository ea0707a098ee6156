"""User, known by e-mail; ApiToken and Consent, which are a user's own; Block."""

import uuid

from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

from smartport.accounts.rules import PURPOSES, TERMS


class User(AbstractUser):
    """Logs in by e-mail; shown to others by `display_name` only, never by e-mail or user name."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name shown to others"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=2, default="fr")
    # What the last Consent to the terms says too: here it is read with the person, at every page and every deed.
    agreed_terms = models.PositiveSmallIntegerField(_("version of the terms agreed to"), default=0, editable=False)

    organizes_named_only = models.BooleanField(
        _("organizes the challenges that name this person only"),
        default=False,
        help_text=_("An organizer without this also organizes every challenge that names nobody else."),
    )

    judges = models.BooleanField(
        _("sits on a jury"),
        default=False,
        help_text=_("Needs a second factor, as organizers do, and reads no leaderboard before the ballots are in."),
    )

    @property
    def wants_terms(self) -> bool:
        """Whether the terms and the notice as they stand now wait for this person's yes."""
        return self.agreed_terms < PURPOSES[TERMS]

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """A question about a thing goes to the table, for superusers too: the operator sees no hidden score either."""
        if obj is None:
            return super().has_perm(perm)
        try:
            return any(backend.has_perm(self, perm, obj) for backend in get_backends())
        except PermissionDenied:
            return False

    def __str__(self) -> str:
        return self.display_name or self.username


class ApiToken(models.Model):
    """Opens the API in a person's name, within its scopes. Only a digest of the secret is kept; `prefix` is the start
    of it, by which its owner knows it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("what it may do"), default=list)
    created_at = models.DateTimeField(_("created at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    """A person's yes to one version of one purpose, and when it was taken back. Rows are never overwritten: who had
    said yes to what on a given day can always be told."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=24)
    version = models.PositiveSmallIntegerField(_("version of the text"))
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"], condition=models.Q(withdrawn_at=None), name="consent_one_living"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} v{self.version}"


class Block(models.Model):
    """Somebody was shut out, why, and whether that was undone. `user.is_active` says how it stands; this is its
    history."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="blocks")
    reason = models.CharField(_("reason"), max_length=600)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"))
    undone_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(undone_at=None), name="block_one_living")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.reason}"
