"""Signing up."""

import secrets

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from smartport.accounts.models import User


class SignupForm(forms.Form):
    """E-mail and password come from allauth; this adds the name that others see."""

    display_name = forms.CharField(label=_("Your name, as others see it"), max_length=80, min_length=2)

    field_order = ["display_name", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account exists; the user name is random because nobody types it."""
        user.display_name = self.cleaned_data["display_name"]
        user.username = f"u-{secrets.token_hex(8)}"
        user.language = get_language() or "fr"
        user.save(update_fields=["display_name", "username", "language"])
