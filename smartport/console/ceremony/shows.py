"""A rehearsal or the evening itself: begun, finished, broken off, taken up again."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from challenges import clock
from challenges.ceremony.models import Ceremony, Show
from challenges.ceremony.queries import broken_off_show, ceremony_of, running_show, screens_alive
from challenges.ceremony.rules import REASON_LENGTH
from challenges.ceremony.running import abort, finish, go_live, rehearse, take_up_again
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.pages.visit import reader
from challenges.wording import say
from smartport.console.access import edition_or_404, for_the_stage
from smartport.console.ceremony.overview import address_of, title_of
from smartport.console.confirming import Question, confirm
from smartport.stage.control import control_address

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@for_the_stage
def start_rehearsal(request: HttpRequest, edition: str) -> HttpResponse:
    """With winners drawn by lot; leads to the control."""
    found = edition_or_404(edition)
    asked = Question(
        question=gettext("Start a rehearsal?"),
        consequences=[
            gettext("The script is the one of the evening, with winners drawn by lot among the teams."),
            _screens_said(found),
            gettext("Every picture of it says that it is a rehearsal. Phones and the public page see nothing."),
        ],
        undo=gettext("It ends whenever you like, and leaves nothing on the screens."),
        deed=gettext("Start the rehearsal"),
        done="",
        back=address_of(found),
        above=title_of(found),
    )
    return _begun(request, found, asked, partial(rehearse, found, by=reader(request), now=clock.now()))


@require_http_methods(METHODS)
@for_the_stage
def begin(request: HttpRequest, edition: str) -> HttpResponse:
    """The evening itself: live, with the logo in the halls; leads to the control."""
    found = edition_or_404(edition)
    evening = ceremony_of(found)
    asked = Question(
        question=gettext("Begin the evening?"),
        consequences=[
            gettext("From now on the halls and everybody’s phones follow, step by step."),
            gettext("They show the logo until you press the first key. The control opens now, and is yours."),
            *_goes_on(evening),
            _screens_said(found),
            gettext("No result is published: that is another deed, after the evening."),
        ],
        undo=gettext(
            "What is shown cannot be taken out of the heads of those who saw it. The evening can be broken off."
        ),
        deed=gettext("Begin the evening"),
        done="",
        back=address_of(found),
        above=title_of(found),
        is_final=True,
    )
    return _begun(request, found, asked, partial(go_live, found, by=reader(request), now=clock.now()))


@require_http_methods(METHODS)
@for_the_stage
def end(request: HttpRequest, edition: str) -> HttpResponse:
    """Finish what runs: the evening at its last step, a rehearsal anywhere."""
    found = edition_or_404(edition)
    show = running_show(ceremony_of(found))
    if show is None:
        return redirect(address_of(found))
    if show.is_rehearsal:
        asked = Question(
            question=gettext("End the rehearsal?"),
            consequences=[gettext("The screens show the logo. Nothing of the drawn winners stays anywhere in sight.")],
            undo=gettext("Another rehearsal can be started at once."),
            deed=gettext("End the rehearsal"),
            done=gettext("The rehearsal has ended."),
            back=address_of(found),
            above=title_of(found),
        )
    else:
        asked = Question(
            question=gettext("Finish the evening?"),
            consequences=[
                gettext("The last step stays on the screens; no key moves the show any more."),
                gettext("Then publish the results: until you do, nothing of them is on the site."),
            ],
            undo=gettext("This cannot be undone: an evening is held once."),
            deed=gettext("Finish the evening"),
            done=gettext("The evening is done."),
            back=address_of(found),
            above=title_of(found),
            is_final=True,
        )
    return confirm(request, asked, partial(finish, show, by=reader(request), now=clock.now()), zone=found.timezone)


@require_http_methods(METHODS)
@for_the_stage
def break_off(request: HttpRequest, edition: str) -> HttpResponse:
    """The halls show the logo at once; asks for a reason."""
    found = edition_or_404(edition)
    show = running_show(ceremony_of(found))
    if show is None or show.is_rehearsal:
        return redirect(address_of(found))
    asked = Question(
        question=gettext("Break the evening off?"),
        consequences=[
            gettext("The halls and the phones show the logo at once."),
            gettext("What was told stays told; nothing of what was not told is shown anywhere."),
            gettext("A pause needs none of this: black and logo are keys of the control."),
        ],
        undo=gettext("It can be taken up again: two people arm the script, and it goes on at the same step."),
        deed=gettext("Break the evening off"),
        done=gettext("The evening is broken off."),
        back=address_of(found),
        above=title_of(found),
        is_final=True,
    )
    reason = request.POST.get("reason", "")
    do = partial(abort, show, reason=reason, by=reader(request), now=clock.now())
    also = {"reason": reason, "longest": REASON_LENGTH}
    return confirm(request, asked, do, zone=found.timezone, template="console/ceremony/abort.html", also=also)


@require_http_methods(METHODS)
@for_the_stage
def again(request: HttpRequest, edition: str) -> HttpResponse:
    """A broken-off evening becomes a draft again."""
    found = edition_or_404(edition)
    asked = Question(
        question=gettext("Take the evening up again?"),
        consequences=[
            gettext("The evening is a draft again: awards and running order can be changed."),
            gettext("Two people read and arm the script anew. Where it is the same, it goes on at the same step."),
        ],
        undo=gettext("Nothing is shown to anybody by this."),
        deed=gettext("Take it up again"),
        done=gettext("The evening is in preparation again."),
        back=address_of(found),
        above=title_of(found),
    )
    return confirm(
        request, asked, partial(take_up_again, found, by=reader(request), now=clock.now()), zone=found.timezone
    )


def _begun(request: HttpRequest, edition: Edition, asked: Question, do: Callable[[], Show]) -> HttpResponse:
    """Asks; then to the control, which the person who began holds."""
    context = vars(asked)
    if request.method != "POST":
        return render(request, "console/confirm.html", context)
    try:
        show = do()
    except Refusal as refusal:
        said = say(refusal, zone=edition.timezone)
        return render(request, "console/confirm.html", {**context, "said": said}, status=refusal.status)
    return redirect(control_address(edition.slug, show.controller_key))


def _screens_said(edition: Edition) -> str:
    count = screens_alive(ceremony_of(edition), now=clock.now()).count()
    said = ngettext("%(count)s screen has an address.", "%(count)s screens have an address.", count)
    return said % {"count": count}


def _goes_on(evening: Ceremony) -> list[str]:
    before = broken_off_show(evening) if evening.pk else None
    if before is None:
        return []
    return [gettext("It goes on at step %(number)s, where it was broken off.") % {"number": before.cursor + 1}]
