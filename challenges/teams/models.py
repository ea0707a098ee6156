"""Team, Membership, Invitation, RulesAcceptance."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Challenge, Edition


class Team(models.Model):
    """Plays one edition, all its challenges. A baseline team belongs to the organizers and takes no rank."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(_("name"), max_length=60)
    name_key = models.CharField(max_length=120, editable=False, help_text=_("The name as compared: folded."))
    is_baseline = models.BooleanField(_("baseline"), default=False)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["edition", "name_key"], name="team_unique_name")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one team; one team an edition; one captain a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    is_captain = models.BooleanField(_("captain"), default=False)
    joined_at = models.DateTimeField(_("joined at"))

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["joined_at"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "user"], name="membership_one_team_an_edition"),
            models.UniqueConstraint(
                fields=["team"], condition=models.Q(is_captain=True), name="membership_one_captain"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.team}"


class Invitation(models.Model):
    """A link that lets its bearer join; only a digest of the secret in it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    secret_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.id)


class RulesAcceptance(models.Model):
    """A person's yes to one version of a challenge's rules."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rules_acceptances")
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="rules_acceptances")
    version = models.PositiveSmallIntegerField(_("version of the rules"))
    accepted_at = models.DateTimeField(_("accepted at"))

    class Meta:
        verbose_name = _("acceptance of the rules")
        verbose_name_plural = _("acceptances of the rules")
        constraints = [models.UniqueConstraint(fields=["user", "challenge", "version"], name="rulesacceptance_unique")]

    def __str__(self) -> str:
        return f"{self.user}: {self.challenge} v{self.version}"
