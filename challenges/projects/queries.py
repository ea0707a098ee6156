"""Reads of project pages."""

from dataclasses import fields

from django.db.models import QuerySet

from challenges.editions.models import Challenge
from challenges.projects.models import Project, ProjectPicture
from challenges.projects.rules import Text
from challenges.teams.models import Team


def project_of(team: Team, challenge: Challenge) -> Project | None:
    """The team's page for this challenge."""
    found = Project.objects.filter(team=team, challenge=challenge)
    return found.select_related("team", "challenge__edition", "changed_by").first()


def text_of(project: Project | None) -> Text:
    """What it says; nothing where there is none."""
    if project is None:
        return Text(title="")
    return Text(**{field.name: getattr(project, field.name) for field in fields(Text)})


def shown_projects(challenge: Challenge) -> QuerySet[Project]:
    """Those that their teams show to everybody and organizers have not hidden, by title."""
    found = challenge.projects.filter(is_public=True, hidden_at=None, team__merged_into=None, team__is_baseline=False)
    return found.select_related("team").prefetch_related("pictures").order_by("title", "pk")


def pictures_of(project: Project) -> QuerySet[ProjectPicture]:
    """In the team's order."""
    return project.pictures.order_by("order", "pk")
