"""What allauth asks of this site: letters in the reader's language, sealed secrets, and whom a sign-on may let in."""

import base64
import hashlib
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.translation import gettext, gettext_lazy

from challenges import clock
from challenges.journal.actions import write
from smartport.accounts.models import User
from smartport.accounts.sessions import begin_noting

log = logging.getLogger(__name__)
SITE_NAME = "Smart Port Challenge"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Links in letters lead to the site's own address, whatever host the request named."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_taken": gettext_lazy("There is an account with this e-mail address already."),
        "email_password_mismatch": gettext_lazy("The e-mail address or the password is wrong."),
        "too_many_login_attempts": gettext_lazy("Too many attempts. Wait a few minutes, then try again."),
        "incorrect_code": gettext_lazy("This code is wrong, or no longer valid."),
        "incorrect_password": gettext_lazy("This password is wrong."),
        "enter_current_password": gettext_lazy("Type your current password."),
        "rate_limited": gettext_lazy("Too many attempts. Wait a few minutes, then try again."),
        "same_as_current": gettext_lazy("This is your address already."),
    }

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        begin_noting(request, now=clock.now())
        if getattr(user, "is_staff", False):
            write("staff.logged_in", subject=f"user:{user.pk}", by=user, now=clock.now())

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Not where another account has the address, confirmed or not: an address opens one account."""
        others = User.objects.filter(email__iexact=email_address.email).exclude(pk=email_address.user_id)
        if not others.exists():
            return bool(super().confirm_email(request, email_address))
        told = {"email": email_address.email}
        self.add_message(request, messages.ERROR, "account/messages/email_confirmation_failed.txt", told)
        return False

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Never the one that opens the account."""
        return bool(email_address.email.casefold() != email_address.user.email.casefold())

    def format_email_subject(self, subject: str) -> str:
        return f"{SITE_NAME} · {subject}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        return str(_on_this_site(super().get_reset_password_from_key_url(key)))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """In the language of the person it is for; a stranger's, in that of whoever asked for it."""
        language = _language_of(email, context)
        sent = {**context, "site_name": SITE_NAME, "site_url": settings.SITE_URL}
        with translation.override(language or translation.get_language() or "fr"):
            message: EmailMessage = super().render_mail(template_prefix, email, sent, headers=headers)
        return message

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down stops nobody: the page says so, whoever the letter was for."""
        links = {name: _on_this_site(value) for name, value in context.items() if name.endswith("_url")}
        try:
            super().send_mail(template_prefix, email, {**context, **links})
        except OSError:  # smtplib's errors are of this family, and so are those of the network
            log.exception("A letter could not be sent: %s", template_prefix)
            said = gettext("The e-mail could not be sent. Try again in a few minutes.")
            if self.request is not None and hasattr(self.request, "_messages"):
                messages.error(self.request, said)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """The API has no pages to show messages on."""
        if not request.path.startswith("/api/"):
            super().add_message(request, level, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps and recovery codes lie sealed in the database, by the site's secret key."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code is wrong, or no longer valid."),
        "unverified_email": gettext_lazy("Confirm your e-mail address first: follow the link in the mail we sent you."),
    }

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Sealed by a key that is gone opens nothing, and says nothing."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.warning("A second factor was sealed by another secret key.")
            return ""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": SITE_NAME}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002  (allauth's name)
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An account is entered by its address only where both sides have verified it, and never an organizer's."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": gettext_lazy(
            "There is an account with this e-mail address already. Log in to it, then connect %s on your account page."
        ),
        "no_password": gettext_lazy("Set a password first: without it you could not log in any more."),
    }

    def list_apps(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list[Any]:
        """The operator's settings name the provider, and no row of the database."""
        return [app for app in super().list_apps(request, *args, **kwargs) if app.pk is None]

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """The provider says it is verified (allauth looks at that); here it must be too, or whoever signed up with
        another person's address would keep a way into that person's account."""
        known = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
        return bool(known.filter(user__is_staff=False, user__is_superuser=False).exists())

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, str]:
        """The name others see is offered, not taken."""
        initial: dict[str, str] = super().get_signup_form_initial_data(sociallogin)
        given = sociallogin.user
        return {**initial, "display_name": f"{given.first_name} {given.last_name}".strip()}


def _language_of(email: Any, context: dict[str, Any]) -> str:
    """The account's own language, where the letter is for an account."""
    user = context.get("user")
    if isinstance(user, User):
        return user.language
    found = User.objects.filter(email__iexact=str(email)).values_list("language", flat=True).first()
    return found or ""


def _on_this_site(url: Any) -> Any:
    """The path of an address on the site's own host."""
    if not isinstance(url, str) or "://" not in url:
        return url
    return f"{settings.SITE_URL}/{url.split('://', 1)[1].partition('/')[2]}"


def _seal() -> MultiFernet:
    keys = (force_bytes(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    sealed = (hashlib.sha256(b"second factor:" + key).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in sealed])
