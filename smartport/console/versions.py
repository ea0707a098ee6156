"""A text that people have said yes to: whoever changes it says whether it is a new one, which they are asked anew."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

SAME, NEW = "same", "new"
ANSWER = "is_new"


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]
    """With the question, where somebody has said yes already."""

    versioned: str
    version: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number: int = getattr(self.instance, self.version)
        self.said_yes = self.count_said_yes()
        if self.said_yes:
            self.fields[ANSWER] = forms.ChoiceField(choices=[(SAME, SAME), (NEW, NEW)], required=False)

    def count_said_yes(self) -> int:
        """How many have said yes to the text as it stands."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        is_changed = self.versioned in self.changed_data and self.versioned in given
        if is_changed and ANSWER in self.fields and not given.get(ANSWER):
            self.add_error(ANSWER, _("The text has changed: say whether people have to accept it anew."))
        return given

    def sent(self) -> dict[str, Any]:
        """With the next version, where the text is a new one."""
        told: dict[str, Any] = super().sent()  # type: ignore[misc]
        if self.versioned in self.changed_data and self.cleaned_data.get(ANSWER) == NEW:
            told[self.version] = self.number + 1
        return told
