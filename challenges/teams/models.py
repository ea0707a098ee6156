"""Team, Membership, Invitation, JoinRequest, Seeker, MergeProposal, RulesAcceptance, EligibilityAcceptance."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Challenge, Edition


class Team(models.Model):
    """Plays one edition, all its challenges. A baseline team belongs to the organizers and takes no rank. One that was
    merged into another has no members any more; what it handed in is the other's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(_("name"), max_length=60)
    name_key = models.CharField(max_length=120, editable=False, help_text=_("The name as compared: folded."))
    is_baseline = models.BooleanField(_("baseline"), default=False)
    created_at = models.DateTimeField(_("created at"))
    about = models.CharField(_("about the team"), max_length=600, blank=True)
    is_recruiting = models.BooleanField(_("looks for members"), default=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    merged_at = models.DateTimeField(_("merged at"), null=True, blank=True)

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
    """A link that lets its bearer join; only a digest of the secret in it is kept. With `email` it was sent there, and
    lets one person in; with `to` it is for that person alone, whose address the team does not see."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"), blank=True)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations"
    )
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

    @property
    def is_single(self) -> bool:
        """Whether it is used up by the first who joins."""
        return bool(self.email or self.to_id)


class JoinRequest(models.Model):
    """A person asks to be let into a team that looks for members; its captain answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests")
    message = models.CharField(_("message"), max_length=600, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    is_accepted = models.BooleanField(_("accepted"), null=True)

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user"], condition=models.Q(answered_at=None), name="joinrequest_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} to {self.team}"


class Seeker(models.Model):
    """A person without a team who wants to be found by one."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="seekers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(_("about you"), max_length=600)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("person who looks for a team")
        verbose_name_plural = _("people who look for a team")
        ordering = ["-since"]
        constraints = [models.UniqueConstraint(fields=["edition", "user"], name="seeker_once")]

    def __str__(self) -> str:
        return str(self.user)


class MergeProposal(models.Model):
    """A team offers to become part of another; the other's captain answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="merge_proposals")
    into = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="merges_offered")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    is_accepted = models.BooleanField(_("accepted"), null=True)

    class Meta:
        verbose_name = _("proposal to merge")
        verbose_name_plural = _("proposals to merge")
        ordering = ["proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["team"], condition=models.Q(answered_at=None), name="mergeproposal_one_open"
            ),
            models.CheckConstraint(condition=~models.Q(team=models.F("into")), name="mergeproposal_two_teams"),
        ]

    def __str__(self) -> str:
        return f"{self.team} into {self.into}"


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


class EligibilityAcceptance(models.Model):
    """A person's word that they may take part, by one version of the edition's conditions."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="eligibility_acceptances")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="eligibility_acceptances")
    version = models.PositiveSmallIntegerField(_("version of the conditions"))
    accepted_at = models.DateTimeField(_("accepted at"))

    class Meta:
        verbose_name = _("acceptance of the conditions")
        verbose_name_plural = _("acceptances of the conditions")
        constraints = [
            models.UniqueConstraint(fields=["user", "edition", "version"], name="eligibilityacceptance_unique")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.edition} v{self.version}"
