"""What a certificate says, in words: of its statement, in the active language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_noop

from challenges.results.models import CertificateKind
from challenges.wording import localized, say_day
from smartport.stage.words import place_of

TITLES: Mapping[str, str] = {
    CertificateKind.PARTICIPATION: gettext_noop("Certificate of participation"),
    CertificateKind.FINALIST: gettext_noop("Certificate of a finalist"),
    CertificateKind.PRIZE: gettext_noop("Certificate of a prize"),
    CertificateKind.JURY: gettext_noop("Certificate of a member of the jury"),
    CertificateKind.MENTOR: gettext_noop("Certificate of a mentor"),
}
REASONS: Mapping[str, str] = {
    CertificateKind.PARTICIPATION: gettext_noop("for taking part in the edition"),
    CertificateKind.FINALIST: gettext_noop("for reaching the final of the edition"),
    CertificateKind.PRIZE: gettext_noop("for a prize won in the edition"),
    CertificateKind.JURY: gettext_noop("for serving on the jury of the edition"),
    CertificateKind.MENTOR: gettext_noop("for mentoring teams of the edition"),
}


@dataclass(frozen=True)
class Wording:
    """One language's half of a certificate."""

    title: str
    given_to: str
    reason: str
    edition: str
    award: str
    place: str
    team: str
    issued: str
    partners: str


def wording_of(facts: Mapping[str, Any]) -> Wording:
    """In the active language; facts as a statement has them."""
    language = (get_language() or "fr")[:2]
    rank = int(facts.get("rank", 1))
    partners = [localized(name, language) for name in facts["issuer"]["partners"]]
    return Wording(
        title=gettext(TITLES[facts["kind"]]),
        given_to=gettext("is awarded to"),
        reason=gettext(REASONS[facts["kind"]]),
        edition=localized(facts["edition"]["title"], language),
        award=localized(facts["award"], language) if "award" in facts else "",
        place=localized(place_of(rank), language) if rank > 1 else "",
        team=gettext("Team"),
        issued=gettext("Issued on %(day)s") % {"day": say_day(date.fromisoformat(facts["issued"]))},
        partners=" · ".join(partners),
    )


def title_of(kind: str) -> str:
    """In the active language."""
    return gettext(TITLES[kind])


def address_of(code: str) -> str:
    """Where anybody checks it: absolute, as the paper says it."""
    return f"{settings.SITE_URL}{reverse('certificate', args=[code])}"
