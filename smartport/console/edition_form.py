"""The form of an edition."""

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Edition
from challenges.leaderboards.models import Leaderboard
from challenges.lifecycle.queries import count_eligible
from smartport.console.localized_fields import LocalizedField
from smartport.console.sheets import SheetForm
from smartport.console.versions import VersionedForm

FIELDS = (
    "title",
    "summary",
    "zone",
    "opens_at",
    "closes_at",
    "team_size",
    "teams_close_at",
    "is_told_on_stage",
    "eligibility",
    "eligibility_version",
)


class EditionForm(VersionedForm, SheetForm):
    """A changed text of the conditions asks whether they are new."""

    versioned, version = "eligibility", "eligibility_version"
    title = LocalizedField(label=_("Title"))
    summary = LocalizedField(label=_("Summary"))
    eligibility = LocalizedField(
        label=_("Who may take part"),
        is_long=True,
        required=False,
        help_text=_("Markdown. Where it says nothing, nobody has to declare anything."),
    )

    class Meta:
        model = Edition
        fields = FIELDS[:-1]
        labels: ClassVar[Any] = {
            "zone": _("Time zone"),
            "opens_at": _("Opens"),
            "closes_at": _("Closes"),
            "team_size": _("Members a team may have"),
            "teams_close_at": _("Teams change until"),
            "is_told_on_stage": _("Results are told on the stage"),
        }
        help_texts: ClassVar[Any] = {
            "zone": _("Such as Africa/Casablanca. Another zone shows the same instants by another clock."),
            "teams_close_at": _("Left empty: until the edition closes."),
            "is_told_on_stage": _(
                "Final leaderboards then appear with the awards, when the results are published, and not at the close. "
                "It stays as it is from the first leaderboard that closes on."
            ),
        }

    def count_said_yes(self) -> int:
        return count_eligible(self.instance)

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"]
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone."))
        return zone

    def clean_team_size(self) -> int:
        size: int = self.cleaned_data["team_size"]
        if size < 1:
            raise forms.ValidationError(_("A team has one member at least."))
        return size

    def clean_is_told_on_stage(self) -> bool:
        is_told: bool = self.cleaned_data["is_told_on_stage"]
        closed = Leaderboard.objects.filter(phase__challenge__edition=self.instance, closed_at__isnull=False)
        if self.instance.pk and is_told != self.was["is_told_on_stage"] and closed.exists():
            raise forms.ValidationError(
                _("A leaderboard of this edition is closed already: how its results are told does not change any more.")
            )
        return is_told

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        opens, closes, teams = (given.get(name) for name in ("opens_at", "closes_at", "teams_close_at"))
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The end must come after the opening."))
        elif closes and teams and teams > closes:
            self.add_error("teams_close_at", _("Teams cannot change after the edition is over."))
        return given
