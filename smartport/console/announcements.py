"""What organizers announce: written, looked at in three languages, published now or at an hour, withdrawn."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.editions.actions import publish_announcement, withdraw_announcement
from challenges.editions.models import Announcement, Edition
from challenges.editions.queries import about_own
from challenges.journal.keeping import add
from challenges.lifecycle.queries import count_readers
from challenges.lifecycle.rules import AlreadyPublished, NotPublished, require_to_come
from challenges.pages.visit import isolated, reader
from challenges.wording import localized, say_moment
from smartport.console.access import for_organizers
from smartport.console.confirming import Question, confirm
from smartport.console.phase_deeds import WhenForm
from smartport.console.sheets import take
from smartport.console.talk_forms import AnnouncementForm
from smartport.console.talking import edition_asked
from smartport.templatetags.figures import number

A_PAGE = 25
FIELDS = AnnouncementForm.Meta.fields
FIRST_UNREAD = (F("published_at").desc(nulls_first=True), "pk")


@require_safe
@for_organizers
def announcements(request: HttpRequest) -> HttpResponse:
    """Drafts first, then the latest."""
    rows = _visible(request).select_related("edition", "challenge").order_by(*FIRST_UNREAD)
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "editions": Edition.objects.order_by("-is_published", "-opens_at"),
        "now": clock.now(),
    }
    return render(request, "console/announcements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def new_announcement(request: HttpRequest) -> HttpResponse:
    """A draft, in the edition named by `?edition=`, else the newest."""
    edition, by = edition_asked(request), reader(request)
    blank, make = Announcement(edition=edition, by_id=by.pk), partial(AnnouncementForm, by=by)
    keep = partial(add, fields=("edition", *FIELDS), by=by, now=clock.now())
    taken = take(request, blank, make, fields=FIELDS, edition=edition, keep=keep)
    if taken.is_saved:
        messages.success(request, gettext("The draft is kept. Nobody reads it before it is published."))
        return redirect("console-announcement", taken.form.instance.pk)
    context = {"edition": edition, "now": clock.now(), **taken.context}
    return render(request, "console/announcement.html", context, status=taken.status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def edit_announcement(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
    """Its texts; of one that everybody reads too, where the letters stay as they went."""
    found = _found(request, announcement_id)
    make: Any = partial(AnnouncementForm, by=reader(request))
    taken = take(request, found, make, fields=FIELDS, edition=found.edition)
    if taken.is_saved:
        messages.success(request, gettext("Saved."))
        return redirect("console-announcement", found.pk)
    context = {
        "announcement": found,
        "edition": found.edition,
        **taken.context,
        "now": clock.now(),
    }
    return render(request, "console/announcement.html", context, status=taken.status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organizers
def settle_announcement(request: HttpRequest, announcement_id: UUID, deed: str) -> HttpResponse:
    """Ask, then publish it now or at an hour, or make it a draft again."""
    found = _found(request, announcement_id)
    zone = found.edition.timezone
    if deed == "withdraw":
        return confirm(request, _withdrawing(found), _withdraw(request, found), zone=zone)
    form = WhenForm(request.POST or None, edition=found.edition)
    asked, also = _publishing(found), {"form": form, "edition": found.edition}
    if request.method == "POST" and not form.is_valid():
        return render(request, "console/hour.html", {**vars(asked), **also}, status=422)
    return confirm(request, asked, _publish(request, found, form), zone=zone, template="console/hour.html", also=also)


def _publish(request: HttpRequest, found: Announcement, form: WhenForm) -> Callable[[], None]:
    def do() -> None:
        now = clock.now()
        if form.hour:
            require_to_come(form.hour, now=now)
        if not publish_announcement(found, by=reader(request), now=now, at=form.hour):
            raise AlreadyPublished

    return do


def _withdraw(request: HttpRequest, found: Announcement) -> Callable[[], None]:
    def do() -> None:
        if not withdraw_announcement(found, by=reader(request), now=clock.now()):
            raise NotPublished

    return do


def _publishing(found: Announcement) -> Question:
    count = count_readers(found.edition)
    mailed = gettext("It was sent by e-mail before, and is not sent again.")
    letters = ngettext(
        "It goes by e-mail to %(count)s person: all who play or look for a team, in their own language.",
        "It goes by e-mail to %(count)s people: all who play or look for a team, in their own language.",
        count,
    )
    about = found.challenge or found.edition
    hidden = not (about.is_published and found.edition.is_published)
    return Question(
        question=gettext("Publish “%(title)s”?") % {"title": isolated(_title(found))},
        consequences=[
            gettext("It stands on the first page, in the news and in the feeds, from that hour on."),
            mailed if found.mailed_at else letters % {"count": number(count)},
            *([gettext("It is neither shown nor sent before what it is about is published.")] if hidden else []),
        ],
        undo=gettext("It can be withdrawn from the site; a letter that went is not called back."),
        deed=gettext("Publish"),
        done=gettext("The announcement is published, or will be at its hour."),
        back=reverse("console-announcement", args=[found.pk]),
        above=_title(found),
        is_final=not found.mailed_at,
    )


def _withdrawing(found: Announcement) -> Question:
    sent = gettext("It was sent on %(hour)s; the letters are not called back, and publishing it again sends none.")
    hour = say_moment(found.mailed_at, zone=found.edition.timezone) if found.mailed_at else ""
    return Question(
        question=gettext("Withdraw “%(title)s”?") % {"title": isolated(_title(found))},
        consequences=[
            gettext("Nobody finds it on the site any more: it is a draft again."),
            sent % {"hour": hour} if hour else gettext("It has not been sent: no letter goes."),
        ],
        undo=gettext("This can be undone: publish it again."),
        deed=gettext("Withdraw"),
        done=gettext("The announcement is a draft again."),
        back=reverse("console-announcement", args=[found.pk]),
        above=_title(found),
    )


def _title(found: Announcement) -> str:
    return localized(found.title, (get_language() or "fr")[:2])


def _visible(request: HttpRequest) -> QuerySet[Announcement]:
    return Announcement.objects.filter(about_own(reader(request)))


def _found(request: HttpRequest, announcement_id: UUID) -> Announcement:
    found = _visible(request).select_related("edition", "challenge").filter(pk=announcement_id).first()
    if found is None:
        raise Http404
    return found
