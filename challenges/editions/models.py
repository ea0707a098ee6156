"""Edition, Partner, Challenge, Phase, Announcement, FaqEntry."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from datasets.models import Release

ONE_PER_LANGUAGE = _("One text per language: fr, ar, en.")


class Edition(models.Model):
    """One holding of the Smart Port Challenge. Teams change until `teams_close_at`, without it until the end.
    `eligibility` is Markdown: who may take part; where it says nothing, nobody has to declare anything. A draft with
    `publishes_at` is published by the clock at that hour. Where its results are told on the stage, no final standing is
    shown before `results_published_at`."""

    slug = models.SlugField(_("address"), unique=True)
    title = models.JSONField(_("title"), help_text=ONE_PER_LANGUAGE)
    summary = models.JSONField(_("summary"), default=dict, help_text=ONE_PER_LANGUAGE)
    zone = models.CharField(_("time zone"), max_length=40, default="Africa/Casablanca")
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    team_size = models.PositiveSmallIntegerField(_("members a team may have"), default=5)
    teams_close_at = models.DateTimeField(_("teams change until"), null=True, blank=True)
    eligibility = models.JSONField(_("who may take part"), default=dict, blank=True, help_text=ONE_PER_LANGUAGE)
    eligibility_version = models.PositiveSmallIntegerField(_("version of the conditions"), default=1)
    is_published = models.BooleanField(_("published"), default=False)
    publishes_at = models.DateTimeField(_("published from"), null=True, blank=True)
    is_told_on_stage = models.BooleanField(
        _("results are told on the stage"),
        default=False,
        help_text=_("Final leaderboards then appear with everything else when the results are published."),
    )
    results_published_at = models.DateTimeField(_("results published at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="edition_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def timezone(self) -> ZoneInfo:
        """The zone in which this edition's times are shown."""
        return ZoneInfo(self.zone)

    @property
    def holds_results(self) -> bool:
        """Whether final standings wait for the stage."""
        return self.is_told_on_stage and self.results_published_at is None

    @property
    def teams_close(self) -> datetime:
        """The last instant in which teams change."""
        return self.teams_close_at or self.closes_at


class Ground(models.TextChoices):
    """What a logo stands on, whatever the light of the page: its own colours are made for one of them."""

    LIGHT = "light", _("White")
    DARK = "dark", _("Dark")
    NONE = "none", _("The page itself")


class Partner(models.Model):
    """An institution that carries the edition; its logo was drawn anew from what was uploaded."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="partners")
    short_name = models.CharField(_("short name"), max_length=40)
    name = models.JSONField(_("name"), help_text=ONE_PER_LANGUAGE)
    address = models.URLField(_("web address"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    logo = models.FileField(_("logo"), max_length=100, blank=True, editable=False)
    logo_width = models.PositiveSmallIntegerField(default=0, editable=False)
    logo_height = models.PositiveSmallIntegerField(default=0, editable=False)
    ground = models.CharField(_("ground of the logo"), max_length=5, choices=Ground, default=Ground.LIGHT)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["order", "short_name"]

    def __str__(self) -> str:
        return self.short_name

    @property
    def logo_digest(self) -> str:
        """The beginning of the SHA-256 of the logo: it stands in its address, which is another for another logo."""
        return str(self.logo.name).rsplit("/", 1)[-1][:16] if self.logo else ""


class Challenge(models.Model):
    """A port problem with its data, its rules and its metric; the long texts are Markdown. The anchors are private
    scores: what is worth 0 points, and what is worth 100. `kit` is a zip to start from. Its hidden side is for its own
    organizers; where it names none, for those of the edition. Published by the clock as an edition is."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="challenges")
    slug = models.SlugField(_("address"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.JSONField(_("title"), help_text=ONE_PER_LANGUAGE)
    summary = models.JSONField(_("summary"), help_text=ONE_PER_LANGUAGE)
    statement = models.JSONField(_("statement"), help_text=ONE_PER_LANGUAGE)
    metric = models.JSONField(_("metric"), help_text=ONE_PER_LANGUAGE)
    rules = models.JSONField(_("rules"), help_text=ONE_PER_LANGUAGE)
    rules_version = models.PositiveSmallIntegerField(_("version of the rules"), default=1)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, blank=True, related_name="challenges")
    theme = models.JSONField(_("theme"), default=dict, blank=True, help_text=ONE_PER_LANGUAGE)
    partners = models.ManyToManyField(Partner, verbose_name=_("partners"), blank=True, related_name="challenges")
    organizers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("its own organizers"),
        blank=True,
        related_name="organized_challenges",
        limit_choices_to={"is_staff": True},
    )
    prizes = models.JSONField(
        _("prizes"),
        default=list,
        blank=True,
        help_text=_("A list; each prize has a title and an about with one text per language."),
    )
    naive_anchor = models.FloatField(_("score worth 0 points"), null=True, blank=True)
    target_anchor = models.FloatField(_("score worth 100 points"), null=True, blank=True)
    kit = models.FileField(_("starter kit"), max_length=100, blank=True, editable=False)
    kit_size = models.BigIntegerField(default=0, editable=False)
    is_published = models.BooleanField(_("published"), default=False)
    publishes_at = models.DateTimeField(_("published from"), null=True, blank=True)

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ["order", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="challenge_unique_slug"),
            models.CheckConstraint(
                condition=Q(naive_anchor=None, target_anchor=None) | ~Q(naive_anchor=F("target_anchor")),
                name="challenge_anchors_apart",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def whereabouts(self) -> dict[str, str]:
        """What the journal says of it beside what changed."""
        return {"edition": self.edition.slug, "challenge": self.slug}


class LogPolicy(models.TextChoices):
    """What a team sees of its program's log: the evaluator's own words (evaluator.log)."""

    FULL = "full", _("The whole log")
    PUBLIC = "public", _("The log of a run on public inputs only")
    OFF = "off", _("No log: organizers only")


class Phase(models.Model):
    """A stretch of time in which submissions are taken; `closes_at` still counts. From `freezes_at` on the board shows
    what was received before; of the `selections` submissions a team may choose, the best private score counts."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="phases")
    slug = models.SlugField(_("address"))
    title = models.JSONField(_("title"), help_text=ONE_PER_LANGUAGE)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    daily_limit = models.PositiveIntegerField(_("submissions a day"), default=5)
    total_limit = models.PositiveIntegerField(_("submissions in total"), default=100)
    gap_minutes = models.PositiveSmallIntegerField(_("minutes between two submissions of a team"), default=0)
    freezes_at = models.DateTimeField(_("leaderboard frozen from"), null=True, blank=True)
    selections = models.PositiveSmallIntegerField(_("final submissions a team may choose"), default=1)
    log_policy = models.CharField(
        _("log shown to the team"),
        max_length=6,
        choices=LogPolicy,
        default=LogPolicy.FULL,
        help_text=_(
            "What a team sees of what its program prints. A print can carry hidden inputs out: where that matters, show"
            " no log, or that of a first run on the bundle's folder public_input, which teams may know. The outcome and"
            " the exit code are always shown. A stricter choice also hides the logs that are there; a milder one opens"
            " none that was withheld."
        ),
    )

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["opens_at"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "slug"], name="phase_unique_slug"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="phase_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.challenge.slug}/{self.slug}"

    @property
    def whereabouts(self) -> dict[str, str]:
        """What the journal says of it beside what changed."""
        return {"edition": self.challenge.edition.slug, "phase": str(self)}


class Announcement(models.Model):
    """Something that everybody in the edition, or in one of its challenges, should know; the body is Markdown.
    A draft until it is published; then it is also sent by e-mail, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="announcements")
    challenge = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, null=True, blank=True, related_name="announcements"
    )
    title = models.JSONField(_("title"), help_text=ONE_PER_LANGUAGE)
    body = models.JSONField(_("text"), help_text=ONE_PER_LANGUAGE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("sent by e-mail at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return str(self.title.get("en") or self.title.get("fr") or self.pk)


class FaqEntry(models.Model):
    """A question that many have, with its answer (Markdown); of one challenge, or of the whole edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="faq")
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, null=True, blank=True, related_name="faq")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    question = models.JSONField(_("question"), help_text=ONE_PER_LANGUAGE)
    answer = models.JSONField(_("answer"), help_text=ONE_PER_LANGUAGE)

    class Meta:
        verbose_name = _("frequent question")
        verbose_name_plural = _("frequent questions")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.question.get("en") or self.question.get("fr") or self.pk)
