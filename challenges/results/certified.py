"""Reads of certificates. No list of them is in the order of ranks or of hours: codes are random, names are names."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from challenges.editions.models import Edition
from challenges.results.codes import read_code
from challenges.results.models import Certificate

VALID, REVOKED, REPLACED = "valid", "revoked", "replaced"


def state_of(certificate: Certificate) -> str:
    """VALID, REVOKED or REPLACED."""
    if certificate.replaced_by_id:
        return REPLACED
    return REVOKED if certificate.revoked_at else VALID


def certificate_of(typed: str) -> Certificate | None:
    """By its code, however it was typed."""
    code = read_code(typed)
    if code is None:
        return None
    return Certificate.objects.select_related("edition", "holder").filter(pk=code).first()


def certificates_of(holder: AbstractBaseUser) -> QuerySet[Certificate]:
    """Somebody's own, those of the newest edition first; without what was replaced."""
    own = Certificate.objects.filter(holder_id=holder.pk, replaced_by=None).select_related("edition", "holder")
    return own.order_by("-edition__opens_at", "code")


def certificates_in(edition: Edition, *, search: str = "", kind: str = "") -> QuerySet[Certificate]:
    """By name; a search finds names and codes."""
    rows = edition.certificates.select_related("team")
    if kind:
        rows = rows.filter(kind=kind)
    words = search.strip()
    if words:
        rows = rows.filter(Q(holder_name__icontains=words) | Q(team__name__icontains=words) | _with_code(words))
    return rows.order_by("holder_name", "code")


def _with_code(words: str) -> Q:
    code = read_code(words)
    return Q(pk=code) if code else Q(pk__in=[])
