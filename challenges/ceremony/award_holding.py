"""Holds the awards of an edition while one of them changes, so that nothing moves under a script that is being armed.

The journal's lock comes first, then the ceremony's row: whoever arms does the same.
"""

from datetime import datetime

from challenges.ceremony.award_rules import require_changing
from challenges.ceremony.models import Award, Ceremony, State
from challenges.editions.models import Edition
from challenges.journal.actions import hold_the_pen


def hold_awards(edition_id: int, *, now: datetime) -> Edition:
    """Nobody else changes or arms them until the transaction ends. Raises AwardsArmed, AwardsLive, AwardsTold,
    AwardsBrokenOff, AwardsPublished."""
    hold_the_pen(now)
    ceremony = Ceremony.objects.select_for_update(no_key=True).filter(edition=edition_id).first()
    edition = Edition.objects.get(pk=edition_id)
    require_changing(ceremony.state if ceremony else State.DRAFT, published_at=edition.results_published_at)
    return edition


def hold_award(award: Award, *, now: datetime) -> Award | None:
    """The row as it is now; None where somebody has removed it. Raises what hold_awards does."""
    hold_awards(award.edition_id, now=now)
    rows = Award.objects.select_for_update(no_key=True, of=("self",)).select_related("edition", "panel", "challenge")
    return rows.filter(pk=award.pk).first()
