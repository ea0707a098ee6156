"""A person without a team asks one that looks for members; its captain lets them in, or not."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.actions import write
from challenges.post.actions import write_to
from challenges.post.rules import TEAM
from challenges.teams import letters
from challenges.teams.asking_rules import (
    MOST_REQUESTS,
    AlreadyAnswered,
    AlreadyAsked,
    NotRecruiting,
    TooManyRequests,
    require_few,
    require_waited,
)
from challenges.teams.entering import enter, hold_person, hold_team, require_declared, require_free
from challenges.teams.models import JoinRequest, Membership, Team
from challenges.teams.queries import captain_of, has_declared, is_captain, requests_of
from challenges.teams.rules import (
    ApplicantNotEligible,
    require_captain,
    require_changing,
    require_room,
    require_text,
)


@transaction.atomic
def ask_to_join(team: Team, *, user: AbstractBaseUser, message: str, now: datetime) -> JoinRequest:
    """A request that the captain is told of by letter.

    Raises TextTooLong, TeamsClosed, AlreadyInATeam, EligibilityNotDeclared, NotRecruiting, TeamFull, AlreadyAsked,
    AskedLately, TooManyRequests.
    """
    said = require_text(message, field="message")
    hold_person(user.pk)
    held = hold_team(team.pk)
    if held is None or not held.is_recruiting or held.is_baseline or held.merged_into_id:
        raise NotRecruiting
    require_changing(held.edition.teams_close, now=now)
    require_free(user, held.edition)
    require_declared(user, held.edition)
    require_room(held.memberships.count(), limit=held.edition.team_size)
    _require_asking(held, user=user, now=now)
    request = JoinRequest.objects.create(team=held, user_id=user.pk, message=said, asked_at=now)
    captain = captain_of(held)
    told = letters.compose(letters.ASKED, team=held.name, person=str(user), message=said)
    write_to([captain] if captain else [], told, kind=TEAM, about=f"asked:{request.pk}", now=now)
    _journal("team.asked", request, by=user, now=now)
    return request


@transaction.atomic
def withdraw_request(request: JoinRequest, *, by: AbstractBaseUser, now: datetime) -> None:
    """The person no longer asks. Raises AlreadyAnswered."""
    mine = JoinRequest.objects.filter(pk=request.pk, user_id=by.pk, answered_at=None)
    if not mine.update(answered_at=now):
        raise AlreadyAnswered
    _journal("team.request_withdrawn", request, by=by, now=now)


@transaction.atomic
def accept_request(request: JoinRequest, *, by: AbstractBaseUser, now: datetime) -> Membership:
    """The person is in, if size, hour and conditions allow it at this instant.

    Raises NotTheCaptain, AlreadyAnswered, TeamsClosed, AlreadyInATeam, TeamFull, ApplicantNotEligible.
    """
    hold_person(request.user_id)
    team = hold_team(request.team_id)
    if team is None:
        raise AlreadyAnswered
    require_captain(is_captain(by, team))
    _answer(request, by=by, is_accepted=True, now=now)
    membership = enter(team, user=request.user, now=now)
    if not has_declared(request.user, team.edition):
        raise ApplicantNotEligible
    told = letters.compose(letters.ACCEPTED, team=team.name, person=str(by))
    write_to([request.user], told, kind=TEAM, about=f"request:{request.pk}", now=now)
    _journal("team.request_accepted", request, by=by, now=now)
    return membership


@transaction.atomic
def decline_request(request: JoinRequest, *, by: AbstractBaseUser, now: datetime) -> None:
    """The person is told so by letter. Raises NotTheCaptain, AlreadyAnswered."""
    require_captain(is_captain(by, request.team))
    _answer(request, by=by, is_accepted=False, now=now)
    told = letters.compose(letters.DECLINED, team=request.team.name)
    write_to([request.user], told, kind=TEAM, about=f"request:{request.pk}", now=now)
    _journal("team.request_declined", request, by=by, now=now)


def _require_asking(team: Team, *, user: AbstractBaseUser, now: datetime) -> None:
    asked = list(requests_of(user, team.edition))
    if any(one.team_id == team.pk and one.answered_at is None for one in asked):
        raise AlreadyAsked
    require_waited(max((one.asked_at for one in asked if one.team_id == team.pk), default=None), now=now)
    waiting = sum(one.answered_at is None for one in asked)
    require_few(waiting, limit=MOST_REQUESTS, refusal=TooManyRequests)


def _answer(request: JoinRequest, *, by: AbstractBaseUser, is_accepted: bool, now: datetime) -> None:
    waiting = JoinRequest.objects.filter(pk=request.pk, answered_at=None)
    if not waiting.update(answered_at=now, answered_by_id=by.pk, is_accepted=is_accepted):
        raise AlreadyAnswered


def _journal(deed: str, request: JoinRequest, *, by: AbstractBaseUser, now: datetime) -> None:
    write(deed, subject=f"team:{request.team_id}", by=by, now=now, details={"request": str(request.pk)})
