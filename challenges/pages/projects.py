"""Project pages: those that teams show, one of them to read, and its pictures."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from challenges import clock
from challenges.editions.models import Challenge
from challenges.pages.visit import Visit, visit
from challenges.popular.queries import poll_of
from challenges.projects.drawing import MEDIA_TYPE
from challenges.projects.models import Project, ProjectPicture
from challenges.projects.queries import pictures_of, project_of, shown_projects
from challenges.projects.rules import host_of
from challenges.teams.queries import has_accepted_rules, team_of

A_PAGE = 24
# A picture never changes under its address; a day bounds how long one that is no longer shown stays in caches.
SHOWN = "public, max-age=86400, immutable"
KEPT = "private, no-cache"
PICTURE_POLICY = "default-src 'none'; sandbox"


@require_safe
def projects(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that everybody may see, by title, and the way to one's own."""
    seen = visit(request, slug)
    page = Paginator(shown_projects(seen.challenge), A_PAGE).get_page(request.GET.get("page"))
    own = project_of(seen.team, seen.challenge) if seen.team else None
    rows = [(project, next(iter(project.pictures.all()), None)) for project in page.object_list]
    context = {"visit": seen, "page": page, "rows": rows, "own": own, "poll": poll_of(seen.edition)}
    return render(request, "challenges/projects/list.html", context)


@require_safe
def project_page(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """One of them; whether there is one that is not shown is the team's secret."""
    found = visible_project(request, project_id)
    return render(
        request, "challenges/projects/project.html", {"visit": visit_of(request, found), **told(request, found)}
    )


@require_safe
def project_picture(request: HttpRequest, project_id: UUID, picture_id: UUID) -> HttpResponse:
    """A picture, as an image and nothing else."""
    found = visible_project(request, project_id)
    picture = found.pictures.filter(pk=picture_id).first()
    if picture is None:
        raise Http404
    etag = f'"{str(picture.content.name).rsplit("/", 1)[-1]}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(_bytes_of(picture), content_type=MEDIA_TYPE)
    is_shown = (
        found.is_public
        and found.hidden_at is None
        and found.team.merged_into_id is None
        and _is_published(found.challenge)
    )
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = SHOWN if is_shown else KEPT
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = PICTURE_POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def visible_project(request: HttpRequest, project_id: UUID) -> Project:
    """Raises Http404 for what is not the reader's to see, as for what is not there."""
    rows = Project.objects.select_related("team", "challenge__edition", "challenge__release", "changed_by")
    found = rows.filter(pk=project_id).first()
    if found is None or not request.user.has_perm("challenges.view_project", found):
        raise Http404
    return found


def visit_of(request: HttpRequest, found: Project) -> Visit:
    """The reader in front of a project's challenge."""
    challenge = found.challenge
    return Visit(
        user=request.user,
        challenge=challenge,
        phase=None,
        team=team_of(request.user, challenge.edition),
        has_accepted=has_accepted_rules(request.user, challenge),
        now=clock.now(),
    )


def told(request: HttpRequest, found: Project) -> dict[str, object]:
    """What the page of a project shows."""
    links = [(name, address, host_of(address)) for name, address in _links(found) if address]
    return {
        "project": found,
        "pictures": list(pictures_of(found)),
        "links": links,
        "video": found.video,
        "video_host": host_of(found.video),
        "may_edit": request.user.has_perm("challenges.edit_project", found.team),
        "may_moderate": request.user.has_perm("challenges.moderate_project", found),
    }


def _links(found: Project) -> list[tuple[str, str]]:
    return [("repository", found.repository), ("demo", found.demo)]


def _bytes_of(picture: ProjectPicture) -> bytes:
    with picture.content.open("rb") as content:
        kept: bytes = content.read()
    return kept


def _is_published(challenge: Challenge) -> bool:
    return challenge.is_published and challenge.edition.is_published
