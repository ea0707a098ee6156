"""The forms about awards: what one is, what is said of a laureate, and whom people chose."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from challenges.ceremony.award_rules import CITATION_LENGTH, DECIDERS_LENGTH, REASON_LENGTH
from challenges.ceremony.awarded import Eligible
from challenges.ceremony.awarding import FIELDS
from challenges.ceremony.laureates import SAID, Pick
from challenges.ceremony.models import Award, AwardKind, Laureate
from challenges.ceremony.script import MOST_TOLD
from challenges.pages.visit import isolated
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
    """A line for each place, and some more for those ex aequo; who decided, and why."""

    MORE = 2

    def __init__(self, *args: Any, award: Award, eligible: list[Eligible], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = [("", "—"), *((one.key, _label(one, award)) for one in eligible)]
        known = {key for key, _ in teams}
        there = [(_key(row), row.rank) for row in award.laureates.all()]
        self.lines = range(max(award.told, len(there)) + self.MORE)
        places = [(place, str(place)) for place in range(1, award.told + 1)]
        for line in self.lines:
            key, rank = there[line] if line < len(there) else ("", min(line + 1, award.told))
            team = forms.ChoiceField(choices=teams, required=False, initial=key if key in known else "")
            place = forms.TypedChoiceField(choices=places, coerce=int, initial=min(rank, award.told))
            self.fields[f"team_{line}"], self.fields[f"place_{line}"] = team, place
        self.fields["deciders"] = forms.CharField(
            label=_("who decided"),
            required=False,
            max_length=DECIDERS_LENGTH,
            initial=award.deciders,
            help_text=_("The names of all who chose. A prize is the decision of people."),
            widget=forms.TextInput(attrs={"dir": "auto"}),
        )
        self.fields["reason"] = forms.CharField(
            label=_("why it was given so"),
            required=False,
            max_length=REASON_LENGTH,
            initial=award.reason,
            help_text=_("It is kept with the award, with the names."),
            widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        )

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The lines as the page shows them."""
        return [(self[f"team_{line}"], self[f"place_{line}"]) for line in self.lines]

    @property
    def picks(self) -> list[Pick]:
        """Of a form that is valid."""
        given = self.cleaned_data
        return [Pick(given[f"team_{line}"], given[f"place_{line}"]) for line in self.lines if given[f"team_{line}"]]


def _key(row: Laureate) -> str:
    shown = row.project is not None and row.project.is_public and row.project.hidden_at is None
    return f"project:{row.project_id}" if shown else f"team:{row.team_id}"


def _label(one: Eligible, award: Award) -> str:
    parts = [isolated(one.team.name), isolated(one.project.title) if one.project else gettext("no project page")]
    if one.project and award.challenge_id is None:
        parts.append(isolated(localized(one.project.challenge.title, get_language() or "fr")))
    return " · ".join(parts)
