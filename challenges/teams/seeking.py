"""People without a team let themselves be found."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Edition
from challenges.journal.actions import write
from challenges.teams.asking_rules import SeekerSaysNothing
from challenges.teams.entering import hold_person, require_free
from challenges.teams.models import Seeker
from challenges.teams.rules import require_changing, require_text


@transaction.atomic
def seek_team(edition: Edition, *, user: AbstractBaseUser, about: str, now: datetime) -> Seeker:
    """A line on the board, or new words in it; `since` stays the hour of the first.

    Raises TextTooLong, SeekerSaysNothing, TeamsClosed, AlreadyInATeam.
    """
    said = require_text(about, field="about")
    if not said:
        raise SeekerSaysNothing
    require_changing(edition.teams_close, now=now)
    hold_person(user.pk)
    require_free(user, edition)
    seeker, is_new = Seeker.objects.get_or_create(
        edition=edition, user_id=user.pk, defaults={"about": said, "since": now}
    )
    if is_new:
        write("team.sought", subject=f"edition:{edition.slug}", by=user, now=now)
    elif seeker.about != said:
        seeker.about = said
        seeker.save(update_fields=["about"])
    return seeker


@transaction.atomic
def stop_seeking(edition: Edition, *, user: AbstractBaseUser, now: datetime) -> bool:
    """The line is gone; False if there was none."""
    count, _ = Seeker.objects.filter(edition=edition, user_id=user.pk).delete()
    if count:
        write("team.sought_no_more", subject=f"edition:{edition.slug}", by=user, now=now)
    return bool(count)
