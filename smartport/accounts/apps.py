"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who can log in."""

    name = "smartport.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """allauth tells of a new factor by a signal."""
        from allauth.mfa.signals import authenticator_added  # noqa: PLC0415  (names models, which are there only now)

        from smartport.accounts.second_factor import note_set_up  # noqa: PLC0415  (the same)

        authenticator_added.connect(note_set_up, dispatch_uid="note_set_up")
