"""The forms about awards: what one is, what is said of a laureate, and why people chose one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from challenges.ceremony.award_rules import CITATION_LENGTH, DECIDERS_LENGTH, REASON_LENGTH
from challenges.ceremony.awarding import FIELDS
from challenges.ceremony.laureates import SAID
from challenges.ceremony.models import Award, AwardKind, Laureate
from challenges.ceremony.script import MOST_TOLD
from challenges.wording import localized
from smartport.console.localized_fields import LocalizedField, Titled
from smartport.console.sheets import SheetForm


class PanelField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A panel by its title, and the challenge that it judges."""

    def label_from_instance(self, obj: Any) -> str:
        language = get_language() or "fr"
        title = localized(obj.title, language)
        return f"{title} · {localized(obj.challenge.title, language)}" if obj.challenge else title


class AwardForm(SheetForm):
    title = LocalizedField(label=_("title"), help_text=_("The hall reads it in French and in Arabic."))
    about = LocalizedField(label=_("what it is for"), required=False)
    prize = LocalizedField(label=_("what is won"), required=False)
    told = forms.IntegerField(
        label=_("places told on the stage"),
        min_value=1,
        max_value=MOST_TOLD,
        help_text=_(
            "From the last of them up to the first; only they have the award. With fewer places, laureates below lose "
            "it with what was written for them."
        ),
    )
    panel = PanelField(
        None,
        label=_("panel of the jury"),
        required=False,
        empty_label=_("no panel: the public, or people"),
        help_text=_(
            "Its locked decision says who has the award. Without a panel, the prize of the public comes from the vote, "
            "and any other is chosen by people who say why."
        ),
    )
    challenge = Titled(label=_("challenge"), help_text=_("Only its teams can have the award."))

    class Meta:
        model = Award
        fields = list(FIELDS)

    field_order = ["kind", "title", "about", "prize", "told", "panel", "challenge", "partner", "handed_by"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = AwardKind.choices
        fields["panel"].queryset = self.edition.panels.select_related("challenge")
        fields["challenge"].queryset = self.edition.challenges.order_by("order", "slug")
        fields["partner"].queryset = self.edition.partners.all()
        fields["partner"].label, fields["partner"].empty_label = _("partner"), "—"
        fields["partner"].help_text = _("Of a sponsor’s prize: who gives it.")
        fields["handed_by"].help_text = _("Name and office, as they are announced.")

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a sponsor's prize of nobody, and a public's prize with a panel."""
        given = super().clean() or {}
        if given.get("kind") == AwardKind.SPONSOR and not given.get("partner"):
            raise forms.ValidationError({"partner": _("A sponsor’s prize names the partner who gives it.")})
        if given.get("kind") == AwardKind.PUBLIC and given.get("panel"):
            raise forms.ValidationError({"panel": _("The prize of the public is not decided by a jury.")})
        panel = given.get("panel")
        if panel and panel.challenge_id:
            given["challenge"] = panel.challenge
        return given


class SaidForm(SheetForm):
    """What is said of a laureate, short enough to be read from the last row of a hall."""

    citation = LocalizedField(
        label=_("citation"),
        required=False,
        is_long=True,
        is_markdown=False,
        help_text=_("One or two sentences why they have it, at most 300 characters in each language."),
    )

    class Meta:
        model = Laureate
        fields = list(SAID)

    field_order = list(SAID)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for field in fields["citation"].fields:
            field.validators.append(MaxLengthValidator(CITATION_LENGTH))
        fields["pronunciation"].help_text = _("For whoever calls them onto the stage, such as: lé-za-li-ZÉ.")

    def clean_citation(self) -> dict[str, str]:
        """On one line: the hall breaks it itself."""
        return {language: " ".join(text.split()) for language, text in self.cleaned_data["citation"].items()}


class ChoiceForm(forms.Form):
    """Who decided, and why; whom they chose, stands beside it."""

    deciders = forms.CharField(
        label=_("who decided"),
        required=False,
        max_length=DECIDERS_LENGTH,
        help_text=_("The names of all who chose. A prize is the decision of people."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    reason = forms.CharField(
        label=_("why it was given so"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("It is kept with the award, with the names."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args: Any, faults: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.faults = faults

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError while a line is amiss."""
        if self.faults:
            raise forms.ValidationError(list(dict.fromkeys(self.faults)))
        return super().clean() or {}
