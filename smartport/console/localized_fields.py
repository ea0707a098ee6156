"""What organizers write in a form: a text in each language, an hour by the clock of the edition, the prizes, an
address of the web, a challenge."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from challenges.editions.models import Challenge, Edition
from challenges.editions.queries import organized_by
from challenges.wording import localized

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
SHORT, LONG = 300, 200_000
PRIZES = 12
FIRST_YEAR, LAST_YEAR = 2000, 2100  # what lies far outside no clock can turn into another zone
YEARS = {"first": FIRST_YEAR, "last": LAST_YEAR}
PARTS = ("title", "about")


class LocalizedInput(forms.MultiWidget):
    """The same text in each language, each written in its own direction; beside Markdown stands the text as readers
    see it."""

    template_name = "console/_localized_input.html"
    use_fieldset = True

    def __init__(self, *, is_long: bool, is_markdown: bool) -> None:
        wanted = forms.Textarea if is_long else forms.TextInput
        inputs: dict[str, forms.Widget | type[forms.Widget]] = {
            code: wanted(attrs={"lang": code, "dir": "rtl" if code == "ar" else "ltr", "aria-label": str(name)})
            for code, name in settings.LANGUAGES
        }
        super().__init__(inputs)
        self.is_long, self.is_markdown = is_long, is_markdown

    def decompress(self, value: Any) -> list[str]:
        texts = value if isinstance(value, dict) else {}
        return [texts.get(code, "") for code in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        inputs = context["widget"]["subwidgets"]
        is_kept = self.is_required and isinstance(value, dict)
        is_told = is_kept or any(one["value"] for one in inputs)
        for one in inputs:
            one["is_missing"] = is_told and not one["value"]
        context["widget"].update(is_long=self.is_long, is_markdown=self.is_markdown)
        return context


class LocalizedField(forms.MultiValueField):
    """A text in each language; where it is given at all, in French, which stands in where another is missing. A long
    one is Markdown unless it is said to be plain."""

    default_error_messages: ClassVar[Any] = {
        "incomplete": _("Write it in French at least: it stands in where another is missing.")
    }

    def __init__(self, *, is_long: bool = False, is_markdown: bool | None = None, **kwargs: Any) -> None:
        fields = [forms.CharField(required=code == "fr", strip=True) for code in LANGUAGES]
        widget = LocalizedInput(is_long=is_long, is_markdown=is_long if is_markdown is None else is_markdown)
        super().__init__(fields, require_all_fields=False, widget=widget, **kwargs)
        for field in self.fields:
            field.validators.append(MaxLengthValidator(LONG if is_long else SHORT))

    def compress(self, values: list[str]) -> dict[str, str]:
        return {code: text for code, text in zip(LANGUAGES, values, strict=True) if text} if values else {}

    def has_changed(self, initial: Any, data: Any) -> bool:
        given = initial if isinstance(initial, dict) else {}
        return [given.get(code, "") for code in LANGUAGES] != [text or "" for text in data or [""] * len(LANGUAGES)]


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


class WebAddressField(forms.URLField):
    """What a visitor's browser opens: https, or http where it must be."""

    default_validators = [URLValidator(schemes=["https", "http"])]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class Titled(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A challenge by its title, or none: what it is about is the whole edition, of which those say nothing who organize
    named challenges only."""

    def __init__(self, **kwargs: Any) -> None:
        none = Challenge.objects.none()
        super().__init__(none, required=False, empty_label=_("the whole edition"), **kwargs)

    def offer(self, edition: Edition, *, by: Any) -> None:
        """Those that this person stands behind."""
        self.queryset = organized_by(by).filter(edition=edition).order_by("order", "slug")
        self.required = by.organizes_named_only
        if self.required:
            self.empty_label = None

    def label_from_instance(self, obj: Any) -> str:
        return localized(obj.title, get_language() or "fr")
