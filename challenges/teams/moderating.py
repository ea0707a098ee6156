"""What organizers change of a team for a reason that the team is told."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from challenges.errors import gettext_noop
from challenges.journal.actions import write
from challenges.journal.changes import changes
from challenges.post.actions import write_to
from challenges.teams import letters
from challenges.teams.entering import hold_team
from challenges.teams.models import Team
from challenges.teams.queries import members
from challenges.teams.rules import NameStays, NoTeam, TeamNameTaken, name_key, require_reason, require_usable_name

RENAMED = letters.Draft(
    gettext_noop("Your team “%(before)s” is now called “%(team)s”"),
    gettext_noop(
        "The organizers have given your team another name: “%(team)s” in place of “%(before)s”.\n\n"
        "Their reason: %(reason)s\n\nWhat you handed in and your places stay as they are. Your team's page:"
    ),
)


@transaction.atomic
def rename_for_cause(team: Team, *, name: str, reason: str, by: AbstractBaseUser, now: datetime) -> Team:
    """The team is called otherwise, at any hour and whatever it handed in; every member is told why, always.

    Raises TeamNameUnusable, TeamNameTaken, NameStays, ReasonMissing, TextTooLong, NoTeam.
    """
    told, shown = require_reason(reason), require_usable_name(name)
    held = hold_team(team.pk)
    if held is None:
        raise NoTeam
    before = held.name
    if shown == before:
        raise NameStays
    held.name, held.name_key = shown, name_key(shown)
    if held.edition.teams.filter(name_key=held.name_key).exclude(pk=held.pk).exists():
        raise TeamNameTaken
    try:
        with transaction.atomic():
            held.save(update_fields=["name", "name_key"])
    except IntegrityError as error:
        raise TeamNameTaken from error
    letter = letters.compose(RENAMED, team=shown, before=before, reason=told)
    people = [member.user for member in members(held)]
    write_to(people, letter, kind="", about=f"renamed:{held.pk}:{now.isoformat()}", now=now)
    details = {**changes({"name": before}, {"name": shown}), "reason": told}
    write("team.renamed_by_organizers", subject=f"team:{held.pk}", by=by, now=now, details=details)
    return held
