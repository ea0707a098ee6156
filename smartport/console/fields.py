"""Fields of the console's forms: texts in three languages, hours in the edition's zone, addresses of the web,
challenges."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from challenges.admin.texts import TextsField, TextsInput
from challenges.editions.models import Challenge
from challenges.wording import localized


class ThreeTexts(TextsInput):
    """Each language under its name."""

    template_name = "console/texts_input.html"


class Texts(TextsField):
    """One text per language; nothing at all is an empty text where it need not be given."""

    default_error_messages = {"incomplete": _("Write it in French at least: it stands in where another is missing.")}

    def __init__(self, *, is_long: bool = False, rows: int = 4, **kwargs: Any) -> None:
        widget = ThreeTexts(is_long=is_long)
        for inner in widget.widgets if is_long else ():
            inner.attrs["rows"] = rows
        super().__init__(is_long=is_long, widget=widget, **kwargs)
        self.is_texts = True

    def compress(self, values: list[str]) -> dict[str, str]:
        return super().compress(values) if values else {}


class HourField(forms.DateTimeField):
    """A day and hour, in the zone that is active (the edition's)."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, **kwargs)


class WebAddressField(forms.URLField):
    """What a visitor's browser opens: https, or http where it must be."""

    default_validators = [URLValidator(schemes=["https", "http"])]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class Titled(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A challenge by its title, or none: what it is about is the whole edition."""

    def __init__(self, **kwargs: Any) -> None:
        none = Challenge.objects.none()
        super().__init__(none, required=False, empty_label=_("the whole edition"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return localized(obj.title, get_language() or "fr")
