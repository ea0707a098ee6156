"""One's own certificates: what they look like, and their files."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from challenges import clock
from challenges.pages.visit import reader
from challenges.results.certified import certificate_of, certificates_of, state_of
from challenges.results.certifying import facts_of
from challenges.results.codes import spaced
from challenges.results.models import Certificate
from smartport.accounts.consents import give
from smartport.accounts.rules import PUBLICATION
from smartport.certificates.naming import is_takeable, may_be_named
from smartport.certificates.pages import unlisted
from smartport.certificates.paper import file_name, paper_of, proof_of
from smartport.certificates.saying import address_of, title_of, wording_of

A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def my_certificates(request: HttpRequest) -> HttpResponse:
    """All of them; before the first is opened, whether one's name may stand on it."""
    person = reader(request)
    if request.method == "POST":
        give(person, purpose=PUBLICATION, now=clock.now())
        messages.success(request, gettext("Your certificates are yours to take."))
        return redirect("my-certificates")
    page = Paginator(certificates_of(person), A_PAGE).get_page(request.GET.get("page"))
    is_named = may_be_named(person.pk)
    context = {"page": page, "rows": [shown(one) for one in page], "is_named": is_named}
    return render(request, "certificates/own.html", context)


@require_safe
@unlisted
def pdf(request: HttpRequest, certificate_code: str) -> HttpResponse:
    """For its holder, and for organizers."""
    found = _own_or_404(request, certificate_code)
    return _file(paper_of(found), kind="application/pdf", name=file_name(found, "pdf"))


@require_safe
@unlisted
def proof(request: HttpRequest, certificate_code: str) -> HttpResponse:
    """The statement with its signature, for its holder and for organizers."""
    found = _own_or_404(request, certificate_code)
    return _file(proof_of(found), kind="application/json", name=file_name(found, "json"))


def shown(certificate: Certificate) -> dict[str, Any]:
    """As its card says it."""
    facts = facts_of(certificate)
    return {
        "certificate": certificate,
        "state": state_of(certificate),
        "title": title_of(certificate.kind),
        "words": wording_of(facts) if facts else None,
        "facts": facts,
        "code": spaced(certificate.code),
        "address": address_of(certificate.code),
    }


def takeable_or_404(code: str, person: Any) -> Certificate:
    """One of which this person may have the file: its holder, or who prepares the ceremony; both only with the holder's
    yes to be named, and not once it is revoked or replaced."""
    found = certificate_of(code)
    is_theirs = found is not None and (
        found.holder_id == person.pk or person.has_perm("challenges.prepare_ceremony", found.edition)
    )
    if found is None or not is_theirs or found.replaced_by_id or not is_takeable(found):
        raise Http404
    return found


def _own_or_404(request: HttpRequest, code: str) -> Certificate:
    if not request.user.is_authenticated:
        raise Http404
    return takeable_or_404(code, request.user)


def _file(content: bytes, *, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
