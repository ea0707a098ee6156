"""What a person agrees to, what a token may do, how one may be called, and who may leave."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from challenges.errors import Refusal, gettext_noop

NAME_LENGTH = 80
NAME_SHORTEST = 2
MARKS_IN_A_ROW = 2
# A Moroccan identity card has one or two letters and five or six digits, a passport two letters and seven.
IDENTITY_NUMBER = re.compile(r"[a-z]{1,2}[ .-]?\d{5,7}", re.IGNORECASE)

READ, SUBMIT, TEAM, ACCOUNT = "read", "submit", "team", "account"
SCOPES: Mapping[str, str] = {
    READ: gettext_noop("Read what you may see: results, logs, your team, data"),
    SUBMIT: gettext_noop("Hand in, cancel and choose submissions"),
    TEAM: gettext_noop("Change your team, its project page and its questions; accept rules and licences"),
    ACCOUNT: gettext_noop("Change your account: name, consents, tokens, sessions"),
}
TOKENS_AT_ONCE = 50
TOKEN_NAME_LENGTH = 80
TOKEN_LIVES: Mapping[str, timedelta | None] = {
    "30": timedelta(days=30),
    "90": timedelta(days=90),
    "365": timedelta(days=365),
    "never": None,
}
# How often the last use of a token is noted: a row is not written for every request.
USE_NOTED_EVERY = timedelta(minutes=10)

TERMS, CONTACT, PUBLICATION = "terms", "contact", "publication"
# The version of each text; a higher one is asked for again.
PURPOSES: Mapping[str, int] = {TERMS: 2, CONTACT: 1, PUBLICATION: 1}
CHOICES = (CONTACT, PUBLICATION)


class LoginUnknown(Refusal):
    """One sentence for every reason, so that nobody learns who has an account."""

    code = "login_unknown"
    message = gettext_noop("The e-mail address or the password is wrong.")
    hint = gettext_noop("Log in on the site with the same address and password to see what it says.")
    status = 400


class SecondFactorNeeded(Refusal):
    code = "second_factor_needed"
    message = gettext_noop("This account asks for a second factor.")
    hint = gettext_noop(
        "Send the code of your authenticator app or a recovery code as “code”, or make a token on your account page."
    )
    field = "code"
    status = 400


class SecondFactorWrong(Refusal):
    """Wrong, used already, or tried too often."""

    code = "second_factor_wrong"
    message = gettext_noop("This code does not open the account.")
    hint = gettext_noop("Wait for the next code of your app, or use a recovery code that you have not used yet.")
    field = "code"
    status = 400


class SecondFactorFirst(Refusal):
    code = "second_factor_first"
    message = gettext_noop("Whoever organizes needs a second factor: a stolen password must open nothing here.")
    hint = gettext_noop(
        "Log in on the site and set one up on your account page under “Second factor”; it takes two minutes. If you "
        "have one already, log in with it."
    )
    status = 403


class TokenOlderThanFactor(Refusal):
    code = "token_older_than_factor"
    message = gettext_noop("This token is older than the second factor of your account.")
    hint = gettext_noop("Withdraw it on your account page, and make a new one.")
    status = 403


class TooManyTokens(Refusal):
    """Details: limit."""

    code = "too_many_tokens"
    message = gettext_noop("This account already has its %(limit)s tokens.")
    hint = gettext_noop("Withdraw those you no longer use on your account page.")


class DisplayNameUnusable(Refusal):
    """Details: limit."""

    code = "display_name_unusable"
    message = gettext_noop("This name cannot be shown to others.")
    hint = gettext_noop("Use 2 to %(limit)s letters, digits, spaces and usual signs, without invisible characters.")
    field = "display_name"
    status = 422


class IdentityNumberGiven(Refusal):
    code = "identity_number_given"
    message = gettext_noop("This looks like the number of an identity card or a passport.")
    hint = gettext_noop("We never ask for one: give the name by which others may know you.")
    field = "display_name"
    status = 422


class TermsNotAccepted(Refusal):
    code = "terms_not_accepted"
    message = gettext_noop("An account needs your yes to the terms of use and the privacy notice.")
    hint = gettext_noop("Read them on the site under /terms/ and /privacy/, then send “accepts_terms”: true.")
    field = "accepts_terms"
    status = 422


class TermsChanged(Refusal):
    code = "terms_changed"
    message = gettext_noop("The terms of use and the privacy notice wait for your yes.")
    hint = gettext_noop(
        "Read them, then agree on your account page under “Consents” (/account/consents/), or send “terms”: true to "
        "PUT /api/v1/consents. Until then you can read everything, leave your team, and take or delete your data."
    )
    status = 403


class HandOverFirst(Refusal):
    """Details: team (its name)."""

    code = "hand_over_first"
    message = gettext_noop("You are the captain of %(team)s, and others play in it.")
    hint = gettext_noop("Make another member the captain on the page of your team; then you can delete your account.")


class NotYourAddress(Refusal):
    code = "not_your_address"
    message = gettext_noop("This is not the e-mail address of your account.")
    hint = gettext_noop("Type it exactly as it stands on this page.")
    field = "email"
    status = 422


class NoPassword(Refusal):
    code = "no_password"
    message = gettext_noop("This account has no password.")
    hint = gettext_noop("Do this on the site, where you are logged in.")
    field = "password"
    status = 400


class BlockOfOneself(Refusal):
    code = "block_of_oneself"
    message = gettext_noop("Nobody shuts themselves out, or lets themselves in.")
    hint = gettext_noop("Ask another organizer.")


class OperatorsBlock(Refusal):
    code = "operators_block"
    message = gettext_noop("This person organizes: only an operator may do this.")
    hint = gettext_noop("Ask an operator, or take the role back first.")
    status = 403


class BlockedAlready(Refusal):
    code = "blocked_already"
    message = gettext_noop("This account is blocked already.")


class NotBlocked(Refusal):
    code = "not_blocked"
    message = gettext_noop("This account is not blocked.")


def require_above(*, is_oneself: bool, has_role: bool, is_operator: bool) -> None:
    """Raises BlockOfOneself, OperatorsBlock."""
    if is_oneself:
        raise BlockOfOneself
    if has_role and not is_operator:
        raise OperatorsBlock


def require_usable_display_name(name: str) -> str:
    """The tidied name. Raises DisplayNameUnusable, IdentityNumberGiven."""
    tidied = " ".join(unicodedata.normalize("NFC", name).split())
    usable = (
        NAME_SHORTEST <= len(tidied) <= NAME_LENGTH
        and all(letter.isprintable() for letter in tidied)
        and any(letter.isalnum() for letter in tidied)
        and not _has_tower(tidied)
    )
    if not usable:
        raise DisplayNameUnusable(limit=NAME_LENGTH)
    if IDENTITY_NUMBER.fullmatch(tidied):
        raise IdentityNumberGiven
    return tidied


def _has_tower(name: str) -> bool:
    """Marks piled on a letter until they cover the lines around it."""
    height = 0
    for letter in unicodedata.normalize("NFD", name):
        height = height + 1 if unicodedata.combining(letter) else 0
        if height > MARKS_IN_A_ROW:
            return True
    return False


def require_room_for_token(living: int) -> None:
    """Raises TooManyTokens."""
    if living >= TOKENS_AT_ONCE:
        raise TooManyTokens(limit=TOKENS_AT_ONCE)


def require_own_address(typed: str, *, address: str) -> None:
    """Raises NotYourAddress."""
    if typed.strip().casefold() != address.casefold():
        raise NotYourAddress


def is_token_alive(*, expires_at: datetime | None, revoked_at: datetime | None, now: datetime) -> bool:
    """Whether a token still opens doors."""
    return revoked_at is None and (expires_at is None or now < expires_at)


def in_order(scopes: Collection[str]) -> list[str]:
    """Each of them once, in the order of the table; reading goes with every other."""
    return [scope for scope in SCOPES if scope in scopes or scope == READ]
