"""Juries and the public's vote among a crowd: panels at every stage, as large as they will hardly be, with ballots."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice, product

from challenges.jury.gathering import sitting
from challenges.jury.locking import digest_in_view, sign_first, sign_second
from challenges.jury.models import Assignment, Ballot, Recusal, Round
from challenges.panels.inviting import invite_juror
from challenges.panels.models import Candidate, Criterion, Juror, Panel, Relation, Seat, Stage, Tie
from challenges.panels.ready_rubric import ready_rubric
from challenges.panels.rules import CODE_DIGITS, CODE_LETTERS
from challenges.panels.seating import Place
from challenges.popular.models import Poll, Vote
from challenges.projects.models import Project
from smartport.accounts.models import User
from tests.benchmarks.crowded import Crowd
from tests.factories.editions import texts

JURORS, GONE, PROJECTS, FINALISTS, EACH = 24, 2, 120, 8, 3
ANCHORS = 2
CAST = 0.8  # of the ballots of a round that goes on
STAGES = (Stage.SCREENING, Stage.DRAFT, Stage.SELECTION, Stage.FINAL, Stage.DELIBERATION, Stage.LOCKED)


def make_juries(crowds: Sequence[Crowd], *, by: User, now: datetime) -> None:
    """A panel for each challenge, the first in its screening, one of the whole edition, and a vote that goes on."""
    draw = random.Random(13)
    edition = crowds[0].phase.challenge.edition
    jurors = [User(username=f"j{n}", email=f"j{n}@smartport.test", display_name=f"Juror {n}") for n in range(JURORS)]
    User.objects.bulk_create(jurors)
    for crowd, stage in zip(crowds, STAGES, strict=True):
        _show(crowd, now=now)
        panel = Panel.objects.create(**_told(crowd, stage, now=now))
        _fill(panel, crowd, jurors, draw=draw, by=by, now=now)
    whole = Panel.objects.create(**{**_told(crowds[0], Stage.FINAL, now=now), "challenge": None})
    _fill(whole, crowds[0], jurors, draw=draw, by=by, now=now)
    poll = Poll.objects.create(edition=edition, opens_at=now - timedelta(days=3), closes_at=now + timedelta(days=3))
    _vote(poll, draw=draw, now=now)


def _told(crowd: Crowd, stage: Stage, *, now: datetime) -> dict[str, object]:
    challenge = crowd.phase.challenge
    return {
        "edition": challenge.edition,
        "challenge": challenge,
        "title": texts(f"Jury of {challenge.slug}"),
        "stage": stage,
        "ballots_each": EACH,
        "finalists": FINALISTS,
        "anchors": ANCHORS,
        "opened_at": None if stage == Stage.DRAFT else now,
        "created_at": now,
        "screening_closes_at": now + timedelta(days=1),
        "final_closes_at": now + timedelta(days=2),
    }


def _show(crowd: Crowd, *, now: datetime) -> None:
    """As many projects as the panel takes."""
    challenge = crowd.phase.challenge
    if not challenge.projects.exists():
        shown = [
            Project(challenge=challenge, team=team, title=team.name, is_public=True, changed_at=now)
            for team in crowd.teams[:PROJECTS]
        ]
        Project.objects.bulk_create(shown)


def _fill(panel: Panel, crowd: Crowd, people: Sequence[User], *, draw: random.Random, by: User, now: datetime) -> None:
    """Criteria, seats, projects, what jurors declared, and who scored what."""
    rubric = [Criterion(panel=panel, order=order, **values) for order, values in enumerate(ready_rubric())]
    Criterion.objects.bulk_create(rubric)
    jurors = _seats(panel, people, now=now)
    candidates = _candidates(panel, crowd, draw=draw)
    Tie.objects.bulk_create([Tie(juror=juror, relation=Relation.MENTOR, name="Alizés 17") for juror in jurors])
    recused = [
        Recusal(juror=juror, candidate=one, relation=Relation.OTHER, at=now)
        for juror, one in zip(jurors, candidates[-JURORS:], strict=True)
    ]
    Recusal.objects.bulk_create(recused)
    if panel.stage != Stage.LOCKED:
        invite_juror(panel, Place(Seat.RESERVE, "INRH"), email=f"una@{panel.pk}.test", by=by, now=now)
    for in_round in _rounds(panel):
        _score(panel, in_round, jurors, candidates, draw=draw, now=now)
    if panel.stage == Stage.LOCKED:
        _lock(panel, jurors, now=now)


def _lock(panel: Panel, jurors: Sequence[Juror], *, now: datetime) -> None:
    """President and deputy sign what the ballots say."""
    panel.stage = Stage.DELIBERATION
    panel.save()
    seen = digest_in_view(sitting(panel, Round.FINAL))
    president, deputy = jurors[0].user, jurors[1].user
    assert president
    assert deputy
    first = sign_first(panel, name="Juror 0", deliberation="We talked.", seen=seen, by=president, now=now)
    sign_second(panel, name="Juror 1", seen=first.sha256, by=deputy, now=now)


def _seats(panel: Panel, people: Sequence[User], *, now: datetime) -> list[Juror]:
    seats = [Seat.PRESIDENT, Seat.DEPUTY, *[Seat.JUROR] * (len(people) - 2)]
    signed = {"joined_at": now, "declared_at": now, "declaration_version": 1}
    rows = [
        Juror(panel=panel, user=user, seat=seat, institution=f"Institute {n}", declared_name=str(user), **signed)
        for n, (user, seat) in enumerate(zip(people, seats, strict=True))
    ]
    for gone in rows[-GONE:]:
        gone.left_at = now
    Juror.objects.bulk_create(rows)
    return list(panel.jurors.order_by("pk"))


def _candidates(panel: Panel, crowd: Crowd, *, draw: random.Random) -> list[Candidate]:
    codes = ["".join(signs) for signs in islice(product(CODE_LETTERS, CODE_DIGITS, CODE_LETTERS, CODE_DIGITS), 5_000)]
    projects = crowd.phase.challenge.projects.order_by("pk")[:PROJECTS]
    is_chosen = panel.stage in (Stage.FINAL, Stage.DELIBERATION, Stage.LOCKED)
    rows = [
        Candidate(panel=panel, project=one, code=code, is_anchor=n < ANCHORS, is_finalist=is_chosen and n < FINALISTS)
        for n, (one, code) in enumerate(zip(projects, draw.sample(codes, PROJECTS), strict=True))
    ]
    return Candidate.objects.bulk_create(rows)


def _rounds(panel: Panel) -> list[Round]:
    """Those that have begun."""
    if panel.stage == Stage.DRAFT:
        return []
    return [Round.SCREENING] if panel.stage in (Stage.SCREENING, Stage.SELECTION) else [Round.SCREENING, Round.FINAL]


def _score(
    panel: Panel,
    in_round: Round,
    jurors: Sequence[Juror],
    candidates: Sequence[Candidate],
    *,
    draw: random.Random,
    now: datetime,
) -> None:
    """Anchors and finalists by everybody, the rest by some; of a round that goes on not all have been cast."""
    is_final = in_round == Round.FINAL
    asked = [one for one in candidates if one.is_finalist or not is_final]
    pairs = [
        (juror, one)
        for one in asked
        for juror in (jurors if is_final or one.is_anchor else draw.sample(list(jurors), EACH))
    ]
    rows = [
        Assignment(round=in_round, juror=juror, candidate=one, order=n, assigned_at=now)
        for n, (juror, one) in enumerate(pairs)
    ]
    Assignment.objects.bulk_create(rows, batch_size=500)
    goes_on = str(panel.stage) == str(in_round)
    keys = [criterion["key"] for criterion in ready_rubric()]
    ballots = [
        Ballot(
            assignment=row,
            grades={key: draw.randint(1, 5) for key in keys},
            to_team="Clear, and close to the quay. " * 4,
            version=3,
            seconds=600,
            saved_at=now,
            cast_at=now if not goes_on or draw.random() < CAST else None,
        )
        for row in rows
    ]
    Ballot.objects.bulk_create(ballots, batch_size=500)


def _vote(poll: Poll, *, draw: random.Random, now: datetime) -> None:
    """Everybody who plays has voted, over some days."""
    shown = list(Project.objects.filter(is_public=True).order_by("pk").values_list("pk", flat=True))
    voters = User.objects.filter(username__startswith="p").order_by("pk").values_list("pk", flat=True)
    votes = []
    for voter in voters:
        at = now - timedelta(hours=draw.randint(0, 72))
        votes.append(Vote(poll=poll, voter_id=voter, project_id=draw.choice(shown), first_at=at, at=at))
    Vote.objects.bulk_create(votes, batch_size=500)
