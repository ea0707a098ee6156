"""Accounts that nobody uses any more: who they are, the letter that warns them, and their end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from challenges.errors import Refusal
from challenges.post.actions import Words, write_to_address
from challenges.post.models import Letter
from challenges.post.rules import TRIES
from challenges.teams.models import Membership
from challenges.wording import say_day
from smartport.accounts.deletion import delete_account
from smartport.accounts.models import ApiToken, User
from smartport.retention.rules import NOTICE, unused_since

logger = structlog.get_logger(__name__)

AT_ONCE = 200
ABOUT = "account.unused"
UNUSED = "unused"


@dataclass(frozen=True)
class Standing:
    """An account that is not used: since when, the letter that warned it, and the moment from which it may go."""

    user: User
    since: datetime
    letter: Letter | None
    goes_at: datetime | None


def unused(*, now: datetime) -> QuerySet[User]:
    """Not logged in, seen or used by a token for so long, and in no edition that ended less long ago. Whoever works
    here stays: about them their office decides."""
    line = unused_since(years=settings.UNUSED_YEARS, now=now)
    is_here = (
        Q(Exists(ApiToken.objects.filter(user=OuterRef("pk"), last_used_at__gte=line)))
        | Q(Exists(UserSession.objects.filter(user=OuterRef("pk"), last_seen_at__gte=line)))
        | Q(Exists(Membership.objects.filter(user=OuterRef("pk"), edition__closes_at__gte=line)))
    )
    found = User.objects.filter(date_joined__lt=line, is_staff=False, is_superuser=False, organized_challenges=None)
    return found.filter(Q(last_login=None) | Q(last_login__lt=line)).exclude(is_here).order_by("pk")


def standings_of(users: Sequence[User]) -> list[Standing]:
    """How far each of these unused accounts is, in two queries at most."""
    about = {_about(user): user for user in users}
    letters = {letter.about: letter for letter in Letter.objects.filter(about__in=about)}
    return [_standing(user, letters.get(name)) for name, user in about.items()]


def can_warn() -> bool:
    """Without a mail server nobody would read the warning: then nobody is deleted either."""
    return bool(settings.EMAIL_HOST)


def warn(*, now: datetime) -> int:
    """A letter to everybody who has none yet; how many."""
    if not can_warn():
        return 0
    waiting = (one for found in _pieces(now=now) for one in standings_of(found) if one.letter is None)
    count = 0
    for standing in waiting:
        user = standing.user
        write_to_address(
            user.email,
            lambda: _warning(standing, now=now),  # noqa: B023 (composed before the next)
            about=_about(user),
            language=user.language,
            now=now,
        )
        count += 1
    return count


def over(*, now: datetime) -> list[User]:
    """Warned long enough ago, and still unused."""
    if not can_warn():
        return []
    found = (one for users in _pieces(now=now) for one in standings_of(users))
    return [one.user for one in found if one.goes_at and one.goes_at <= now]


def end(*, now: datetime) -> int:
    """Delete those, as if each had done it; how many."""
    count = 0
    for user in over(now=now):
        try:
            count += _end(user, now=now)
        except Refusal as refusal:
            logger.warning("account_not_deleted", user=user.pk, code=refusal.code)
    return count


@transaction.atomic
def _end(user: User, *, now: datetime) -> int:
    """Whoever came back in the last moment stays."""
    locked = User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    if locked is None or not unused(now=now).filter(pk=user.pk).exists():
        return 0
    delete_account(locked, typed=locked.email, hides_team_names=False, now=now, because=UNUSED)
    return 1


def _pieces(*, now: datetime) -> Iterator[list[User]]:
    last = 0
    while found := list(unused(now=now).filter(pk__gt=last)[:AT_ONCE]):
        yield found
        last = found[-1].pk


def _standing(user: User, letter: Letter | None) -> Standing:
    since = user.last_login or user.date_joined
    if letter is None:
        return Standing(user, since, None, None)
    is_given_up = letter.sent_at is None and letter.tries >= TRIES
    told_at = letter.written_at if is_given_up else letter.sent_at
    return Standing(user, since, letter, told_at + NOTICE if told_at else None)


def _about(user: User) -> str:
    """One letter for one time of disuse."""
    return f"{ABOUT}:{user.pk}:{(user.last_login or user.date_joined):%Y-%m-%d}"


def _warning(standing: Standing, *, now: datetime) -> Words:
    told = {
        "since": say_day(standing.since.date()),
        "day": say_day((now + NOTICE).date()),
        "address": f"{settings.SITE_URL}{reverse('account_login')}",
    }
    return Words(gettext("Your account will be deleted"), gettext(WARNING) % told)


WARNING = gettext_noop(
    "You have not used your account on this site since %(since)s. Personal data are not kept longer than they are "
    "needed: after %(day)s the account will be deleted, with your name, your address and all that is only yours. What "
    "your team handed in and its results stay without your name.\n\n"
    "To keep the account, log in before that day: %(address)s\n\n"
    "If you no longer need it, there is nothing to do."
)
