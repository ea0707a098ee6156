"""How many submissions came to an end, counted where there are tens of thousands."""

from django.db.models import Count, Exists, OuterRef

from challenges.editions.models import Phase
from challenges.evaluations.models import JUDGED, State
from challenges.evaluations.queries import counting
from challenges.submissions.models import Submission

ENDED = frozenset({*JUDGED, State.BROKEN})
UNENDED = frozenset({State.QUEUED, State.SENT, State.CANCELLED})


def count_with_results(phase: Phase) -> int:
    """How many `queries.with_results` would list: only where a submission has an evaluation without a result, which few
    have, is it asked which of them speaks for it."""
    mine = Exists(Submission.objects.filter(pk=OuterRef("submission"), phase=phase))
    doubtful = counting().filter(mine, state__in=UNENDED).order_by().values("submission_id")
    rows = counting().filter(submission__in=doubtful).order_by("bundle__published_at", "attempt")
    states = list(rows.values_list("submission_id", "state"))
    speaking, had_one = dict(states), {key for key, state in states if state in ENDED}
    ended = counting().filter(bundle__phase=phase, state__in=ENDED).order_by()
    count: int = ended.aggregate(count=Count("submission", distinct=True))["count"]
    return count - sum(speaking[key] not in ENDED for key in had_one)
