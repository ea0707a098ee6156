"""The e-mail address: one a person, and a new one beside it until it is confirmed."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.account.views import EmailView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_noop

from smartport.accounts.models import User
from smartport.accounts.pages.account import owner
from smartport.accounts.proving import address_in, is_guarded, send_link, take_address

TOO_SOON = gettext_noop("A link was sent a moment ago. Wait three minutes before you ask for another.")


class NewAddressForm(AddEmailForm):  # type: ignore[misc]
    """allauth would drop an unconfirmed address at once, and with it the account's only one."""

    def clean_email(self) -> str:
        """allauth's last word is that a second factor forbids it; here the address is proved first instead."""
        try:
            return str(super().clean_email())
        except ValidationError as error:
            if error.code != "add_email_blocked":
                raise
            return str(get_adapter().clean_email(self.cleaned_data["email"]))

    def save(self, request: HttpRequest) -> EmailAddress:
        user = self.user
        if is_guarded(user):
            if not send_link(request, user, address=self.cleaned_data["email"]):
                messages.info(request, gettext(TOO_SOON))
            return EmailAddress(user=user, email=self.cleaned_data["email"])
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
            "is_guarded": is_guarded(user),
            "proved": address_in(self.request.GET.get("confirm", ""), user=user),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """With `?confirm=`, the link of the letter: asks once more."""
        if "confirm" in request.GET and not address_in(request.GET["confirm"], user=owner(request)):
            messages.error(
                request, gettext("This link is no longer valid, or is for another account. Ask for a new one.")
            )
            return redirect("account_email")
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        proved = address_in(request.POST.get("confirm", ""), user=owner(request))
        if proved:
            take_address(request, owner(request), address=proved)
            return redirect("account_email")
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def _action_send(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        """allauth keeps silent where a letter went out too lately."""
        answer: HttpResponse | None = super()._action_send(request, *args, **kwargs)
        if not self._did_send_verification_email:
            messages.info(request, gettext(TOO_SOON))
        return answer

    def _action_primary(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        return None


def _waiting(user: User) -> Any:
    return EmailAddress.objects.filter(user=user, verified=False).exclude(email__iexact=user.email)


address = login_required(AddressView.as_view())
