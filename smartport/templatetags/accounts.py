"""What the account's pages and letters say: places, devices, times in the country's zone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from challenges import wording
from smartport.accounts.rules import CONTACT, PUBLICATION, SCOPES, TERMS
from smartport.accounts.sessions import BROWSER_ON_SYSTEM, UNKNOWN, device_of

register = template.Library()

ZONE = ZoneInfo("Africa/Casablanca")
PURPOSE_NAMES = {
    TERMS: gettext_lazy("Terms of use and privacy notice"),
    CONTACT: gettext_lazy("Partners may write to me about my project"),
    PUBLICATION: gettext_lazy("My name in published results and on certificates"),
}


@dataclass(frozen=True)
class Place:
    """A page of the account, and whether the reader is on it or below it."""

    url: str
    name: Any
    is_current: bool


# The address of each page, its name, and how the names of the addresses that belong to it begin.
PLACES = (
    ("account", gettext_lazy("Overview"), ("account",)),
    ("account_email", gettext_lazy("E-mail address"), ("account_email",)),
    ("account_change_password", gettext_lazy("Password"), ("account_change_password", "account_set_password")),
    ("mfa_index", gettext_lazy("Second factor"), ("mfa_", "second-factor")),
    ("socialaccount_connections", gettext_lazy("Single sign-on"), ("socialaccount_",)),
    ("usersessions_list", gettext_lazy("Devices"), ("usersessions_",)),
    ("tokens", gettext_lazy("API tokens"), ("tokens", "new-token", "end-token")),
    ("my-certificates", gettext_lazy("Certificates"), ("my-certificates",)),
    ("mail-preferences", gettext_lazy("Letters"), ("mail-preferences",)),
    ("consents", gettext_lazy("Consents"), ("consents",)),
    ("my-data", gettext_lazy("My data"), ("my-data", "delete-account")),
    ("account_logout", gettext_lazy("Log out"), ("account_logout",)),
)


@register.simple_tag(takes_context=True)
def account_places(context: dict[str, Any]) -> list[Place]:
    """The pages of the account that this site has."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = (match.url_name if match else "") or ""
    return [
        Place(url, name, _is_here(here, begins))
        for view, name, begins in PLACES
        if (view != "socialaccount_connections" or settings.SIGN_ON) and (url := _address(view))
    ]


@register.filter
def device(user_agent: str) -> str:
    """Such as `Firefox on Linux`."""
    browser, system = device_of(user_agent)
    if browser and system:
        return gettext(BROWSER_ON_SYSTEM) % {"browser": browser, "system": system}
    return browser or system or gettext(UNKNOWN)


@register.filter
def when_said(value: datetime) -> str:
    """A date and hour in the country's zone, with its name."""
    return wording.say_moment(value, zone=ZONE)


@register.filter
def when(value: datetime) -> SafeString:
    """The same, for a page."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), when_said(value))


@register.filter
def on_day(value: datetime) -> SafeString:
    """The date alone."""
    shown = wording.say_day(value.astimezone(ZONE).date())
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.filter
def scope_name(scope: str) -> str:
    """What a token may do, in words."""
    return gettext(SCOPES[scope]) if scope in SCOPES else scope


@register.filter
def purpose_name(purpose: str) -> str:
    """What somebody agreed to, in words."""
    return str(PURPOSE_NAMES.get(purpose, purpose))


def _is_here(here: str, begins: tuple[str, ...]) -> bool:
    return any(here == begin or (begin.endswith("_") and here.startswith(begin)) for begin in begins)


def _address(view: str) -> str:
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""
