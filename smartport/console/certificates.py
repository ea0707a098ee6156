"""The certificates of an edition: found by name or code; one is revoked with a reason, or replaced by another."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.pages.visit import isolated, reader
from challenges.results.certificate_rules import NAME_LENGTH
from challenges.results.certified import VALID, certificate_of, certificates_in, state_of
from challenges.results.certifying import replace_certificate, revoke_certificate
from challenges.results.codes import spaced
from challenges.results.models import Certificate, CertificateKind
from smartport.certificates.naming import is_takeable
from smartport.certificates.own import shown
from smartport.console.access import edition_in_view, for_the_stage
from smartport.console.confirming import Question, confirm

A_PAGE = 50
SEARCH_LENGTH = 100


@require_safe
@for_the_stage
def certificates(request: HttpRequest) -> HttpResponse:
    """By name; a search, and one kind of them."""
    edition = edition_in_view(request)
    search, kind = request.GET.get("q", "")[:SEARCH_LENGTH], request.GET.get("kind", "")
    kind = kind if kind in CertificateKind.values else ""
    rows = certificates_in(edition, search=search, kind=kind)
    context = {
        "edition": edition,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "search": search,
        "kind": kind,
        "kinds": CertificateKind.choices,
        "is_published": edition.results_published_at is not None,
    }
    return render(request, "console/certificates.html", context)


@require_safe
@for_the_stage
def certificate(request: HttpRequest, certificate_code: str) -> HttpResponse:
    """One of them."""
    found = _certificate_or_404(certificate_code)
    context = {**shown(found), "edition": found.edition, "is_takeable": is_takeable(found)}
    return render(request, "console/certificate.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_stage
def revoke(request: HttpRequest, certificate_code: str) -> HttpResponse:
    """Ask why; whoever clicks second finds it done."""
    found = _certificate_or_404(certificate_code)
    if state_of(found) != VALID:
        return redirect("console-certificate", found.code)
    reason = request.POST.get("reason", "")
    asked = Question(
        question=gettext("Revoke this certificate?"),
        consequences=[
            gettext("Whoever checks its code reads that it is revoked, when, and your reason; no name any more."),
            gettext("%(name)s is told by letter, with the reason.") % {"name": isolated(found.holder_name or "—")},
            gettext("Papers and files that are out stay where they are: only a check of the code tells."),
            gettext("Write no name into the reason: everybody with the code reads it, and the journal keeps it."),
        ],
        undo=gettext("This cannot be undone."),
        deed=gettext("Revoke"),
        done=gettext("The certificate is revoked."),
        **_around(found),
        is_final=True,
    )
    do = partial(revoke_certificate, found, reason=reason, by=reader(request), now=clock.now())
    return confirm(
        request,
        asked,
        do,
        zone=found.edition.timezone,
        template="console/certificate_revoke.html",
        also={"reason": reason},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_stage
def replace(request: HttpRequest, certificate_code: str) -> HttpResponse:
    """Ask for the name as it should be; whoever clicks second finds it done."""
    found = _certificate_or_404(certificate_code)
    if state_of(found) != VALID:
        return redirect("console-certificate", found.code)
    name, reason = request.POST.get("name", found.holder_name), request.POST.get("reason", "")
    asked = Question(
        question=gettext("Replace this certificate?"),
        consequences=[
            gettext("A new one with the name as you write it now, a code of its own and today's date takes its place."),
            gettext("Whoever checks the old code is led to the new one; the old paper holds no longer."),
            gettext("%(name)s is told by letter.") % {"name": isolated(found.holder_name or "—")},
            gettext("Write no name into the reason: the journal keeps it."),
        ],
        undo=gettext("This cannot be undone; the new one can be replaced again."),
        deed=gettext("Replace"),
        done=gettext("The certificate is replaced."),
        **_around(found),
        is_final=True,
    )
    do = partial(replace_certificate, found, name=name, reason=reason, by=reader(request), now=clock.now())
    also = {"name": name, "reason": reason, "longest": NAME_LENGTH}
    return confirm(
        request, asked, do, zone=found.edition.timezone, template="console/certificate_replace.html", also=also
    )


def _around(found: Certificate) -> dict[str, Any]:
    return {"back": reverse("console-certificate", args=[found.code]), "above": spaced(found.code)}


def _certificate_or_404(code: str) -> Certificate:
    found = certificate_of(code)
    if found is None:
        raise Http404
    return found
