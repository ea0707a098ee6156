"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who can log in."""

    name = "smartport.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
