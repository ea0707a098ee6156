"""A juror does not judge a project: for good, from any moment on."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.journal.actions import write
from challenges.jury import letters
from challenges.jury.models import Ballot, Recusal
from challenges.jury.queries import keepers_of
from challenges.jury.rules import DecisionLocked, require_why
from challenges.panels.models import Candidate, Juror, Panel, Relation, Stage
from challenges.post.actions import write_to


@transaction.atomic
def recuse(
    juror: Juror, candidate: Candidate, *, relation: str, reason: str, by: AbstractBaseUser, now: datetime
) -> Recusal:
    """What this juror gave is not counted from now on, and a draft is forgotten; the keepers of the panel are told by
    letter. A second time changes nothing. Raises RelationMissing, WhyRecusedTooLong, DecisionLocked."""
    panel = Panel.objects.select_for_update(no_key=True).get(pk=juror.panel_id)
    done = Recusal.objects.filter(juror=juror, candidate=candidate).first()
    if done is not None:
        return done
    if panel.stage == Stage.LOCKED:
        raise DecisionLocked
    told = require_why(relation, reason, relations=Relation.values)
    made = Recusal.objects.create(
        juror=juror, candidate=candidate, relation=relation, reason=told, at=now, by_id=by.pk
    )
    Ballot.objects.filter(assignment__juror=juror, assignment__candidate=candidate, cast_at=None).delete()
    keepers = [person for person in keepers_of(panel) if person.pk != by.pk]
    write_to(keepers, letters.recused(made), kind="", about=f"jury-recused:{made.pk}", now=now)
    details = {**panel.whereabouts, "juror": juror.pk, "candidate": candidate.code, "relation": relation}
    write("jury.recused", subject=f"panel:{panel.pk}", by=by, now=now, details=details)
    return made
