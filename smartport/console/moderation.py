"""A project page as organizers see it: hidden, shown again, a picture removed or put back."""

from collections.abc import Callable, Mapping
from datetime import UTC
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from challenges import clock
from challenges.errors import Refusal
from challenges.pages.projects import KEPT, PICTURE_POLICY
from challenges.pages.visit import isolated, reader
from challenges.projects.drawing import MEDIA_TYPE
from challenges.projects.models import Project, ProjectPicture
from challenges.projects.moderating import hide_project, remove_picture, restore_picture, show_project
from challenges.wording import say
from smartport.console.access import for_organizers


@require_safe
@for_organizers
def project(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """What can be done about it."""
    return _shown(request, _project(request, project_id))


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def hide(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Ask, with a reason, then hide."""
    found = _project(request, project_id)
    words = {
        "question": gettext("Hide the page %(title)s?") % {"title": isolated(found.title)},
        "consequences": [
            gettext("From now on its team and the organizers alone see it."),
            gettext("The team is told by letter, with your reason, and can change the page."),
        ],
        "undo": gettext("You can show it again at any time."),
        "deed": gettext("Hide the page"),
    }
    deed = lambda **given: hide_project(found, **given)  # noqa: E731
    return _reasoned(request, found, deed=deed, words=words, done=gettext("The page is hidden."))


@require_POST
@for_organizers
def show(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """As its team wants it again."""
    found = _project(request, project_id)
    if show_project(found, by=reader(request), now=clock.now()):
        messages.success(request, gettext("The page is no longer hidden."))
    return redirect("console-project", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def remove(request: HttpRequest, project_id: UUID, picture_id: UUID) -> HttpResponse:
    """Ask, with a reason, then remove a picture."""
    found = _project(request, project_id)
    picture = _picture(found, picture_id)
    words = {
        "question": gettext("Remove this picture of %(title)s?") % {"title": isolated(found.title)},
        "consequences": [
            gettext("From now on the organizers alone see it."),
            gettext("The team is told by letter, with your reason."),
        ],
        "undo": gettext("You can put it back at any time."),
        "deed": gettext("Remove the picture"),
    }
    deed = lambda **given: remove_picture(picture, **given)  # noqa: E731
    return _reasoned(request, found, deed=deed, words=words, done=gettext("The picture is removed."))


@require_POST
@for_organizers
def restore(request: HttpRequest, project_id: UUID, picture_id: UUID) -> HttpResponse:
    """Back on its page."""
    found = _project(request, project_id)
    try:
        restore_picture(_picture(found, picture_id), by=reader(request), now=clock.now())
    except Refusal as refusal:
        return _shown(request, found, refusal=refusal)
    messages.success(request, gettext("The picture is back on its page."))
    return redirect("console-project", found.pk)


@require_safe
@for_organizers
def picture_file(request: HttpRequest, project_id: UUID, picture_id: UUID) -> HttpResponse:
    """The picture itself, removed or not."""
    picture = _picture(_project(request, project_id), picture_id)
    with picture.content.open("rb") as content:
        answer = HttpResponse(content.read(), content_type=MEDIA_TYPE)
    answer.headers["Cache-Control"] = KEPT
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = PICTURE_POLICY
    return answer


def _project(request: HttpRequest, project_id: UUID) -> Project:
    """Of a challenge that this organizer stands behind."""
    found = Project.objects.select_related("team", "challenge__edition").filter(pk=project_id).first()
    if found is None or not request.user.has_perm("challenges.moderate_project", found):
        raise Http404
    return found


def _picture(project: Project, picture_id: UUID) -> ProjectPicture:
    rows = ProjectPicture.everything.select_related("project__team", "project__challenge")
    found = rows.filter(project=project, pk=picture_id).first()
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, found: Project, *, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "project": found,
        "edition": found.challenge.edition,
        "pictures": ProjectPicture.everything.filter(project=found).order_by("order", "pk"),
        "said": say(refusal, zone=UTC) if refusal else None,
    }
    return render(request, "console/project.html", context, status=refusal.status if refusal else 200)


def _reasoned(
    request: HttpRequest, found: Project, *, deed: Callable[..., object], words: Mapping[str, object], done: str
) -> HttpResponse:
    refused = None
    if request.method == "POST":
        try:
            deed(reason=request.POST.get("reason", ""), by=reader(request), now=clock.now())
        except Refusal as refusal:
            refused = refusal
        else:
            messages.success(request, done)
            return redirect("console-project", found.pk)
    context = {
        **words,
        "back": reverse("console-project", args=[found.pk]),
        "is_final": True,
        "reason": request.POST.get("reason", ""),
        "refusal": refused,
        "said": say(refused, zone=UTC) if refused else None,
    }
    return render(request, "console/confirm_reason.html", context, status=refused.status if refused else 200)
