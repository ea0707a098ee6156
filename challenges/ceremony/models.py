"""Award, Laureate, Ceremony, Show, Screen."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import ONE_PER_LANGUAGE, Challenge, Edition, Partner
from challenges.jury.models import Decision
from challenges.panels.models import Panel
from challenges.projects.models import Project
from challenges.teams.models import Team


class AwardKind(models.TextChoices):
    """What an award is for; the script tells them in the order main last."""

    MAIN = "main", _("Main prize")
    THEME = "theme", _("Theme prize")
    SPONSOR = "sponsor", _("Sponsor’s prize")
    PUBLIC = "public", _("Prize of the public")
    FAVOURITE = "favourite", _("Coup de coeur")


class Award(models.Model):
    """What is given. Its laureates come from a panel's locked decision, from the vote of the public, or from a recorded
    choice of people (`deciders`, by name), who say why; `told` is how many places are told on the stage, from the last
    of them up to the first. `decision` is the one that its laureates were taken from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="awards")
    kind = models.CharField(_("kind"), max_length=9, choices=AwardKind, default=AwardKind.MAIN)
    title = models.JSONField(_("title"), help_text=ONE_PER_LANGUAGE)
    about = models.JSONField(_("what it is for"), default=dict, blank=True, help_text=ONE_PER_LANGUAGE)
    prize = models.JSONField(_("what is won"), default=dict, blank=True, help_text=ONE_PER_LANGUAGE)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, null=True, blank=True, related_name="awards")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="awards", editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, null=True, blank=True, related_name="awards")
    partner = models.ForeignKey(Partner, on_delete=models.SET_NULL, null=True, blank=True, related_name="awards")
    handed_by = models.CharField(_("handed over by"), max_length=160, blank=True)
    deciders = models.CharField(_("who decided"), max_length=400, blank=True)
    reason = models.TextField(_("why it was given so"), max_length=2000, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    told = models.PositiveSmallIntegerField(_("places told on the stage"), default=1)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.title.get("en") or self.title.get("fr") or self.pk)

    @property
    def whereabouts(self) -> dict[str, str]:
        """What the journal says of it beside what changed."""
        return {"edition": self.edition.slug, "kind": self.kind}


class Laureate(models.Model):
    """A team that has an award; those ex aequo share a rank. The names are kept as they were when it was given: the
    result outlives a page that is deleted. `first` and `second` are the components of the result, of 100."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="laureates")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="laurels")
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, related_name="laurels")
    rank = models.PositiveSmallIntegerField(_("rank"), default=1)
    team_name = models.CharField(_("team"), max_length=60)
    project_title = models.CharField(_("project"), max_length=120, blank=True)
    citation = models.JSONField(_("citation"), default=dict, blank=True, help_text=ONE_PER_LANGUAGE)
    pronunciation = models.CharField(_("how the name is said"), max_length=160, blank=True)
    first = models.FloatField(_("first component"), null=True, blank=True)
    second = models.FloatField(_("second component"), null=True, blank=True)

    class Meta:
        verbose_name = _("laureate")
        verbose_name_plural = _("laureates")
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["award", "team"], name="laureate_once_an_award")]

    def __str__(self) -> str:
        return self.team_name


class State(models.TextChoices):
    """How far an evening is."""

    DRAFT = "draft", _("In preparation")
    ARMED = "armed", _("Armed")
    LIVE = "live", _("Live")
    DONE = "done", _("Done")
    ABORTED = "aborted", _("Broken off")


class Ceremony(models.Model):
    """The evening of an edition. `running_order` is what is told in which order: awards by their keys, and words that
    somebody says between them. `script` is made from it step by step when the first of two people arms it, and frozen;
    `script_sha256` says which script the second agreed to."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="ceremony")
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.DRAFT)
    begins_at = models.DateTimeField(_("begins at"), null=True, blank=True)
    place = models.JSONField(_("place"), default=dict, blank=True, help_text=ONE_PER_LANGUAGE)
    running_order = models.JSONField(_("running order"), default=list, editable=False)
    script = models.JSONField(_("script"), default=list, editable=False)
    script_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    first_armed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    first_armed_at = models.DateTimeField(_("proposed at"), null=True, blank=True, editable=False)
    armed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    armed_at = models.DateTimeField(_("armed at"), null=True, blank=True, editable=False)
    aborted_reason = models.CharField(_("why it was broken off"), max_length=600, blank=True, editable=False)
    has_sound = models.BooleanField(_("sound"), default=False)

    class Meta:
        verbose_name = _("award ceremony")
        verbose_name_plural = _("award ceremonies")

    def __str__(self) -> str:
        return str(self.edition)


class Display(models.TextChoices):
    """What a hall shows: the step, nothing, or the logo."""

    STEP = "step", _("The step")
    BLACK = "black", _("Black")
    LOGO = "logo", _("Logo")


class Show(models.Model):
    """One running of a script: the evening itself, or a rehearsal with winners drawn by lot from `seed`. `shown` is
    what a spectator gets now, and nothing that lies ahead; `version` is another number after every key, and
    `step_since` the hour from which the step is shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="shows")
    is_rehearsal = models.BooleanField(_("rehearsal"), default=True)
    seed = models.PositiveBigIntegerField(default=0, editable=False)
    script = models.JSONField(_("script"), default=list, editable=False)
    cursor = models.PositiveSmallIntegerField(_("step"), default=0)
    step_since = models.DateTimeField(_("on this step since"))
    display = models.CharField(_("display"), max_length=5, choices=Display, default=Display.LOGO)
    version = models.PositiveIntegerField(default=0)
    shown = models.JSONField(default=dict, editable=False)
    controller = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    controller_key = models.UUIDField(null=True, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("show")
        verbose_name_plural = _("shows")
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(fields=["ceremony"], condition=Q(ended_at=None), name="show_one_running"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Screen(models.Model):
    """An address that shows a hall without a log-in; only a digest of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="screens")
    name = models.CharField(_("name"), max_length=80)
    secret_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("last seen at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("screen")
        verbose_name_plural = _("screens")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.name
