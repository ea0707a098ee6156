"""Somebody is shut out, with a reason, and let in again: one place, so that no door stays open."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext

from challenges.crew.models import CrewInvitation
from challenges.errors import gettext_noop
from challenges.journal.actions import write
from challenges.post.actions import Words, write_to
from challenges.teams.models import Team
from challenges.teams.rules import require_reason
from smartport.accounts.models import Block, User
from smartport.accounts.rules import BlockedAlready, NotBlocked, require_above

SUBJECT = gettext_noop("Your account is blocked")
BODY = gettext_noop(
    "The organizers have blocked your account: you cannot log in, and your tokens open nothing. What you handed in "
    "stays.\n\nTheir reason: %(reason)s\n\nIf you think this is a mistake, answer the organizers."
)
FREE_SUBJECT = gettext_noop("Your account is open again")
FREE_BODY = gettext_noop("The organizers have lifted the block of your account: you can log in as before.")


def teams_without_a_captain(user: User) -> list[Team]:
    """The teams that this person leads while others play in them: nobody else can invite, rename or merge there."""
    led = Team.objects.filter(memberships__user=user, memberships__is_captain=True).select_related("edition")
    return [team for team in led if team.memberships.exclude(user=user).exists()]


@transaction.atomic
def block(user: User, *, reason: str, by: AbstractBaseUser, now: datetime) -> Block:
    """From now on this person is nobody here: every session ends, every token is refused, what they invited is void;
    they are told why. Somebody who organizes is blocked by an operator only, and nobody by themselves.

    Raises ReasonMissing, TextTooLong, BlockOfOneself, OperatorsBlock, BlockedAlready.
    """
    told = require_reason(reason)
    held = _held(user, by=by)
    if not held.is_active:
        raise BlockedAlready
    words = lambda: Words(gettext(SUBJECT), gettext(BODY) % {"reason": told} + "\n")  # noqa: E731
    made = Block.objects.create(user=held, reason=told, by_id=by.pk, at=now)
    write_to([held], words, kind="", about=f"blocked:{made.pk}", now=now)  # before: nobody writes to who is shut out
    held.is_active = False
    held.save(update_fields=["is_active"])
    for session in UserSession.objects.filter(user=held):
        session.end()
    CrewInvitation.objects.filter(created_by=held, ended_at=None).update(ended_at=now)
    write("account.blocked", subject=f"user:{held.pk}", by=by, now=now, details={"block": made.pk})
    return made


@transaction.atomic
def unblock(user: User, *, by: AbstractBaseUser, now: datetime) -> None:
    """As before; sessions begin anew. Raises BlockOfOneself, OperatorsBlock, NotBlocked."""
    held = _held(user, by=by)
    if held.is_active:
        raise NotBlocked
    held.is_active = True
    held.save(update_fields=["is_active"])
    Block.objects.filter(user=held, undone_at=None).update(undone_at=now, undone_by_id=by.pk)
    words = lambda: Words(gettext(FREE_SUBJECT), gettext(FREE_BODY) + "\n")  # noqa: E731
    write_to([held], words, kind="", about=f"unblocked:{held.pk}:{now.isoformat()}", now=now)
    write("account.unblocked", subject=f"user:{held.pk}", by=by, now=now)


def _held(user: User, *, by: AbstractBaseUser) -> User:
    """Locked, and found to be below whoever acts."""
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    is_operator = User.objects.filter(pk=by.pk, is_superuser=True, is_active=True).exists()
    has_role = held.is_staff or held.is_superuser
    require_above(is_oneself=held.pk == by.pk, has_role=has_role, is_operator=is_operator)
    return held
