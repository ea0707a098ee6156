"""Writes down who scores what, and makes up for jurors who leave or are recused; what is cast stays."""

import random
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.errors import Refusal
from challenges.jury.models import Assignment, Round
from challenges.jury.queries import ROUND_OF, closes_at
from challenges.jury.sharing import Pairs, Shares, basis_of, by_juror, shares_of, solved
from challenges.panels import letters
from challenges.panels.holding import hold, tell
from challenges.panels.models import Juror, Panel, Stage
from challenges.panels.queries import voting
from challenges.post.actions import write_to


@dataclass(frozen=True)
class Moved:
    """How many projects came to a juror, and how many were taken away, by the juror's key."""

    fresh: Mapping[int, int] = field(default_factory=dict)
    taken: Mapping[int, int] = field(default_factory=dict)

    @property
    def jurors(self) -> set[int]:
        """Whose projects are others than they were."""
        return {*self.fresh, *self.taken}


def distribute(panel: Panel, *, by: AbstractBaseUser | None, now: datetime) -> Moved:
    """The round that the panel is in is shared out anew: cast ballots stay, and what a juror was told stays where it
    can. Jurors whose projects changed get a letter. Between rounds nothing happens.

    It is worked out before anything is locked: not to be called where the panel or the journal is. Raises NobodyToAsk,
    ProjectsShort, LoadsUneven, NotConnectable.
    """
    in_round = _round_now(panel)
    if in_round is None:
        return Moved()
    shares = shares_of(panel, in_round)
    with transaction.atomic():
        held = hold(panel, now=now)
        if ROUND_OF.get(Stage(held.stage)) != in_round:
            return Moved()
        moved = write_shares(held, in_round, shares, by=by, now=now)
        _tell_jurors(held, in_round, moved, now=now)
    return moved


def make_up(panel: Panel, *, by: AbstractBaseUser | None, now: datetime) -> Refusal | None:
    """The same after a juror left, was recused, signed or was called in: what caused it stands, whether the rest can be
    shared out or not. Answers why it could not."""
    try:
        distribute(panel, by=by, now=now)
    except Refusal as refusal:
        return refusal
    return None


def write_shares(held: Panel, in_round: Round, shares: Shares, *, by: AbstractBaseUser | None, now: datetime) -> Moved:
    """To be called with the panel held. Where rows have changed since the shares were worked out, they are worked out
    again. Raises as `distribute` does."""
    basis = basis_of(held, in_round)
    given = shares if basis == shares.basis else solved(basis)
    moved = _write(held, in_round, given.pairs, now=now)
    if moved.jurors:
        counts = {"fresh": sum(moved.fresh.values()), "taken": sum(moved.taken.values()), "slack": given.slack}
        tell(held, "jury.distributed", by=by, now=now, round=str(in_round), jurors=len(moved.jurors), **counts)
    return moved


def _round_now(panel: Panel) -> Round | None:
    stage = Panel.objects.values_list("stage", flat=True).get(pk=panel.pk)
    return ROUND_OF.get(Stage(stage))


def _write(panel: Panel, in_round: Round, pairs: Pairs, *, now: datetime) -> Moved:
    """The rows as the pairs say. What is taken away is ended, not deleted: a draft on it is found again."""
    found = Assignment.objects.filter(juror__panel=panel, round=in_round)
    rows = list(found.select_related("candidate", "ballot"))
    by_pair = {(row.juror_id, row.candidate.code): row for row in rows}
    over = [row for pair, row in by_pair.items() if row.ended_at is None and pair not in pairs and not _is_cast(row)]
    back = [row for pair, row in by_pair.items() if row.ended_at is not None and pair in pairs]
    found.filter(pk__in=[row.pk for row in over]).update(ended_at=now)
    found.filter(pk__in=[row.pk for row in back]).update(ended_at=None, assigned_at=now)
    fresh = _rows(panel, in_round, pairs - set(by_pair), last=_last_orders(rows), now=now)
    Assignment.objects.bulk_create(fresh)
    living = set(voting(panel).values_list("pk", flat=True))
    taken = Counter(row.juror_id for row in over if row.juror_id in living)
    return Moved(Counter(row.juror_id for row in [*fresh, *back]), taken)


def _rows(
    panel: Panel, in_round: Round, pairs: Collection[tuple[int, str]], *, last: Mapping[int, int], now: datetime
) -> list[Assignment]:
    """New ones, behind those that a juror has, in an order of the juror's own."""
    keys = dict(panel.candidates.values_list("code", "pk"))
    rows = []
    for juror, codes in by_juror(pairs).items():
        first = last.get(juror, -1) + 1
        stream = random.Random(f"{panel.seed}:{in_round}:{juror}:{first}")  # noqa: S311 - reproducible, not secret
        for order, code in enumerate(stream.sample(codes, len(codes)), start=first):
            row = Assignment(round=in_round, juror_id=juror, candidate_id=keys[code], order=order, assigned_at=now)
            rows.append(row)
    return rows


def _is_cast(row: Assignment) -> bool:
    ballot = getattr(row, "ballot", None)
    return ballot is not None and ballot.cast_at is not None


def _last_orders(rows: Collection[Assignment]) -> dict[int, int]:
    return {row.juror_id: row.order for row in sorted(rows, key=lambda row: row.order)}


def _tell_jurors(panel: Panel, in_round: Round, moved: Moved, *, now: datetime) -> None:
    people = Juror.objects.filter(pk__in=moved.jurors, user__isnull=False, left_at=None).select_related("user")
    until = closes_at(panel, in_round)
    for juror in people.order_by("pk"):
        counts = {"fresh": moved.fresh.get(juror.pk, 0), "taken": moved.taken.get(juror.pk, 0)}
        about = f"jury:shared:{juror.pk}:{now.isoformat()}"
        written = letters.shared_anew(panel, until=until, **counts)
        write_to([juror.user] if juror.user else [], written, kind="", about=about, now=now)
