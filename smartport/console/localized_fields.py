"""What organizers write in a form: a text in each language, an hour by the clock of the edition, the prizes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from challenges.admin.texts import LANGUAGES, TextsField, TextsInput

SHORT, LONG = 300, 200_000
PRIZES = 12
FIRST_YEAR, LAST_YEAR = 2000, 2100  # what lies far outside no clock can turn into another zone
YEARS = {"first": FIRST_YEAR, "last": LAST_YEAR}
PARTS = ("title", "about")


class LocalizedInput(TextsInput):
    """A long one is Markdown: beside each language stands the text as readers see it."""

    template_name = "console/_localized_input.html"
    use_fieldset = True

    def __init__(self, *, is_long: bool) -> None:
        super().__init__(is_long=is_long)
        self.is_long = is_long

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        inputs = context["widget"]["subwidgets"]
        is_kept = self.is_required and isinstance(value, dict)
        is_told = is_kept or any(one["value"] for one in inputs)
        for one in inputs:
            one["is_missing"] = is_told and not one["value"]
        context["widget"]["is_long"] = self.is_long
        return context


class LocalizedField(TextsField):
    """A text in each language; where it is given at all, in French."""

    def __init__(self, *, is_long: bool = False, **kwargs: Any) -> None:
        super().__init__(is_long=is_long, widget=LocalizedInput(is_long=is_long), **kwargs)
        for field in self.fields:
            field.validators.append(MaxLengthValidator(LONG if is_long else SHORT))

    def compress(self, values: list[str]) -> dict[str, str]:
        return super().compress(values) if values else {}


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and an hour."""

    input_type = "datetime-local"

    def format_value(self, value: Any) -> str | None:
        shown = "seconds" if isinstance(value, datetime) and value.second else "minutes"
        return value.isoformat(timespec=shown) if isinstance(value, datetime) else value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if isinstance(value, datetime) and value.second:
            context["widget"]["attrs"]["step"] = "1"
        return context


class MomentField(forms.DateTimeField):
    """A day and an hour by the clock of a zone, to the second."""

    def __init__(self, *, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(widget=MomentInput(), **kwargs)
        self.zone = zone

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and value.tzinfo:
            return value.astimezone(self.zone).replace(tzinfo=None, microsecond=0)
        return value

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            moment = super().to_python(value)
        if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise forms.ValidationError(_("Give a year from %(first)s to %(last)s."), params=YEARS)
        return moment

    def has_changed(self, initial: Any, data: Any) -> bool:
        """What the field cannot show, such as the parts of a second, is no change."""
        try:
            given = self.to_python(data)
        except forms.ValidationError:
            return True
        return given != (initial.replace(microsecond=0) if initial else None)


class PrizesInput(forms.Widget):
    """One prize below the other, each with a title and a line about it; there is always room for one more."""

    template_name = "console/_prizes_input.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        prizes = [*(value or []), {}][:PRIZES]
        context["widget"]["prizes"] = [
            [
                (
                    part,
                    [(code, f"{name}-{number}-{part}-{code}", told.get(part, {}).get(code, "")) for code in LANGUAGES],
                )
                for part in PARTS
            ]
            for number, told in enumerate(prizes)
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, dict[str, str]]]:
        def text(number: int, part: str, code: str) -> str:
            return str(data.get(f"{name}-{number}-{part}-{code}", "")).strip()

        return [
            {part: {code: said for code in LANGUAGES if (said := text(number, part, code))} for part in PARTS}
            for number in range(PRIZES)
        ]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)


class PrizesField(forms.Field):
    """A list; a prize without any text is none."""

    widget = PrizesInput
    default_error_messages: ClassVar[Any] = {
        "long": _("A text of a prize has at most %(limit)s characters."),
        "untitled": _("Each prize needs a title in French."),
    }

    def clean(self, value: Any) -> list[dict[str, dict[str, str]]]:
        kept = [prize for prize in value or [] if any(prize.values())]
        for prize in kept:
            if any(len(text) > SHORT or "\x00" in text for texts in prize.values() for text in texts.values()):
                raise forms.ValidationError(self.error_messages["long"], params={"limit": SHORT})
            if not prize["title"].get("fr"):
                raise forms.ValidationError(self.error_messages["untitled"])
        return kept

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != [prize for prize in data or [] if any(prize.values())]
