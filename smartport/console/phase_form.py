"""The form of a phase. Once it has begun its hours are moved by deeds that say what they do to whom."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Phase
from challenges.evaluations.queries import bundle_in_force
from challenges.evaluations.rules import lacks_public_input
from smartport.console.localized_fields import LocalizedField
from smartport.console.sheets import SheetForm

HOURS = ("opens_at", "closes_at", "freezes_at")
FIELDS = (
    "title",
    *HOURS,
    "daily_limit",
    "total_limit",
    "gap_minutes",
    "selections",
    "log_policy",
)


class PhaseForm(SheetForm):
    title = LocalizedField(label=_("Title"))

    class Meta:
        model = Phase
        fields: ClassVar[tuple[str, ...]] = FIELDS
        labels: ClassVar[Any] = {
            "opens_at": _("Opens"),
            "closes_at": _("Closes"),
            "freezes_at": _("Leaderboard frozen from"),
            "daily_limit": _("Submissions a day"),
            "total_limit": _("Submissions in total"),
            "gap_minutes": _("Minutes between two submissions of a team"),
            "selections": _("Final submissions a team may choose"),
            "log_policy": _("Log shown to the team"),
        }
        help_texts: ClassVar[Any] = {
            "freezes_at": _("Left empty: it moves until the end."),
            "gap_minutes": _("0: none."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_begun = bool(self.instance.pk and self.instance.opens_at <= self.now)
        if self.has_begun:
            for name in HOURS:
                del self.fields[name]

    def clean_log_policy(self) -> str:
        """A policy that the phase's bundle cannot follow would break every evaluation."""
        policy: str = self.cleaned_data["log_policy"]
        bundle = bundle_in_force(self.instance) if self.instance.pk else None
        if bundle and lacks_public_input(bundle.manifest, log_policy=policy):
            raise forms.ValidationError(
                _("The bundle in force has no folder public_input: publish one that has, or choose another policy.")
            )
        return policy

    def clean_selections(self) -> int:
        count: int = self.cleaned_data["selections"]
        if count < 1:
            raise forms.ValidationError(_("A team chooses one submission at least."))
        return count

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.has_begun and any(name in self.data for name in HOURS):
            raise forms.ValidationError(
                _("The phase has begun meanwhile: its hours are moved on the challenge's page.")
            )
        opens, closes, freezes = (given.get(name) for name in HOURS)
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The end must come after the opening."))
        elif opens and closes and freezes and not opens < freezes < closes:
            self.add_error("freezes_at", _("This hour must lie between the opening and the end."))
        return given


class NewPhaseForm(PhaseForm):
    """With the address, which is given once."""

    class Meta(PhaseForm.Meta):
        fields = ("slug", *FIELDS)
        labels: ClassVar[Any] = {**PhaseForm.Meta.labels, "slug": _("Address")}
        help_texts: ClassVar[Any] = {
            **PhaseForm.Meta.help_texts,
            "slug": _("A short word in Latin letters, such as final. It stands in links and does not change any more."),
        }

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug == "new" or Phase.objects.filter(challenge=self.instance.challenge_id, slug=slug).exists():
            raise forms.ValidationError(_("This challenge has such a phase already."))
        return slug
