"""What is asked, by whom, until when."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from challenges.admin.access import Edited, EditedInside
from challenges.editions.models import Challenge, Edition, Partner, Phase
from challenges.evaluations.queries import bundle_in_force
from challenges.evaluations.rules import lacks_public_input


class PartnersInside(EditedInside):
    model = Partner
    formfield_overrides: ClassVar[Any] = {models.URLField: {"assume_scheme": "https"}}


class PhaseForm(forms.ModelForm):  # type: ignore[type-arg]
    """A policy that the phase's bundle cannot follow would break every evaluation."""

    def clean_log_policy(self) -> str:
        """Raises ValidationError."""
        policy: str = self.cleaned_data["log_policy"]
        bundle = bundle_in_force(self.instance) if self.instance.pk else None
        if bundle and lacks_public_input(bundle.manifest, log_policy=policy):
            raise forms.ValidationError(
                _("The bundle in force has no folder public_input: publish one that has, or choose another policy.")
            )
        return policy


class PhasesInside(EditedInside):
    model = Phase
    form = PhaseForm
    template = "admin/edit_inline/stacked.html"  # what its fields mean is said below them


@admin.register(Edition)
class EditionAdmin(Edited):
    list_display = ["slug", "opens_at", "closes_at", "is_published"]
    inlines = [PartnersInside]


@admin.register(Challenge)
class ChallengeAdmin(Edited):
    path_to_challenge = "pk"
    list_display = ["slug", "edition", "rules_version", "is_published", "rejudges"]
    list_filter = ["edition"]
    list_select_related = ["edition"]
    inlines = [PhasesInside]

    @admin.display(description=_("rejudges"))
    def rejudges(self, challenge: Challenge) -> str:
        return format_html('<a href="{}">{}</a>', reverse("rejudges", args=[challenge.slug]), _("Evaluate again"))
