"""Deleting an account: the person goes, what others rely on stays without a name (docs/decisions/023)."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from challenges.crew.models import CrewInvitation
from challenges.journal.actions import write
from challenges.panels.models import Juror, JurorInvitation, Stage
from challenges.post.models import Letter
from challenges.projects.models import Project
from challenges.results.certifying import forget_holder
from challenges.teams.models import Invitation, Membership, Team
from challenges.teams.rules import name_key
from smartport.accounts.models import User
from smartport.accounts.rules import HandOverFirst, require_own_address

# Of a name that is replaced; short enough to be told, long enough not to meet another.
ANONYMOUS_DIGITS = 8
RETENTION = "retention"
"""Who deletes in the journal where a term is over."""


def teams_to_hand_over(user: User, *, now: datetime) -> list[Team]:
    """The teams of running editions that would lose their captain while others play in them."""
    led = Membership.objects.filter(user=user, is_captain=True, edition__closes_at__gte=now)
    return [one.team for one in led.select_related("team") if _others(one.team, user).exists()]


def teams_left_empty(user: User) -> list[Team]:
    """The teams in which nobody else plays; they stay, with their results."""
    own = Membership.objects.filter(user=user).select_related("team")
    return [one.team for one in own if not _others(one.team, user).exists()]


@transaction.atomic
def delete_account(user: User, *, typed: str, hides_team_names: bool, now: datetime, because: str = "") -> None:
    """For good; with `because` it was not the person who wanted it, but a term that is over. Raises NotYourAddress,
    HandOverFirst."""
    require_own_address(typed, address=user.email)
    own = Membership.objects.filter(user=user).order_by("team_id").values_list("team_id", flat=True)
    for team in Team.objects.select_for_update(no_key=True).filter(pk__in=list(own)).order_by("pk"):
        _leave(team, user, hides_name=hides_team_names, now=now)
    _forget_address(user, now=now)
    forget_holder(user)
    # The seat stays without the person, for the ballots that were cast count; nobody waits for the others.
    Juror.objects.filter(user=user, left_at=None).exclude(panel__stage=Stage.LOCKED).update(left_at=now)
    for session in UserSession.objects.filter(user=user):
        session.end()
    by, actor, details = (None, RETENTION, {"because": because}) if because else (user, "", {})
    write("account.deleted", subject=f"user:{user.pk}", by=by, actor=actor, details=details, now=now)
    user.delete()


def _leave(team: Team, user: User, *, hides_name: bool, now: datetime) -> None:
    heir = _others(team, user).order_by("joined_at", "pk").first()
    if heir is None:
        _close(team, hides_name=hides_name, now=now)
        return
    was_captain = Membership.objects.filter(team=team, user=user, is_captain=True)
    if not was_captain.exists():
        return
    if now <= team.edition.closes_at:
        raise HandOverFirst(team=team.name)
    # Nobody can hand over any more once the edition is over: the eldest of the others leads.
    was_captain.update(is_captain=False)
    Membership.objects.filter(pk=heir.pk).update(is_captain=True)


def _close(team: Team, *, hides_name: bool, now: datetime) -> None:
    """Nobody plays in it any more: no way in, no page that tells of a person; its results stay."""
    team.is_recruiting, team.about = False, ""
    if hides_name:
        team.name = f"Équipe {team.pk.hex[:ANONYMOUS_DIGITS]}"
        team.name_key = name_key(team.name)
    team.save(update_fields=["is_recruiting", "about", "name", "name_key"])
    team.invitations.filter(revoked_at=None).update(revoked_at=now)
    team.join_requests.filter(answered_at=None).update(answered_at=now, is_accepted=False)
    open_proposals = Q(team=team) | Q(into=team)
    team.merge_proposals.model.objects.filter(open_proposals, answered_at=None).update(
        answered_at=now, is_accepted=False
    )
    Project.objects.filter(team=team).delete()


def _forget_address(user: User, *, now: datetime) -> None:
    """Where the address stands without the account: letters to it, invitations sent to it."""
    Letter.objects.filter(address__iexact=user.email).delete()
    sent = Invitation.objects.filter(email__iexact=user.email)
    sent.update(email="", revoked_at=Coalesce("revoked_at", Value(now)))
    for invitations in (JurorInvitation, CrewInvitation):
        asked = invitations._default_manager.filter(email__iexact=user.email)
        asked.update(email="", ended_at=Coalesce("ended_at", Value(now)))


def _others(team: Team, user: User) -> QuerySet[Membership]:
    return team.memberships.exclude(user=user)
