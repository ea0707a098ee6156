"""Certificates in the API: one's own, their paper, and whether one holds."""

from typing import Any

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from challenges.api.door import Door
from challenges.api.errors import BAD_INPUT, MEMBERS_ONLY, NOT_FOUND, THROTTLED, errors
from challenges.api.language import LANG
from challenges.api.shape import Shape
from challenges.errors import gettext_noop
from challenges.results.certified import certificates_of, state_of
from challenges.results.certifying import facts_of
from challenges.results.models import Certificate
from challenges.wording import localized
from smartport.certificates.checking import ByAddressOfChecking, Checked, checked
from smartport.certificates.own import takeable_or_404
from smartport.certificates.paper import paper_of
from smartport.certificates.saying import address_of

CODE = OpenApiParameter(
    "certificate_code",
    OpenApiTypes.STR,
    OpenApiParameter.PATH,
    description=gettext_noop("As it is printed; case, spaces and hyphens do not matter."),
)


class CertificateBody(Shape):
    code = serializers.CharField()
    state = serializers.CharField(help_text=gettext_noop("One of `valid`, `revoked`, `replaced`."))
    kind = serializers.CharField(
        help_text=gettext_noop("One of `participation`, `finalist`, `prize`, `jury`, `mentor`.")
    )
    name = serializers.CharField(allow_blank=True, help_text=gettext_noop("Empty without the holder's yes to it."))
    edition = serializers.CharField()
    team = serializers.CharField(allow_blank=True)
    award = serializers.CharField(allow_blank=True)
    rank = serializers.IntegerField(allow_null=True)
    issued_at = serializers.DateTimeField()
    key = serializers.CharField(help_text=gettext_noop("Which of the public keys at /certificates/key/ signed it."))
    address = serializers.CharField(help_text=gettext_noop("Where anybody checks it."))


class CertificateCheckBody(CertificateBody):
    revoked_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_blank=True, help_text=gettext_noop("Why it was revoked."))
    replaced_by = serializers.CharField(allow_blank=True, help_text=gettext_noop("The code of the one that holds."))


class CertificatesDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="list_certificates",
        summary=gettext_noop("My certificates"),
        description=gettext_noop("Those of the newest edition first. There are none before results are published."),
        parameters=[LANG],
        responses={200: CertificateBody(many=True), **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request) -> Response:
        return self.paged(_OwnBody, certificates_of(self.person))


class OneCertificateDoor(Door):
    """Anybody who has the code; counted together with the page."""

    permission_classes = [AllowAny]
    throttle_classes = [ByAddressOfChecking]

    @extend_schema(
        operation_id="check_certificate",
        summary=gettext_noop("Whether a certificate holds"),
        description=gettext_noop(
            "What is attested under a code. Of one that is revoked or replaced no more than that, when and why. 404 is "
            "the same for every code that is none."
        ),
        auth=[],
        parameters=[LANG, CODE],
        responses={200: CertificateCheckBody, **errors(BAD_INPUT, NOT_FOUND, THROTTLED)},
    )
    def get(self, request: Request, certificate_code: str) -> Response:
        found = checked(certificate_code)
        if found is None:
            raise Http404
        return Response(self.shaped(CertificateCheckBody, _checked(found, language=self.language)))


class CertificatePaperDoor(Door):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="download_certificate",
        summary=gettext_noop("A certificate as a PDF"),
        description=gettext_noop(
            "One's own, once one has said yes to one's name on it (`publication`); organizers of the edition get it "
            "too. The signed statement is attached inside."
        ),
        parameters=[LANG, CODE],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, **errors(*MEMBERS_ONLY, NOT_FOUND)},
    )
    def get(self, request: Request, certificate_code: str) -> HttpResponse:
        found = takeable_or_404(certificate_code, self.person)
        return HttpResponse(paper_of(found), content_type="application/pdf")


class _OwnBody(CertificateBody):
    """Of a row."""

    def to_representation(self, instance: Certificate) -> Any:
        return super().to_representation(_own(instance, language=self.context["language"]))


def _own(certificate: Certificate, *, language: str) -> dict[str, Any]:
    facts = facts_of(certificate)
    return {
        "code": certificate.code,
        "state": state_of(certificate),
        "kind": certificate.kind,
        "name": certificate.holder_name,
        "edition": certificate.edition.slug,
        "team": facts.get("team", ""),
        "award": localized(facts.get("award", {}), language),
        "rank": facts.get("rank"),
        "issued_at": certificate.issued_at,
        "key": certificate.key,
        "address": address_of(certificate.code),
    }


def _checked(found: Checked, *, language: str) -> dict[str, Any]:
    one = found.certificate
    told = {
        **_own(one, language=language),
        "name": found.name,
        "revoked_at": one.revoked_at,
        "reason": one.revoked_reason,
        "replaced_by": found.successor,
    }
    withheld = {"name": "", "team": "", "award": "", "rank": None}
    return told if found.state == "valid" else {**told, **withheld}
