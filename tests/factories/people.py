"""People and their teams."""

from datetime import datetime

from challenges.editions.models import Edition
from challenges.teams.actions import create_team
from challenges.teams.models import Membership, RulesAcceptance, Team
from smartport.accounts.models import User
from smartport.accounts.rules import PURPOSES, TERMS
from tests.factories.editions import OPENS_AT

PASSWORD = "a-calm-sea-and-a-good-tide"


def make_person(name: str, **fields: object) -> User:
    """Somebody who can log in as <name>@smartport.test with PASSWORD."""
    return User.objects.create_user(
        username=name,
        email=f"{name}@smartport.test",
        password=PASSWORD,
        display_name=name.capitalize(),
        **{"agreed_terms": PURPOSES[TERMS], **fields},
    )


def make_team(
    edition: Edition,
    *,
    name: str,
    captain: User,
    mates: tuple[User, ...] = (),
    is_baseline: bool = False,
    now: datetime = OPENS_AT,
) -> Team:
    """A team whose members have all accepted the rules of the edition's challenges."""
    team = create_team(edition, name=name, by=captain, now=now, is_baseline=is_baseline)
    for mate in mates:
        Membership.objects.create(team=team, edition=edition, user=mate, joined_at=now)
    for member in (captain, *mates):
        for challenge in edition.challenges.all():
            RulesAcceptance.objects.get_or_create(
                user=member, challenge=challenge, version=challenge.rules_version, defaults={"accepted_at": now}
            )
    return team
