"""What a captain says of the team: its name, the text about it, whether it looks for members."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from challenges.journal.actions import write
from challenges.teams.entering import hold_team
from challenges.teams.models import Team
from challenges.teams.queries import has_handed_in, is_captain
from challenges.teams.rules import (
    NoTeam,
    TeamNameFixed,
    TeamNameTaken,
    name_key,
    require_captain,
    require_changing,
    require_text,
    require_usable_name,
)


@dataclass(frozen=True)
class Change:
    """What is to be different; None leaves it as it is."""

    name: str | None = None
    about: str | None = None
    is_recruiting: bool | None = None


@transaction.atomic
def change_team(team: Team, change: Change, *, by: AbstractBaseUser, now: datetime) -> Team:
    """The team as its captain wants it. It keeps its name from the first submission on: spectators know it by it.

    Raises NotTheCaptain, TeamNameUnusable, TeamNameTaken, TeamNameFixed, TextTooLong, TeamsClosed.
    """
    held = hold_team(team.pk)
    if held is None:
        raise NoTeam
    require_captain(is_captain(by, held))
    before = {"name": held.name, "about": held.about, "is_recruiting": held.is_recruiting}
    if change.name is not None:
        _rename(held, change.name, now=now)
    if change.about is not None:
        held.about = require_text(change.about, field="about")
    if change.is_recruiting is not None and change.is_recruiting != held.is_recruiting:
        require_changing(held.edition.teams_close, now=now)
        held.is_recruiting = change.is_recruiting
    after = {name: getattr(held, name) for name in before}
    if after != before:
        _save(held)
        details = {"changed": sorted(name for name in before if before[name] != after[name]), "name": held.name}
        write("team.changed", subject=f"team:{held.pk}", by=by, now=now, details=details)
    return held


def _rename(team: Team, name: str, *, now: datetime) -> None:
    shown = require_usable_name(name)
    if shown == team.name:
        return
    require_changing(team.edition.teams_close, now=now)
    if has_handed_in(team):
        raise TeamNameFixed
    team.name, team.name_key = shown, name_key(shown)
    if team.edition.teams.filter(name_key=team.name_key).exclude(pk=team.pk).exists():
        raise TeamNameTaken


def _save(team: Team) -> None:
    try:
        with transaction.atomic():
            team.save(update_fields=["name", "name_key", "about", "is_recruiting"])
    except IntegrityError as error:
        raise TeamNameTaken from error
