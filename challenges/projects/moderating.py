"""Organizers hide a project page, or remove a picture, for a reason that the team is told; both can be undone."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.errors import gettext_noop
from challenges.journal.actions import write
from challenges.post.actions import write_to
from challenges.projects.models import Project, ProjectPicture
from challenges.projects.rules import require_room_for_picture
from challenges.teams import letters
from challenges.teams.queries import members
from challenges.teams.rules import require_reason

HIDDEN = letters.Draft(
    gettext_noop("Your project page “%(title)s” is hidden"),
    gettext_noop(
        "The organizers have hidden the project page “%(title)s” of your team “%(team)s”: you still see it and can "
        "change it, others do not.\n\nTheir reason: %(reason)s\n\nAsk your questions on the page of the challenge. "
        "Your team's page:"
    ),
)
SHOWN = letters.Draft(
    gettext_noop("Your project page “%(title)s” is no longer hidden"),
    gettext_noop("The organizers have lifted what hid the project page “%(title)s” of your team “%(team)s”:"),
)
REMOVED = letters.Draft(
    gettext_noop("A picture of your project page “%(title)s” was removed"),
    gettext_noop(
        "The organizers have removed a picture of the project page “%(title)s” of your team “%(team)s”.\n\n"
        "Their reason: %(reason)s\n\nYour team's page:"
    ),
)


@transaction.atomic
def hide_project(project: Project, *, reason: str, by: AbstractBaseUser, now: datetime) -> bool:
    """Its team and the organizers alone see it, with the reason; False where it was hidden before. Raises
    ReasonMissing, TextTooLong."""
    told = require_reason(reason)
    shown = Project.objects.filter(pk=project.pk, hidden_at=None)
    if not shown.update(hidden_at=now, hidden_reason=told):
        return False
    _tell(project, HIDDEN, reason=told, now=now)
    _journal("project.hidden", project, by=by, now=now, reason=told)
    return True


@transaction.atomic
def show_project(project: Project, *, by: AbstractBaseUser, now: datetime) -> bool:
    """As the team wants it again; False where it was not hidden."""
    hidden = Project.objects.filter(pk=project.pk, hidden_at__isnull=False)
    if not hidden.update(hidden_at=None, hidden_reason=""):
        return False
    _tell(project, SHOWN, reason="", now=now)
    _journal("project.shown_again", project, by=by, now=now)
    return True


@transaction.atomic
def remove_picture(picture: ProjectPicture, *, reason: str, by: AbstractBaseUser, now: datetime) -> bool:
    """Nobody but the organizers sees it, and it takes no room; False where it was removed before. Raises
    ReasonMissing, TextTooLong."""
    told = require_reason(reason)
    if not ProjectPicture.everything.filter(pk=picture.pk, removed_at=None).update(removed_at=now):
        return False
    _tell(picture.project, REMOVED, reason=told, now=now)
    _journal("project.picture_removed", picture.project, by=by, now=now, picture=str(picture.pk), reason=told)
    return True


@transaction.atomic
def restore_picture(picture: ProjectPicture, *, by: AbstractBaseUser, now: datetime) -> bool:
    """Back on its page; False where it is there. Raises TooManyPictures where the team has filled its place."""
    removed = ProjectPicture.everything.filter(pk=picture.pk, removed_at__isnull=False)
    if not removed.exists():
        return False
    require_room_for_picture(picture.project.pictures.count())
    removed.update(removed_at=None)
    _journal("project.picture_restored", picture.project, by=by, now=now, picture=str(picture.pk))
    return True


def _tell(project: Project, draft: letters.Draft, *, reason: str, now: datetime) -> None:
    """Every member, always: it is about what they may show."""
    people = [member.user for member in members(project.team)]
    letter = letters.compose(draft, title=project.title, team=project.team.name, reason=reason)
    write_to(people, letter, kind="", about=f"moderated:{project.pk}:{now.isoformat()}", now=now)


def _journal(deed: str, project: Project, *, by: AbstractBaseUser, now: datetime, **details: str) -> None:
    told = {"team": str(project.team_id), "challenge": project.challenge.slug, **details}
    write(deed, subject=f"project:{project.pk}", by=by, now=now, details=told)
