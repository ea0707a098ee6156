"""The end of a log while its entry runs: there for as long as that, and no longer."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from challenges.evaluations.models import Evaluation, LiveLog, State
from evaluator.log import end_of


@transaction.atomic
def keep_live_log(evaluation_id: UUID | str, ticket: str, *, size: int, tail: bytes) -> bool:
    """The log has grown to this size and ends like this; False for an old ticket, and for news that is none.

    The evaluation is held meanwhile, so that nothing is kept of one that ends at this very moment.
    """
    running = Evaluation.objects.filter(pk=evaluation_id, ticket=ticket, state=State.SENT).exclude(ticket="")
    if running.select_for_update(no_key=True).values("pk").first() is None:
        return False
    told = {"ticket": ticket, "size": size, "tail": end_of(tail)}
    older = LiveLog.objects.filter(Q(size__lt=size) | ~Q(ticket=ticket), evaluation_id=evaluation_id)
    if older.update(**told):
        return True
    _, is_new = LiveLog.objects.get_or_create(evaluation_id=evaluation_id, defaults=told)
    return is_new


def forget_live_logs() -> int:
    """Of what is not run any more under the ticket that told of it; how many there were."""
    running = Evaluation.objects.filter(pk=OuterRef("pk"), ticket=OuterRef("ticket"), state=State.SENT)
    forgotten, _ = LiveLog.objects.filter(~Exists(running)).delete()
    return forgotten
