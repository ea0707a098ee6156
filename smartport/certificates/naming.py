"""Whose name may stand on a certificate: with the holder's yes, asked apart and taken back as easily (law 09-08)."""

from challenges.results.models import Certificate
from smartport.accounts.models import Consent
from smartport.accounts.rules import PUBLICATION, PURPOSES


def may_be_named(holder_id: int | None) -> bool:
    """Whether this person says yes, now, to their name in published results and on certificates."""
    if holder_id is None:
        return False
    living = Consent.objects.filter(user_id=holder_id, purpose=PUBLICATION, withdrawn_at=None)
    return living.filter(version=PURPOSES[PUBLICATION]).exists()


def is_takeable(certificate: Certificate) -> bool:
    """Whether there is a file of it: it says the name, so the holder has to have said yes, and to be there."""
    return bool(certificate.statement) and certificate.revoked_at is None and may_be_named(certificate.holder_id)
