"""Reads of panels, their jurors and the projects before them."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from challenges.crew.queries import digest_of
from challenges.editions.queries import organized_by
from challenges.panels.models import Candidate, Juror, JurorInvitation, Panel, Seat, Stage, Tie
from challenges.panels.rules import JurorInvitationUnknown, is_living
from challenges.projects.models import Project
from challenges.roles import is_operator, is_organizer, may_manage_people
from challenges.teams.models import Membership

Person = Any


def seats_of(user: Person) -> QuerySet[Juror]:
    """The seats that somebody has now, on any panel."""
    if isinstance(user, AnonymousUser):
        return Juror.objects.none()
    return Juror.objects.filter(user=user, left_at=None).select_related("panel__edition", "panel__challenge")


def seat_of(user: Person, panel: Panel) -> Juror | None:
    """The seat that somebody has on this panel now."""
    return seats_of(user).filter(panel=panel).first()


def seated(panel: Panel) -> QuerySet[Juror]:
    """Everybody who has not left, the president first."""
    found = panel.jurors.filter(left_at=None).select_related("user")
    return found.order_by("joined_at", "pk")


def voting(panel: Panel) -> QuerySet[Juror]:
    """Who scores: has signed the declaration, has not left, and is no reserve."""
    return seated(panel).filter(declared_at__isnull=False).exclude(seat=Seat.RESERVE)


def standing_candidates(panel: Panel) -> QuerySet[Candidate]:
    """The projects that are still before the panel, by code."""
    found = panel.candidates.filter(withdrawn_at=None, project__isnull=False)
    return found.select_related("project__team", "project__challenge__edition")


def judges_now(user: Person, edition_id: int) -> bool:
    """Whether somebody sits on a panel of this edition that has not locked its decision. No query for accounts that
    never did."""
    if not getattr(user, "judges", False):
        return False
    return seats_of(user).filter(panel__edition_id=edition_id).exclude(panel__stage=Stage.LOCKED).exists()


def open_invitations(panel: Panel, *, now: datetime) -> QuerySet[JurorInvitation]:
    """Those that still seat somebody, the newest first."""
    return panel.invitations.filter(ended_at=None, expires_at__gte=now).select_related("created_by")


def kept_panels(user: Person) -> QuerySet[Panel]:
    """Those that this organizer keeps: of the challenges they stand behind, and of the whole edition for whoever
    manages people."""
    own = Q(challenge__in=organized_by(user).values("pk"))
    is_limited = getattr(user, "organizes_named_only", False) and not getattr(user, "is_superuser", False)
    found = Panel.objects.filter(own if is_limited else own | Q(challenge=None))
    return found.select_related("edition", "challenge")


def juror_invitation_for(secret: str, *, now: datetime) -> JurorInvitation:
    """The living invitation of this link. Raises JurorInvitationUnknown."""
    rows = JurorInvitation.objects.select_related("panel__edition", "panel__challenge", "created_by")
    found = rows.filter(secret_sha256=digest_of(secret)).first()
    if found is None or not is_living(expires_at=found.expires_at, ended_at=found.ended_at, now=now):
        raise JurorInvitationUnknown
    return found


def plays_in(edition_id: int, *, user_id: int | None = None, address: str = "") -> bool:
    """Whether this account, or the one with this address, plays in a team of the edition; not in one of organizers."""
    found = Membership.objects.filter(edition=edition_id, team__is_baseline=False)
    return found.filter(user=user_id).exists() if user_id else found.filter(user__email__iexact=address).exists()


def organizes_in(user: Person, edition_id: int) -> bool:
    """Whether this account sees the hidden side of a challenge of the edition, or all teams of it."""
    is_one = is_organizer(user) and organized_by(user).filter(edition=edition_id).exists()
    return may_manage_people(user) or is_operator(user) or is_one


def possible_projects(panel: Panel) -> QuerySet[Project]:
    """What may come before the panel: the pages of teams that play, of its challenge or of the whole edition."""
    found = Project.objects.filter(team__is_baseline=False, team__merged_into=None)
    of_all = {"challenge__edition": panel.edition_id}
    return found.filter(**({"challenge": panel.challenge_id} if panel.challenge_id else of_all)).order_by("pk")


def open_ties(panel: Panel) -> QuerySet[Tie]:
    """What jurors have declared and nobody has looked at, of those who have not left."""
    found = Tie.objects.filter(juror__panel=panel, juror__left_at=None, settled_at=None)
    return found.select_related("juror__user", "juror__panel").order_by("pk")
