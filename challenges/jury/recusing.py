"""A juror does not judge a project: for good, from any moment on."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.jury import letters
from challenges.jury.models import Ballot, Recusal
from challenges.jury.queries import keepers_of
from challenges.jury.rules import require_why
from challenges.panels.holding import hold, tell
from challenges.panels.models import Candidate, Juror, Relation
from challenges.post.actions import write_to


@transaction.atomic
def recuse(
    juror: Juror, candidate: Candidate, *, relation: str, reason: str, by: AbstractBaseUser, now: datetime
) -> Recusal:
    """What this juror gave is not counted from now on, and a draft is forgotten; the keepers of the panel are told by
    letter. A second time changes nothing. Raises RelationMissing, WhyRecusedTooLong, PanelLocked."""
    panel = hold(juror.panel, now=now)
    done = Recusal.objects.filter(juror=juror, candidate=candidate).first()
    if done is not None:
        return done
    told = require_why(relation, reason, relations=Relation.values)
    made = Recusal.objects.create(juror=juror, candidate=candidate, relation=relation, reason=told, at=now, by_id=by.pk)
    Ballot.objects.filter(assignment__juror=juror, assignment__candidate=candidate, cast_at=None).delete()
    keepers = [person for person in keepers_of(panel) if person.pk != by.pk]
    write_to(keepers, letters.recused(made), kind="", about=f"jury-recused:{made.pk}", now=now)
    tell(panel, "jury.recused", by=by, now=now, juror=juror.pk, candidate=candidate.code, relation=relation)
    return made
