"""The forms about a panel: what it is, a criterion, a seat, its hours."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Edition
from challenges.editions.queries import organized_by
from challenges.panels.actions import FIELDS
from challenges.panels.models import Criterion, Panel, Seat
from challenges.panels.rules import MOST_GRADES
from challenges.panels.seating import Place
from smartport.console.localized_fields import LocalizedField, MomentField, Titled
from smartport.console.sheets import SheetForm

LOWEST, HIGHEST = -100, 100
LEVEL = "level_"  # how the fields begin that say what a grade means


def _number(low: int, high: int, **told: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=low, max_value=high, **told)


class PanelForm(SheetForm):
    title = LocalizedField(label=_("title"))
    has_screening = forms.BooleanField(
        label=_("screening before the final"),
        required=False,
        help_text=_(
            "Few ballots on each of many projects choose the finalists. Without one everybody scores everything."
        ),
    )
    ballots_each = _number(
        2,
        12,
        label=_("ballots per project in the screening"),
        help_text=_("Three are the least that says something; more find the best with more certainty."),
    )
    anchors = _number(
        0,
        12,
        label=_("projects that every juror scores in the screening"),
        help_text=_("Two or more: by them severe and mild jurors can be told apart."),
    )
    finalists = _number(1, 60, label=_("finalists"), help_text=_("Six to ten: every juror scores all of them."))
    jury_weight = _number(
        1,
        100,
        label=_("weight of the jury, in percent"),
        help_text=_("The rest is the automatic score, on the scale that the challenge has published."),
    )

    class Meta:
        model = Panel
        fields = list(FIELDS)


class NewPanelForm(PanelForm):
    """With the challenge that it judges, or the whole edition where this organizer organizes all of it."""

    challenge = Titled(
        label=_("challenge"), help_text=_("A panel of the whole edition judges the prize of all challenges.")
    )

    class Meta(PanelForm.Meta):
        fields = ["challenge", *PanelForm.Meta.fields]

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["challenge"]
        field.queryset = organized_by(by).filter(edition=self.edition).order_by("order", "slug")
        if not by.has_perm("challenges.manage_people"):
            field.required, field.empty_label = True, None


class CriterionForm(SheetForm):
    """With a field for what each grade of its scale means: the scale that was sent, where one was."""

    title = LocalizedField(label=_("title"))
    about = LocalizedField(label=_("what it asks"), is_long=True, is_markdown=False, required=False)
    weight = _number(1, 1000, label=_("weight"), help_text=_("Beside the weights of the other criteria."))
    lowest = _number(LOWEST, HIGHEST, label=_("lowest grade"))
    highest = _number(LOWEST, HIGHEST, label=_("highest grade"))

    class Meta:
        model = Criterion
        fields = ["title", "about", "weight", "lowest", "highest"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for grade in self._grades():
            field = LocalizedField(label=_("Grade %(grade)s means") % {"grade": grade}, required=False)
            self.fields[f"{LEVEL}{grade}"] = field
            self.initial[f"{LEVEL}{grade}"] = self.instance.levels.get(str(grade), {})

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a scale that does not go upwards, or has too many grades."""
        given = super().clean() or {}
        lowest, highest = given.get("lowest"), given.get("highest")
        if lowest is not None and highest is not None and not 1 <= highest - lowest < MOST_GRADES:
            said = gettext("A scale goes upwards in whole grades, from two to %(most)s of them.") % {
                "most": MOST_GRADES
            }
            raise forms.ValidationError({"highest": said})
        self.instance.levels = self._levels()
        return given

    def sent(self) -> dict[str, Any]:
        """The meanings of the grades as well."""
        return {**super().sent(), "levels": self._levels()}

    def _levels(self) -> dict[str, dict[str, str]]:
        found = ((name.removeprefix(LEVEL), self.cleaned_data.get(name)) for name in self.fields)
        return {grade: texts or {} for grade, texts in found if f"{LEVEL}{grade}" in self.fields}

    def _grades(self) -> range:
        lowest, highest = (self._sent_number(name) for name in ("lowest", "highest"))
        if not 1 <= highest - lowest < MOST_GRADES:
            lowest, highest = self.instance.lowest, self.instance.highest
        return range(lowest, highest + 1)

    def _sent_number(self, name: str) -> int:
        text = str(self.data.get(name, "")).strip() if self.is_bound else ""
        digits = text.removeprefix("-")
        is_number = digits.isascii() and digits.isdigit() and len(digits) <= len(str(HIGHEST))
        return int(text) if is_number else int(getattr(self.instance, name))


class PlaceForm(forms.Form):
    """A seat, and what is known of whoever has it."""

    seat = forms.ChoiceField(label=_("seat"), choices=Seat.choices, initial=Seat.JUROR)
    institution = forms.CharField(
        label=_("institution"),
        max_length=120,
        help_text=_("Two jurors of one institution do not score the same project. Write it the same way each time."),
    )
    fields_known = forms.CharField(
        label=_("fields of expertise"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("One a line, in words that teams use: projects that speak of them go to this juror if they can."),
    )

    @property
    def place(self) -> Place:
        """Of a form that is valid."""
        given = self.cleaned_data
        return Place(given["seat"], given["institution"], given["fields_known"])


class InviteForm(PlaceForm):
    email = forms.EmailField(
        label=_("e-mail address"),
        max_length=254,
        help_text=_(
            "A letter goes there, with a link that works once within three weeks. Only an account with this address "
            "can use it."
        ),
    )
    field_order = ["email", "seat", "institution", "fields_known"]


class HoursForm(forms.Form):
    """Until when ballots are taken."""

    def __init__(self, *args: Any, panel: Panel, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = edition.timezone
        if panel.has_screening:
            self.fields["screening_closes_at"] = MomentField(
                zone=zone, label=_("ballots of the screening until"), initial=panel.screening_closes_at
            )
        self.fields["final_closes_at"] = MomentField(
            zone=zone, label=_("ballots of the final until"), initial=panel.final_closes_at
        )
