"""A text in each language is one field of a form."""

import pytest
from django import forms
from django.utils import translation

from smartport.console.localized_fields import LocalizedField


class Form(forms.Form):
    title = LocalizedField()


def test_texts_are_kept_by_language_without_the_empty_ones():
    form = Form({"title_fr": "Brume", "title_ar": "ضباب", "title_en": ""})
    assert form.is_valid()
    assert form.cleaned_data["title"] == {"fr": "Brume", "ar": "ضباب"}


@pytest.mark.parametrize("given", [{}, {"title_en": "Fog"}, {"title_fr": "  "}])
def test_french_is_needed(given):
    assert not Form(given).is_valid()


def test_what_is_missing_is_said_with_its_reason():
    with translation.override("en"):
        assert "it stands in where another is missing" in Form({"title_en": "Fog"}).errors["title"][0]


def test_form_shows_what_is_there_each_in_its_direction():
    shown = str(Form(initial={"title": {"fr": "Brume", "ar": "ضباب"}}))
    assert 'name="title_fr" value="Brume"' in shown
    assert 'lang="ar" dir="rtl"' in shown


@pytest.mark.parametrize(
    ("given", "is_changed"),
    [
        ({"title_fr": "Brume", "title_ar": "ضباب", "title_en": ""}, False),
        ({"title_fr": "Brume", "title_ar": "ضباب", "title_en": "Fog"}, True),
        ({"title_fr": "Brume"}, True),
    ],
)
def test_change_is_noticed(given, is_changed):
    form = Form(given, initial={"title": {"fr": "Brume", "ar": "ضباب"}})
    assert form.has_changed() is is_changed
