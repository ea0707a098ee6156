"""What broke by our fault is asked for again: nothing of it counted, so there is nothing to weigh first."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from challenges import bell
from challenges.editions.models import Phase
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import bundle_in_force
from challenges.journal.actions import hold_the_pen, write
from challenges.leaderboards.models import Leaderboard
from challenges.operations.rules import NothingToAskAgain

AT_ONCE = 1_000


def broken_for_good() -> QuerySet[Evaluation]:
    """Of submissions that nobody has evaluated since, under the bundle they broke under, on a board that is open; no
    rejudges, which are applied or dropped as a whole. The latest first."""
    later = Evaluation.objects.filter(
        submission=OuterRef("submission"), bundle=OuterRef("bundle"), attempt__gt=OuterRef("attempt")
    )
    closed = Leaderboard.objects.filter(phase=OuterRef("submission__phase"), closed_at__isnull=False)
    broken = Evaluation.objects.filter(~Exists(later), ~Exists(closed), state=State.BROKEN, rejudge=None)
    return broken.order_by("-finished_at")


@transaction.atomic
def ask_again(phase: Phase, *, code: str, by: AbstractBaseUser, now: datetime) -> int:
    """Queue anew what broke down in this way, a thousand at a time; how many. The team keeps the allowance that it had
    back. Raises NothingToAskAgain."""
    hold_the_pen(now)
    chosen = broken_for_good().filter(submission__phase=phase, bundle=bundle_in_force(phase))
    chosen = chosen.filter(trouble__startswith=f"{code}:")
    found = list(chosen[:AT_ONCE])
    if not found:
        raise NothingToAskAgain
    anew = [
        Evaluation(submission_id=old.submission_id, bundle_id=old.bundle_id, attempt=old.attempt + 1, queued_at=now)
        for old in found
    ]
    Evaluation.objects.bulk_create(anew, ignore_conflicts=True)
    submissions = [old.submission_id for old in found]
    details = {"reason": code, "evaluations": len(found), "submissions": [str(key) for key in submissions[:100]]}
    write("evaluations.asked_again", subject=f"phase:{phase.pk}", by=by, now=now, details=details)
    transaction.on_commit(bell.ring)
    return len(found)
