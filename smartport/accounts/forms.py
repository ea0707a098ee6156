"""Signing up, one's name and language, and a new token."""

import secrets
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from challenges import clock
from challenges.errors import Refusal
from smartport.accounts.consents import give_at_sign_up
from smartport.accounts.models import User
from smartport.accounts.rules import (
    CHOICES,
    CONTACT,
    NAME_LENGTH,
    NAME_SHORTEST,
    PUBLICATION,
    SCOPES,
    TOKEN_LIVES,
    TOKEN_NAME_LENGTH,
    require_usable_display_name,
)

NAME_HINT = _("A first name or a nickname is enough. We never ask for the number of an identity card or a passport.")
LIVES = {"30": _("30 days"), "90": _("90 days"), "365": _("One year"), "never": _("Until I withdraw it")}


class DisplayName(forms.CharField):
    """The name by which others know one."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "nickname", "dir": "auto"}
        given: dict[str, Any] = {
            "max_length": NAME_LENGTH,
            "min_length": NAME_SHORTEST,
            "widget": forms.TextInput(attrs=attrs),
        }
        super().__init__(help_text=NAME_HINT, **{**given, **kwargs})

    def clean(self, value: object) -> str:
        """Raises ValidationError in the words of the rule."""
        try:
            return require_usable_display_name(super().clean(value))
        except Refusal as refusal:
            raise forms.ValidationError(_said(refusal), code=refusal.code) from refusal


class SignupForm(forms.Form):
    """E-mail and password come from allauth; this adds the name that others see, and the consents: apart, unticked."""

    display_name = DisplayName(label=_("Your name, as others see it"))
    accepts_terms = forms.BooleanField(
        label=_("I accept the terms of use and have read the privacy notice."),
        error_messages={"required": _("Without your yes we may not keep an account for you.")},
    )
    contact = forms.BooleanField(
        label=_("The partners of the edition may write to me about my project."), required=False
    )
    publication = forms.BooleanField(
        label=_("My name may stand in published results and on certificates."), required=False
    )

    field_order = ["display_name", "email", "password1", "accepts_terms", CONTACT, PUBLICATION]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account exists; the user name is random because nobody types it, and what a
        sign-on tells of the civil name is not kept."""
        user.display_name = self.cleaned_data["display_name"]
        user.username = f"u-{secrets.token_hex(8)}"
        user.first_name = user.last_name = ""
        user.language = get_language() or "fr"
        user.save(update_fields=["display_name", "username", "first_name", "last_name", "language"])
        ticked = {purpose for purpose in CHOICES if self.cleaned_data.get(purpose)}
        give_at_sign_up(user, purposes=ticked, now=clock.now())


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person may change of their account without proving anything."""

    display_name = DisplayName(label=_("Your name, as others see it"))
    language = forms.ChoiceField(
        label=_("Language of the letters we send you"),
        choices=[(code, name) for code, name in settings.LANGUAGES],
    )

    class Meta:
        model = User
        fields = ("display_name", "language")


class ConsentForm(forms.Form):
    """The free choices."""

    contact = forms.BooleanField(
        label=_("The partners of the edition may write to me about my project."), required=False
    )
    publication = forms.BooleanField(
        label=_("My name may stand in published results and on certificates."), required=False
    )


class TokenForm(forms.Form):
    """A name to know it by, what it may do, and for how long."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=TOKEN_NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        help_text=_("Such as “laptop” or “training server”."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=[(scope, _(words)) for scope, words in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one.")},
    )
    life = forms.ChoiceField(label=_("Valid for"), choices=list(LIVES.items()), initial="90")

    def expires_at(self, *, now: datetime) -> datetime | None:
        """None for a token without an end."""
        life = TOKEN_LIVES[self.cleaned_data["life"]]
        return now + life if life is not None else None


class DeleteForm(forms.Form):
    """The address typed again, so that nobody deletes an account by a slip."""

    email = forms.CharField(
        label=_("Type your e-mail address to confirm"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    hides_team_names = forms.BooleanField(
        label=_("Also replace the name of a team in which I am the only member"), required=False
    )


def _said(refusal: Refusal) -> str:
    """Message and hint in one, in the active language."""
    told = [gettext(text) % refusal.details for text in (refusal.message, refusal.hint) if text]
    return " ".join(told)
