"""Who is behind an address, a password and, where the account has one, a code of its second factor."""

from allauth.account import app_settings as allauth_settings
from allauth.account.models import EmailAddress
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import authenticate
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from smartport.accounts.models import User
from smartport.accounts.rules import LoginUnknown, NoPassword, SecondFactorNeeded, SecondFactorWrong

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: AbstractBaseUser) -> bool:
    """An app or a passkey; recovery codes alone are none."""
    return bool(is_mfa_enabled(user, FACTORS))


def person_behind(request: HttpRequest, *, email: str, password: str, code: str) -> User:
    """Raises LoginUnknown, SecondFactorNeeded, SecondFactorWrong; the latter two only after the right password."""
    user = authenticate(request, email=email, password=password)
    if not isinstance(user, User) or not _may_log_in(user):
        raise LoginUnknown
    _require_code(user, code=code)
    return user


def require_password(request: HttpRequest, user: User, *, password: str, code: str) -> None:
    """Asked again before what cannot be undone. Raises as `person_behind`, and NoPassword."""
    if not user.has_usable_password():
        raise NoPassword
    person_behind(request, email=user.email, password=password, code=code)


def _require_code(user: User, *, code: str) -> None:
    if not has_second_factor(user):
        return
    if not code:
        raise SecondFactorNeeded
    form = AuthenticateForm(user=user, data={"code": code})
    if not form.is_valid():
        raise SecondFactorWrong
    form.authenticator.record_usage()


def _may_log_in(user: User) -> bool:
    """Where addresses must be verified before the site lets anyone in, so they must here."""
    if allauth_settings.EMAIL_VERIFICATION != allauth_settings.EmailVerificationMethod.MANDATORY:
        return True
    return bool(EmailAddress.objects.filter(user=user, verified=True).exists())
