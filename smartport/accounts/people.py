"""Who has an account, as organizers look for somebody: no more than that takes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db.models import Max, Prefetch, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from challenges.folding import fold
from challenges.submissions.models import Submission
from challenges.teams.models import Membership
from smartport.accounts.consents import Standing, standings
from smartport.accounts.entering import has_second_factor
from smartport.accounts.models import Block, User
from smartport.accounts.tokens import living_tokens

MOST_FOUND = 1000


class Role(TextChoices):
    """What somebody is here; an organizer or the operator may judge as well."""

    OPERATOR = "operator", _("Operator")
    ORGANIZER = "organizer", _("Organizer")
    JUROR = "juror", _("Juror")
    PARTICIPANT = "participant", _("Participant")


_HOLDERS = {
    Role.OPERATOR: Q(is_superuser=True),
    Role.ORGANIZER: Q(is_staff=True, is_superuser=False),
    Role.JUROR: Q(judges=True),
    Role.PARTICIPANT: Q(is_superuser=False, is_staff=False, judges=False),
}


@dataclass(frozen=True)
class Facts:
    """What the page of a person says; never where or on which device somebody is."""

    is_confirmed: bool
    has_second_factor: bool
    seen_at: datetime | None
    session_count: int
    token_count: int
    submission_count: int
    memberships: list[Membership]
    consents: list[Standing]
    blocks: list[Block]


def roles_of(user: User) -> list[Role]:
    """At least one."""
    held = {
        Role.OPERATOR: user.is_superuser,
        Role.ORGANIZER: user.is_staff and not user.is_superuser,
        Role.JUROR: user.judges,
    }
    return [role for role, is_held in held.items() if is_held] or [Role.PARTICIPANT]


def found_people(*, search: str = "", role: str = "") -> QuerySet[User]:
    """The newest accounts first, each with its teams at hand; those of a role; with a search those whose name, address
    or team holds all of its words, at most MOST_FOUND."""
    teams = Membership.objects.select_related("team", "edition").order_by("-joined_at")
    people = User.objects.prefetch_related(Prefetch("memberships", queryset=teams)).order_by("-date_joined", "-pk")
    people = people.filter(_HOLDERS[Role(role)]) if role else people
    words = fold(search).split()
    return people.filter(pk__in=_matching(people, words)[:MOST_FOUND]) if words else people


def facts_of(user: User, *, now: datetime) -> Facts:
    """Of one person."""
    sessions = UserSession.objects.filter(user=user)
    seen: datetime | None = sessions.aggregate(last=Max("last_seen_at"))["last"]
    memberships = Membership.objects.filter(user=user).select_related("team", "edition").order_by("-joined_at")
    return Facts(
        is_confirmed=EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists(),
        has_second_factor=has_second_factor(user),
        seen_at=max(filter(None, (seen, user.last_login)), default=None),
        session_count=sessions.count(),
        token_count=living_tokens(user, now=now).count(),
        submission_count=Submission.objects.filter(by=user).count(),
        memberships=list(memberships),
        consents=standings(user),
        blocks=list(Block.objects.filter(user=user).select_related("by", "undone_by")),
    )


def _matching(people: QuerySet[User], words: list[str]) -> list[int]:
    teams = defaultdict(list)
    for key, name in Membership.objects.order_by().values_list("user_id", "team__name"):
        teams[key].append(name)
    rows = people.prefetch_related(None).values_list("pk", "display_name", "email")
    return [
        key
        for key, *texts in rows.iterator(chunk_size=2000)
        if all(word in fold(" ".join([*texts, *teams.get(key, ())])) for word in words)
    ]
