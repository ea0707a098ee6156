"""The forms of a challenge, step by step: its names, the statement, the rules, the setting."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Challenge
from challenges.lifecycle.queries import count_rules_accepted
from smartport.console.localized_fields import LocalizedField, PrizesField
from smartport.console.sheets import SheetForm
from smartport.console.versions import VersionedForm

LONGEST_NUMBER = 18  # digits


class WordsForm(SheetForm):
    title = LocalizedField(label=_("Title"))
    summary = LocalizedField(label=_("Summary"), help_text=_("One sentence, shown below the title and in the list."))
    theme = LocalizedField(label=_("Theme"), required=False, help_text=_("A word or two, such as Safety."))

    class Meta:
        model = Challenge
        fields = ("title", "summary", "theme")


class StatementForm(SheetForm):
    statement = LocalizedField(label=_("Statement"), is_long=True, help_text=_("Markdown: what is asked, and why."))
    metric = LocalizedField(label=_("The score in short"), is_long=True, help_text=_("Markdown: how it is scored."))

    class Meta:
        model = Challenge
        fields = ("statement", "metric")


class RulesForm(VersionedForm, SheetForm):
    """Changed rules ask whether they are new."""

    versioned, version = "rules", "rules_version"
    rules = LocalizedField(label=_("Rules"), is_long=True, help_text=_("Markdown."))

    class Meta:
        model = Challenge
        fields = ("rules",)

    def count_said_yes(self) -> int:
        return count_rules_accepted(self.instance)


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Accounts by their numbers; one that no database could hold is nobody's."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if len(str(key)) > LONGEST_NUMBER:
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], params={"pk": "…"})
        return super().clean(value)


class SettingForm(SheetForm):
    """`by` is who writes: nobody locks themselves out."""

    organizers = PeopleField(
        get_user_model().objects.none(),
        label=_("Its own organizers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where nobody is named, all organizers stand behind it."),
    )
    prizes = PrizesField(label=_("Prizes"), required=False, help_text=_("A prize without any text is left out."))

    class Meta:
        model = Challenge
        fields = ("order", "partners", "prizes", "naive_anchor", "target_anchor", "organizers")
        labels: ClassVar[Any] = {
            "order": _("Place in the list"),
            "partners": _("Whom it concerns"),
            "naive_anchor": _("Score worth 0 points"),
            "target_anchor": _("Score worth 100 points"),
        }
        help_texts: ClassVar[Any] = {
            "order": _("Small numbers come first."),
        }
        widgets: ClassVar[Any] = {"partners": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, by: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        partners: Any = self.fields["partners"]
        partners.queryset = self.edition.partners.order_by("order", "short_name")
        organizers: Any = self.fields["organizers"]
        organizers.queryset = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("pk")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        naive, target = given.get("naive_anchor"), given.get("target_anchor")
        if naive is not None and naive == target:
            self.add_error("target_anchor", _("0 points and 100 points cannot be worth the same score."))
        named = given.get("organizers")
        if named and self.by not in named and not getattr(self.by, "is_superuser", False):
            self.add_error("organizers", _("Name yourself too: otherwise you would not find this challenge any more."))
        return given
