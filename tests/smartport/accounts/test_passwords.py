"""What is said of a password."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

TOO_SHORT = {
    "en": "This password is too short: it needs at least 10 characters.",
    "fr": "Ce mot de passe est trop court : il lui faut au moins 10 caractères.",
    "ar": "كلمة المرور هذه قصيرة جدا: يلزمها 10 أحرف على الأقل.",
}


@pytest.mark.parametrize("language", TOO_SHORT)
def test_short_password_is_refused_in_the_readers_language(language):
    with translation.override(language), pytest.raises(ValidationError) as caught:
        validate_password("k7#Zq!m2p")
    assert caught.value.messages == [TOO_SHORT[language]]


def test_hints_are_short():
    with translation.override("en"):
        assert password_validators_help_texts() == [
            "At least 10 characters.",
            "Not like your name or your address.",
            "Not one that many people use.",
        ]
