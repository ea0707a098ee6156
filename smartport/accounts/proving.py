"""A new address of somebody whom a second factor guards: proved by a sealed link before any row has it.

An unproved row would keep the address from whoever really has it, and the second factor would keep them out for good.
"""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.mfa import app_settings as second_factor
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from smartport.accounts.models import User

LINK_LIVES = timedelta(days=3)
SALT = "new-address"


def is_guarded(user: User) -> bool:
    """Whether a new address has to be proved before it is written down."""
    return is_mfa_enabled(user) and not second_factor.ALLOW_UNVERIFIED_EMAIL


def send_link(request: HttpRequest, user: User, *, address: str) -> bool:
    """False where a letter went there a moment ago."""
    if not ratelimit.consume(request, action="confirm_email", key=address.lower()):
        return False
    sealed = signing.dumps({"user": user.pk, "from": user.email, "to": address}, salt=SALT)
    link = f"{settings.SITE_URL}{reverse('account_email')}?confirm={sealed}"
    get_adapter(request).send_mail("account/email/email_confirmation", address, {"user": user, "activate_url": link})
    return True


def address_in(sealed: str, *, user: User) -> str:
    """The address that the link proves; empty where it is not this person's, too old, or used."""
    try:
        told: dict[str, Any] = signing.loads(sealed, salt=SALT, max_age=LINK_LIVES)
    except signing.BadSignature:
        return ""
    return str(told["to"]) if (told["user"], told["from"]) == (user.pk, user.email) else ""


@transaction.atomic
def take_address(request: HttpRequest, user: User, *, address: str) -> bool:
    """The address is the account's from now on; False, and said, where another account has it."""
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    return bool(get_adapter(request).confirm_email(request, EmailAddress(user=held, email=address)))
