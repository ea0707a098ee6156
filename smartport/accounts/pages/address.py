"""The e-mail address: one a person, and a new one beside it until it is confirmed."""

from typing import Any

from allauth.account.forms import AddEmailForm
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.account.views import EmailView
from allauth.mfa import app_settings as second_factor
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from smartport.accounts.models import User
from smartport.accounts.pages.account import owner


class NewAddressForm(AddEmailForm):  # type: ignore[misc]
    """allauth would drop an unconfirmed address at once, and with it the account's only one."""

    def save(self, request: HttpRequest) -> EmailAddress:
        user = self.user
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=user.pk)
            _waiting(user).delete()
            made = EmailAddress.objects.create(user=user, email=self.cleaned_data["email"])
        send_verification_email_to_address(request, made)
        return made


class AddressView(EmailView):  # type: ignore[misc]
    """allauth's page, where an address becomes the account's by its confirmation and by nothing else."""

    form_class = NewAddressForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = owner(self.request)
        known = EmailAddress.objects.filter(user=user, email__iexact=user.email).first()
        return {
            **super().get_context_data(**kwargs),
            "current": known,
            "pending": _waiting(user).first(),
            "is_held": is_mfa_enabled(user) and not second_factor.ALLOW_UNVERIFIED_EMAIL,  # allauth refuses it then
        }

    def _action_send(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        """allauth keeps silent where a letter went out too lately."""
        answer: HttpResponse | None = super()._action_send(request, *args, **kwargs)
        if not self._did_send_verification_email:
            messages.info(
                request, gettext("A link was sent a moment ago. Wait three minutes before you ask for another.")
            )
        return answer

    def _action_primary(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        return None


def _waiting(user: User) -> Any:
    return EmailAddress.objects.filter(user=user, verified=False).exclude(email__iexact=user.email)


address = login_required(AddressView.as_view())
