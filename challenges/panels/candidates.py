"""Which projects come before a panel, under which codes, and which of them every juror scores."""

import random
import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.panels.holding import hold, hold_draft, tell
from challenges.panels.models import Candidate, Panel
from challenges.panels.queries import possible_projects, standing_candidates
from challenges.panels.rules import CODE_DIGITS, CODE_LETTERS, require_why


@transaction.atomic
def gather_candidates(panel: Panel, *, by: AbstractBaseUser, now: datetime) -> int:
    """Every project that may come before the panel and does not yet; how many came. Raises PanelFrozen."""
    held = hold_draft(panel, now=now)
    there = held.candidates.filter(project__isnull=False).values("project")
    new = list(possible_projects(held).exclude(pk__in=there))
    taken = set(held.candidates.values_list("code", flat=True))
    rows = []
    for project in secrets.SystemRandom().sample(new, len(new)):
        code = _free_code(taken)
        taken.add(code)
        rows.append(Candidate(panel=held, project=project, code=code))
    Candidate.objects.bulk_create(rows)
    if rows:
        tell(held, "panel.projects_gathered", by=by, now=now, codes=sorted(row.code for row in rows))
    return len(rows)


@transaction.atomic
def withdraw_candidate(candidate: Candidate, *, reason: str, by: AbstractBaseUser, now: datetime) -> bool:
    """Nobody scores it any more, and no ballot on it counts; False where it was so before. Raises PanelLocked,
    WhyMissing."""
    why = require_why(reason)
    panel = hold(candidate.panel, now=now)
    rows = Candidate.objects.filter(pk=candidate.pk, withdrawn_at=None)
    if not rows.update(withdrawn_at=now, withdrawn_reason=why, is_anchor=False):
        return False
    tell(panel, "panel.project_withdrawn", by=by, now=now, code=candidate.code, reason=why)
    return True


@transaction.atomic
def readmit_candidate(candidate: Candidate, *, by: AbstractBaseUser, now: datetime) -> bool:
    """It is before the panel again, which must be a draft; False where it was so before. Raises PanelFrozen."""
    panel = hold_draft(candidate.panel, now=now)
    rows = Candidate.objects.filter(pk=candidate.pk, withdrawn_at__isnull=False, project__isnull=False)
    if not rows.update(withdrawn_at=None, withdrawn_reason=""):
        return False
    tell(panel, "panel.project_readmitted", by=by, now=now, code=candidate.code)
    return True


@transaction.atomic
def choose_anchors(panel: Panel, chosen: Collection[UUID], *, by: AbstractBaseUser, now: datetime) -> list[str]:
    """These, and no others, are scored by every juror; their codes. Raises PanelFrozen."""
    held = hold_draft(panel, now=now)
    rows = list(standing_candidates(held))
    before = sorted(row.code for row in rows if row.is_anchor)
    after = sorted(row.code for row in rows if row.pk in chosen)
    if before != after:
        held.candidates.update(is_anchor=False)
        held.candidates.filter(code__in=after).update(is_anchor=True)
        tell(held, "panel.anchors_chosen", by=by, now=now, changes={"anchors": [before, after]})
    return after


@transaction.atomic
def draw_anchors(panel: Panel, *, by: AbstractBaseUser, now: datetime) -> list[str]:
    """As many as the panel wants, drawn by its seed: the same whenever it is asked. Raises PanelFrozen."""
    held = hold_draft(panel, now=now)
    rows = list(standing_candidates(held).order_by("code"))
    stream = random.Random(held.seed)  # noqa: S311 - reproducible, not secret
    drawn = stream.sample(rows, min(held.anchors, len(rows)))
    return choose_anchors(held, [row.pk for row in drawn], by=by, now=now)


def _free_code(taken: Collection[str]) -> str:
    """Such as K7M2."""
    while True:
        code = "".join(secrets.choice(signs) for signs in (CODE_LETTERS, CODE_DIGITS) * 2)
        if code not in taken:
            return code
