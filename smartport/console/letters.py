"""Letters to groups: drafts and what was sent; one of them written, looked at, tried and sent."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from challenges import clock
from challenges.editions.models import Edition
from challenges.errors import Refusal
from challenges.mail_texts.queries import texts_for_mailings
from challenges.mail_texts.rules import PLACES
from challenges.mailing.actions import Draft, delete_draft, save_draft, send_group_letter, try_on_oneself
from challenges.mailing.models import Audience, Ground, GroupLetter
from challenges.mailing.queries import progress_of, readers_of, subject_of, team_names, words_for
from challenges.mailing.rules import BODY_LENGTH, LANGUAGES, SUBJECT_LENGTH, LanguageMissing, require_all_languages
from challenges.pages.visit import reader
from challenges.post.actions import Words
from challenges.wording import Said, say
from smartport.console.access import edition_in_view, for_managers_of_people
from smartport.console.editing import FIELD, Clash, clashes, is_unchanged, seen_of
from smartport.console.mail_texts import mail_text_or_404
from smartport.templatetags.figures import number

FIELDS = ("audience", "ground", "challenge", "subject", "body")
SHOWN = 100  # of an edition's letters, the newest


@dataclass(frozen=True)
class Preview:
    """The letter in one language, with the reader's own name in it."""

    language: str
    words: Words


@require_safe
@for_managers_of_people
def letters(request: HttpRequest) -> HttpResponse:
    """Of the edition in view, the newest first."""
    edition = edition_in_view(request)
    found = edition.group_letters.select_related("by", "sent_by", "challenge").order_by("-changed_at")
    lines = [(one, subject_of(one)) for one in found[:SHOWN]]
    context = {"edition": edition, "editions": Edition.objects.order_by("-opens_at"), "letters": lines}
    return render(request, "console/letters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_people
def new_letter(request: HttpRequest) -> HttpResponse:
    """Write one, from nothing or from a text that is kept for it; it is kept as a draft."""
    edition = edition_in_view(request)
    letter = GroupLetter(edition=edition, audience=Audience.MEMBERS, ground=Ground.RUNNING)
    if text := request.GET.get("text"):
        begun = mail_text_or_404(int(text) if text.isdecimal() else 0)
        letter.subject, letter.body = begun.subject, begun.body
    if request.method != "POST":
        return _form(request, letter)
    sent = _sent(request, edition)
    try:
        made = save_draft(edition, sent, by=reader(request), now=clock.now())
    except Refusal as refusal:
        return _form(request, _worded(letter, sent), refusal=refusal)
    return redirect("console-letter", made.pk)


@require_safe
@for_managers_of_people
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """As it would come, in every language; to how many; and what can be done."""
    return _shown(request, _letter(letter_id))


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_people
def edit_letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Another wording of a draft; what somebody else saved meanwhile is shown first."""
    found = _letter(letter_id)
    if found.sent_at:
        return redirect("console-letter", found.pk)
    if request.method != "POST":
        return _form(request, found)
    sent = _sent(request, found.edition)
    with transaction.atomic():
        held = GroupLetter.objects.select_for_update(no_key=True, of=("self",)).get(pk=found.pk)
        if not is_unchanged(held, FIELDS, seen=request.POST.get(FIELD, "")):
            values = {**vars(sent), "challenge": sent.challenge.pk if sent.challenge else None}
            return _form(request, _worded(found, sent), clash=clashes(held, FIELDS, sent=values), now=held)
        try:
            save_draft(found.edition, sent, by=reader(request), now=clock.now(), letter=found)
        except Refusal as refusal:
            return _form(request, _worded(found, sent), refusal=refusal, now=held)
    messages.success(request, gettext("The draft is saved."))
    return redirect("console-letter", found.pk)


@require_POST
@for_managers_of_people
def try_letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """To oneself, in every language."""
    found = _letter(letter_id)
    try:
        count = try_on_oneself(found, by=reader(request), now=clock.now())
    except Refusal as refusal:
        return _shown(request, found, refusal=refusal)
    told = ngettext("%(count)s letter is on its way to you.", "%(count)s letters are on their way to you.", count)
    messages.success(request, told % {"count": count})
    return redirect("console-letter", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_people
def send_letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Ask once more, with the count; then it goes, once."""
    found, refused = _letter(letter_id), None
    if request.method == "POST":
        try:
            send_group_letter(found, seen=_moment(request.POST.get("changed", "")), by=reader(request), now=clock.now())
        except Refusal as refusal:
            refused = refusal
        else:
            messages.success(request, gettext("The letter is on its way."))
            return redirect("console-letter", found.pk)
    context = {
        "question": gettext("Send the letter?"),
        "above": subject_of(found),
        "consequences": [_reach(found), _why(found)],
        "undo": gettext("A letter that went cannot be called back."),
        "deed": gettext("Send it"),
        "back": reverse("console-letter", args=[found.pk]),
        "is_final": True,
        "changed": found.changed_at.isoformat(),
        "said": say(refused, zone=UTC) if refused else None,
    }
    return render(request, "console/letter_send.html", context, status=refused.status if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers_of_people
def delete_letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Ask, then throw a draft away."""
    found = _letter(letter_id)
    if request.method == "POST":
        try:
            delete_draft(found, by=reader(request), now=clock.now())
        except Refusal as refusal:
            return _shown(request, found, refusal=refusal)
        messages.success(request, gettext("The draft is deleted."))
        return redirect(f"{reverse('console-letters')}?edition={found.edition.slug}")
    context = {
        "question": gettext("Delete the draft?"),
        "above": subject_of(found),
        "consequences": [gettext("Its text is gone for all organizers. Nobody got it.")],
        "undo": gettext("This cannot be undone."),
        "deed": gettext("Delete the draft"),
        "back": reverse("console-letter", args=[found.pk]),
        "is_final": True,
    }
    return render(request, "console/confirm.html", context)


def _letter(letter_id: UUID) -> GroupLetter:
    rows = GroupLetter.objects.select_related("edition", "challenge", "by", "sent_by")
    found = rows.filter(pk=letter_id).first()
    if found is None:
        raise Http404
    return found


def _sent(request: HttpRequest, edition: Edition) -> Draft:
    """What a form says; a choice that is none is the first."""
    given = request.POST
    audience, ground, slug = (given.get(name, "") for name in ("audience", "ground", "challenge"))
    return Draft(
        audience=Audience(audience) if audience in Audience else Audience.MEMBERS,
        ground=Ground(ground) if ground in Ground else Ground.NEWS,
        subject={one: given.get(f"subject_{one}", "") for one in LANGUAGES},
        body={one: given.get(f"body_{one}", "") for one in LANGUAGES},
        challenge=edition.challenges.filter(slug=slug).first() if slug.isprintable() else None,
    )


def _worded(found: GroupLetter, sent: Draft) -> GroupLetter:
    """The letter with what was sent, not saved."""
    for name in FIELDS:
        setattr(found, name, getattr(sent, name))
    return found


def _moment(text: str) -> datetime:
    """Of the preview; long ago for what is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _reach(found: GroupLetter) -> str:
    count = readers_of(found).count()
    if not count:
        return gettext("Nobody would get this letter.")
    told = ngettext("It goes to %(count)s person now.", "It goes to %(count)s people now.", count)
    return f"{told % {'count': number(count)}} {found.get_audience_display()}."


def _why(found: GroupLetter) -> str:
    return f"{found.get_ground_display()}."


def _shown(request: HttpRequest, found: GroupLetter, *, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "letter": found,
        "subject": subject_of(found),
        "edition": found.edition,
        "previews": list(_previews(found, by=reader(request))),
        "count": readers_of(found).count(),
        "progress": progress_of(found) if found.sent_at else None,
        "lack": None if found.sent_at else _lack(found),
        "said": say(refusal, zone=UTC) if refusal else None,
    }
    return render(request, "console/letter.html", context, status=refusal.status if refusal else 200)


def _lack(found: GroupLetter) -> Said | None:
    """What it cannot go without."""
    try:
        require_all_languages(found.subject, found.body)
    except LanguageMissing as refusal:
        return say(refusal, zone=UTC)
    return None


def _previews(found: GroupLetter, *, by: Any) -> list[Preview]:
    team = team_names(found, [by]).get(by.pk, "")
    previews = []
    for language in LANGUAGES:
        if found.subject.get(language) or found.body.get(language):
            with translation.override(language):
                previews.append(Preview(language, words_for(found, person=str(by), team=team)))
    return previews


def _form(
    request: HttpRequest,
    found: GroupLetter,
    *,
    refusal: Refusal | None = None,
    clash: list[Clash] | None = None,
    now: GroupLetter | None = None,
) -> HttpResponse:
    """With what is typed; `now` is the row as it stands, where it is another."""
    labels = {field.name: field.verbose_name for field in GroupLetter._meta.fields}
    context = {
        "letter": found,
        "edition": found.edition,
        "is_new": found._state.adding,
        "kept_texts": texts_for_mailings().only("name") if found._state.adding else (),
        "places": [f"{{{name}}}" for name in PLACES],
        "audiences": Audience.choices,
        "grounds": Ground.choices,
        "challenges": found.edition.challenges.order_by("order", "slug"),
        "texts": [(one, found.subject.get(one, ""), found.body.get(one, "")) for one in LANGUAGES],
        "subject_length": SUBJECT_LENGTH,
        "body_length": BODY_LENGTH,
        "seen": seen_of(now or found, FIELDS),
        "clashes": [{"label": labels[one.field], "now": one.now, "sent": one.sent} for one in clash or []],
        "refusal": refusal,
        "said": say(refusal, zone=UTC) if refusal else None,
    }
    status = refusal.status if refusal else 409 if clash else 200
    return render(request, "console/letter_form.html", context, status=status)
