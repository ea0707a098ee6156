"""Writes a project page, and adds, moves and deletes its pictures; each deed is in the journal."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from challenges.editions.models import Challenge
from challenges.journal.actions import write
from challenges.projects.drawing import redraw
from challenges.projects.models import Project, ProjectPicture
from challenges.projects.queries import pictures_of, project_of, text_of
from challenges.projects.rules import (
    CAPTION_LENGTH,
    NotOfThisTeam,
    Text,
    moved,
    plain_line,
    require_current,
    require_project_open,
    require_room_for_picture,
    require_text,
)
from challenges.teams.models import Team
from challenges.teams.queries import is_member


@transaction.atomic
def write_project(
    team: Team,
    challenge: Challenge,
    *,
    text: Text,
    by: AbstractBaseUser,
    now: datetime,
    seen: str = "",
) -> Project:
    """The team's page says this from now on. With `seen`, the version of the text that was read (NEW for none), it is
    refused where somebody wrote meanwhile. Raises NotOfThisTeam, ProjectOver, ProjectChangedMeanwhile and what
    require_text raises."""
    told = require_text(text)
    _hold(team)
    _require_entitled(team, challenge, by=by, now=now)
    found = project_of(team, challenge)
    if found is None:
        made = Project.objects.create(
            team=team, challenge=challenge, changed_at=now, changed_by_id=by.pk, **asdict(told)
        )
        _journal("project.written", made, by=by, now=now, changed=["title"])
        return made
    require_current(text_of(found), seen=seen, changed_at=found.changed_at, by=str(found.changed_by or "—"))
    changed = [name for name, value in asdict(told).items() if getattr(found, name) != value]
    if changed:
        for name in changed:
            setattr(found, name, getattr(told, name))
        _touch(found, by=by, now=now, fields=changed)
        _journal("project.written", found, by=by, now=now, changed=changed)
    return found


def add_picture(
    project: Project, file: "File[Any]", *, caption: str, by: AbstractBaseUser, now: datetime
) -> ProjectPicture:
    """Another picture, last in order, drawn anew before the database is asked to wait. Raises NotOfThisTeam,
    ProjectOver, TooManyPictures and what redraw raises."""
    _require_entitled(project.team, project.challenge, by=by, now=now)
    require_room_for_picture(project.pictures.count())
    drawing = redraw(file)
    stored = default_storage.save("", ContentFile(drawing.content))
    with transaction.atomic():
        _hold(project.team)
        _require_entitled(project.team, project.challenge, by=by, now=now)
        last = pictures_of(project).last()
        require_room_for_picture(project.pictures.count())
        made = ProjectPicture.objects.create(
            project=project,
            content=stored,
            width=drawing.width,
            height=drawing.height,
            caption=plain_line(caption, longest=CAPTION_LENGTH),
            order=last.order + 1 if last else 0,
        )
        _touch(project, by=by, now=now)
        _journal("project.picture_added", project, by=by, now=now, picture=str(made.pk))
    return made


@transaction.atomic
def caption_picture(picture: ProjectPicture, *, caption: str, by: AbstractBaseUser, now: datetime) -> None:
    """What it shows, in the team's words. Raises NotOfThisTeam, ProjectOver."""
    project = _entitled_to(picture, by=by, now=now)
    tidied = plain_line(caption, longest=CAPTION_LENGTH)
    if tidied == picture.caption:
        return
    ProjectPicture.objects.filter(pk=picture.pk).update(caption=tidied)
    picture.caption = tidied
    _touch(project, by=by, now=now)
    _journal("project.picture_captioned", project, by=by, now=now, picture=str(picture.pk))


@transaction.atomic
def move_picture(picture: ProjectPicture, *, up: bool, by: AbstractBaseUser, now: datetime) -> None:
    """One place towards the beginning or the end; the first is the one that lists show. Raises NotOfThisTeam,
    ProjectOver."""
    project = _entitled_to(picture, by=by, now=now)
    kept = {str(one.pk): one for one in pictures_of(project)}
    if str(picture.pk) not in kept:
        return
    order = moved(list(kept), name=str(picture.pk), up=up)
    if order == list(kept):
        return
    for place, name in enumerate(order):
        ProjectPicture.objects.filter(pk=kept[name].pk).exclude(order=place).update(order=place)
    _touch(project, by=by, now=now)
    _journal("project.pictures_ordered", project, by=by, now=now, picture=str(picture.pk))


@transaction.atomic
def delete_picture(picture: ProjectPicture, *, by: AbstractBaseUser, now: datetime) -> bool:
    """It is no longer shown; False if it was gone. (Its bytes stay where contents are kept, without an address.)
    Raises NotOfThisTeam, ProjectOver."""
    project = _entitled_to(picture, by=by, now=now)
    deleted, _ = ProjectPicture.objects.filter(pk=picture.pk).delete()
    if deleted:
        _touch(project, by=by, now=now)
        _journal("project.picture_deleted", project, by=by, now=now, picture=str(picture.pk))
    return bool(deleted)


def _hold(team: Team) -> None:
    """Of two members who write at once, one is first."""
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)


def _entitled_to(picture: ProjectPicture, *, by: AbstractBaseUser, now: datetime) -> Project:
    project: Project = picture.project
    _hold(project.team)
    _require_entitled(project.team, project.challenge, by=by, now=now)
    return project


def _require_entitled(team: Team, challenge: Challenge, *, by: AbstractBaseUser, now: datetime) -> None:
    if not is_member(by, team) or team.edition_id != challenge.edition_id:
        raise NotOfThisTeam
    require_project_open(challenge.edition.closes_at, now=now)


def _touch(project: Project, *, by: AbstractBaseUser, now: datetime, fields: list[str] | None = None) -> None:
    project.changed_at = now
    project.changed_by_id = by.pk
    project.save(update_fields=[*(fields or []), "changed_at", "changed_by"])


def _journal(deed: str, project: Project, *, by: AbstractBaseUser, now: datetime, **details: Any) -> None:
    told = {"team": str(project.team_id), "challenge": project.challenge.slug, **details}
    write(deed, subject=f"project:{project.pk}", by=by, now=now, details=told)
