"""What is over by each term, and how it goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from challenges.crew.models import CrewInvitation
from challenges.journal.actions import write
from challenges.jury.models import Ballot, Feedback, Recusal
from challenges.panels.models import Juror, JurorInvitation, Tie
from challenges.post.actions import forget_old_letters
from challenges.post.models import Letter
from challenges.teams.models import Invitation, Seeker
from datasets.vault import queries as vault
from smartport.accounts.models import ApiToken
from smartport.retention import unused
from smartport.retention.rules import (
    ACCOUNTS,
    BALLOTS,
    BY_KEY,
    DEVICES,
    EXTRACTS,
    INVITATIONS,
    LETTERS,
    SEEKERS,
    TERMS,
    TOKENS,
    YEAR,
    Term,
    line_of,
)

ACTOR = "retention"
DEED = "retention.done"


@dataclass(frozen=True)
class Due:
    """How many are over by a term now."""

    term: Term
    days: int | None
    count: int

    @property
    def years(self) -> int:
        """Whole ones; 0 where the days say it better."""
        return (self.days or 0) // YEAR.days


def due(*, now: datetime) -> list[Due]:
    """Term by term; nothing is changed."""
    return [Due(term, _days(term), _counted(term, now=now)) for term in TERMS]


def sweep(*, now: datetime) -> dict[str, int]:
    """Let everything go that is over, each term in a transaction of its own and with a line in the journal; how many,
    by term. May run at any time, and twice at once."""
    done = {term.key: _end(term, now=now) for term in TERMS if term.key in ENDS}
    unused.warn(now=now)
    return {**done, ACCOUNTS: unused.end(now=now)}


def _end(term: Term, *, now: datetime) -> int:
    with transaction.atomic():
        count = ENDS[term.key](now)
        if count:
            details = {"count": count, "days": term.days}
            write(DEED, subject=f"term:{term.key}", actor=ACTOR, now=now, details=details)
    return count


def _days(term: Term) -> int | None:
    return settings.UNUSED_YEARS * YEAR.days if term.key == ACCOUNTS else term.days


def _counted(term: Term, *, now: datetime) -> int:
    if term.key == ACCOUNTS:
        return len(unused.over(now=now))
    others = sum(found.count() for found in (_invited(now), _asked_to_organize(now))) if term.key == INVITATIONS else 0
    return FOUND[term.key](now).count() + others


def _devices(now: datetime) -> QuerySet[UserSession]:
    """Of log-ins that are over: nothing lives any more under their key."""
    living = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    found: QuerySet[UserSession] = UserSession.objects.exclude(Exists(living))
    return found


def _letters(now: datetime) -> QuerySet[Letter]:
    return Letter.objects.filter(written_at__lt=line_of(BY_KEY[LETTERS], now=now))


def _invitations(now: datetime) -> QuerySet[Invitation]:
    line = line_of(BY_KEY[INVITATIONS], now=now)
    return Invitation.objects.exclude(email="").filter(Q(expires_at__lt=line) | Q(revoked_at__lt=line))


def _tokens(now: datetime) -> QuerySet[ApiToken]:
    line = line_of(BY_KEY[TOKENS], now=now)
    return ApiToken.objects.filter(Q(expires_at__lt=line) | Q(revoked_at__lt=line))


def _seekers(now: datetime) -> QuerySet[Seeker]:
    return Seeker.objects.filter(edition__closes_at__lt=line_of(BY_KEY[SEEKERS], now=now))


def _ballots(now: datetime) -> QuerySet[Ballot]:
    """Those that still say something."""
    line = line_of(BY_KEY[BALLOTS], now=now)
    found = Ballot.objects.filter(assignment__juror__panel__edition__closes_at__lt=line)
    return found.exclude(grades={}, to_team="", to_jury="")


def _end_ballots(now: datetime) -> int:
    """That they were cast stays, and when; so does that a letter was agreed, and that somebody left."""
    line = line_of(BY_KEY[BALLOTS], now=now)
    Tie.objects.filter(juror__panel__edition__closes_at__lt=line).delete()
    Recusal.objects.filter(juror__panel__edition__closes_at__lt=line).exclude(reason="").update(reason="")
    Feedback.objects.filter(candidate__panel__edition__closes_at__lt=line).exclude(text="").update(text="")
    Juror.objects.filter(panel__edition__closes_at__lt=line).exclude(left_reason="").update(left_reason="")
    keys = list(_ballots(now).values_list("pk", flat=True))
    return Ballot.objects.filter(pk__in=keys).update(grades={}, to_team="", to_jury="")


def _invited(now: datetime) -> QuerySet[JurorInvitation]:
    line = line_of(BY_KEY[INVITATIONS], now=now)
    return JurorInvitation.objects.exclude(email="").filter(Q(expires_at__lt=line) | Q(ended_at__lt=line))


def _asked_to_organize(now: datetime) -> QuerySet[CrewInvitation]:
    line = line_of(BY_KEY[INVITATIONS], now=now)
    return CrewInvitation.objects.exclude(email="").filter(Q(expires_at__lt=line) | Q(ended_at__lt=line))


def _end_invitations(now: datetime) -> int:
    """Those to teams, those to juries, and those to organize."""
    return sum(found.update(email="") for found in (_invitations(now), _invited(now), _asked_to_organize(now)))


def _end_devices(now: datetime) -> int:
    Session.objects.filter(expire_date__lte=now).delete()
    return _deleted(_devices(now))


def _deleted(found: QuerySet[Any]) -> int:
    """Rows that nothing refers to."""
    return found.delete()[0]


FOUND: Mapping[str, Callable[[datetime], QuerySet[Any]]] = {
    DEVICES: _devices,
    LETTERS: _letters,
    INVITATIONS: _invitations,
    TOKENS: _tokens,
    SEEKERS: _seekers,
    BALLOTS: _ballots,
    EXTRACTS: lambda now: vault.past_their_day(now=now),
}
# Accounts have their own way (unused), raw extracts their own sweep.
ENDS: Mapping[str, Callable[[datetime], int]] = {
    DEVICES: _end_devices,
    LETTERS: lambda now: forget_old_letters(now=now),
    INVITATIONS: _end_invitations,
    TOKENS: lambda now: _deleted(_tokens(now)),
    SEEKERS: lambda now: _deleted(_seekers(now)),
    BALLOTS: _end_ballots,
}
