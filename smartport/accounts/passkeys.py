"""The forms that a browser fills with what a passkey answered: JSON, or refused."""

from typing import Any

from allauth.mfa.webauthn import forms as webauthn
from django import forms

LONGEST = 50_000  # letters; attestations with their certificates take some thousands


class AnswerField(forms.JSONField):
    """Numbers too long to be read and lists too deep are no JSON either."""

    def to_python(self, value: Any) -> Any:
        try:
            if len(value or "") > LONGEST:
                raise ValueError
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class Add(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    credential = AnswerField(widget=forms.HiddenInput)


class Login(webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    credential = AnswerField(widget=forms.HiddenInput)


class Authenticate(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = AnswerField(widget=forms.HiddenInput)


class Reauthenticate(webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    credential = AnswerField(widget=forms.HiddenInput)
