"""Texts of the database in a form: a field for each language instead of JSON."""

from typing import Any

from django import forms
from django.conf import settings

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)


class TextsInput(forms.MultiWidget):
    """The same text in each language, one below the other, each written in its own direction."""

    template_name = "challenges/admin/texts.html"

    def __init__(self, *, is_long: bool) -> None:
        wanted = forms.Textarea if is_long else forms.TextInput
        rows = {"rows": 8, "cols": 80} if is_long else {"size": 80}
        inputs: dict[str, forms.Widget | type[forms.Widget]] = {
            code: wanted(attrs={**rows, "lang": code, "dir": "rtl" if code == "ar" else "ltr", "aria-label": str(name)})
            for code, name in settings.LANGUAGES
        }
        super().__init__(inputs)

    def decompress(self, value: Any) -> list[str]:
        texts = value if isinstance(value, dict) else {}
        return [texts.get(code, "") for code in LANGUAGES]


class TextsField(forms.MultiValueField):
    """One text per language; French is required, for it stands in where another is missing."""

    def __init__(self, *, is_long: bool = False, **kwargs: Any) -> None:
        fields = [forms.CharField(required=code == "fr", strip=True) for code in LANGUAGES]
        kwargs.setdefault("widget", TextsInput(is_long=is_long))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, values: list[str]) -> dict[str, str]:
        return {code: text for code, text in zip(LANGUAGES, values, strict=True) if text}

    def has_changed(self, initial: Any, data: Any) -> bool:
        given = initial if isinstance(initial, dict) else {}
        return [given.get(code, "") for code in LANGUAGES] != [text or "" for text in data or [""] * len(LANGUAGES)]
