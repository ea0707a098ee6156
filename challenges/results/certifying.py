"""Certificates: issued with the results and not before, revoked, replaced; what stays when the holder leaves."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.editions.models import Edition
from challenges.journal.actions import hold_the_pen, write
from challenges.results.attested import FORMAT
from challenges.results.certificate_rules import (
    AlreadyRevoked,
    HolderGone,
    Replaced,
    require_name,
    require_revoking_reason,
)
from challenges.results.codes import new_code
from challenges.results.entitled import Entitled, entitled
from challenges.results.models import Certificate, CertificateKind, Publication
from challenges.results.signing import key_id, public_key, sign
from challenges.results.telling import tell_replaced, tell_revoked
from evaluator.report import canonical

AT_ONCE = 500
ISSUER = "Smart Port Challenge"


def issue_certificates(publication: Publication, *, now: datetime) -> int:
    """To everybody who has earned one, in the transaction of the publication; how many. The name is that of the
    account now (a juror's is the one they signed with). Asked again, nobody gets a second."""
    edition = publication.edition
    if edition.certificates.exists():
        return 0
    hand = _Hand(edition, now=now)
    made = [hand.certificate(one) for one in entitled(edition)]
    # In the order of their codes: not even the place on the disk tells who stood where.
    made.sort(key=lambda certificate: certificate.code)
    Certificate.objects.bulk_create(made, batch_size=AT_ONCE)
    counted = {kind: sum(one.kind == kind for one in made) for kind in CertificateKind.values}
    write("certificates.issued", subject=f"edition:{edition.slug}", by=publication.by, now=now, details=counted)
    return len(made)


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, reason: str, by: AbstractBaseUser, now: datetime) -> Certificate:
    """For good: whoever checks it reads the reason. Raises RevokingReasonMissing, AlreadyRevoked, Replaced."""
    told = require_revoking_reason(reason)
    found = _held(certificate, now=now)
    found.revoked_at, found.revoked_reason = now, told
    found.save(update_fields=["revoked_at", "revoked_reason"])
    _journal("certificate.revoked", found, by=by, now=now, details={"reason": told})
    tell_revoked(found, now=now)
    return found


@transaction.atomic
def replace_certificate(
    certificate: Certificate, *, name: str, reason: str, by: AbstractBaseUser, now: datetime
) -> Certificate:
    """Another one with this name; the old one leads to it from now on. The journal, which forgets nothing, says that
    and why, but no name. Raises CertificateNameUnusable, NameUnchanged, RevokingReasonMissing, AlreadyRevoked,
    Replaced, HolderGone."""
    told = require_revoking_reason(reason)
    found = _held(certificate, now=now)
    if found.holder_id is None:
        raise HolderGone
    corrected = require_name(name, before=found.holder_name)
    facts = {**facts_of(found), "code": (code := new_code()), "name": corrected, "issued": _day(found.edition, now)}
    made = Certificate.objects.create(
        code=code,
        edition=found.edition,
        kind=found.kind,
        holder_id=found.holder_id,
        holder_name=corrected,
        team_id=found.team_id,
        laureate_id=found.laureate_id,
        issued_at=now,
        **signed(facts),
    )
    Certificate.objects.filter(pk=found.pk).update(replaced_by=made)
    _journal("certificate.replaced", found, by=by, now=now, details={"reason": told, "replaced_by": code})
    tell_replaced(made, now=now)
    return made


def forget_holder(holder: AbstractBaseUser) -> None:
    """Before the account goes: what was attested stays valid, without saying to whom. The signed file, which the
    holder has, still proves it with the published key alone."""
    Certificate.objects.filter(holder_id=holder.pk).update(holder_name="", statement="", revoked_reason="")


def facts_of(certificate: Certificate) -> dict[str, Any]:
    """What its statement says; nothing where its holder has left."""
    return dict(json.loads(certificate.statement)) if certificate.statement else {}


def signed(facts: Mapping[str, Any]) -> dict[str, str]:
    """The columns of a row that are made with the key."""
    statement = canonical(facts)
    public = public_key(seed=settings.CERTIFICATE_KEY)
    return {
        "statement": statement,
        "signature": sign(statement, seed=settings.CERTIFICATE_KEY),
        "key": key_id(public),
    }


class _Hand:
    """What all certificates of an edition have in common, looked up once."""

    def __init__(self, edition: Edition, *, now: datetime) -> None:
        self.edition = edition
        self.now = now
        self.common: dict[str, Any] = {
            "format": FORMAT,
            "edition": {"slug": edition.slug, "title": edition.title},
            "issued": _day(edition, now),
            "issuer": {
                "name": ISSUER,
                "site": settings.SITE_URL,
                "partners": [partner.name for partner in edition.partners.all()],
            },
        }

    def certificate(self, one: Entitled) -> Certificate:
        code = new_code()
        facts = {**self.common, "code": code, "kind": str(one.kind), "name": one.name}
        if one.team:
            facts["team"] = one.team
        if one.laureate:
            facts["award"], facts["rank"] = one.laureate.award.title, one.laureate.rank
        return Certificate(
            code=code,
            edition=self.edition,
            kind=one.kind,
            holder_id=one.holder_id,
            holder_name=one.name,
            team_id=one.team_id,
            laureate=one.laureate,
            issued_at=self.now,
            **signed(facts),
        )


def _held(certificate: Certificate, *, now: datetime) -> Certificate:
    """As it is now, until the transaction ends. Raises AlreadyRevoked, Replaced."""
    hold_the_pen(now)
    rows = Certificate.objects.select_for_update(no_key=True, of=("self",)).select_related("edition", "holder")
    found = rows.get(pk=certificate.pk)
    if found.replaced_by_id:
        raise Replaced
    if found.revoked_at:
        raise AlreadyRevoked
    return found


def _journal(
    deed: str, certificate: Certificate, *, by: AbstractBaseUser, now: datetime, details: Mapping[str, Any]
) -> None:
    about = {"edition": certificate.edition.slug, "kind": certificate.kind}
    write(deed, subject=f"certificate:{certificate.code}", by=by, now=now, details={**about, **details})


def _day(edition: Edition, now: datetime) -> str:
    day: date = now.astimezone(edition.timezone).date()
    return day.isoformat()
