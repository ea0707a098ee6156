"""What a site holds beside submissions after a long edition: people, the journal, letters, pairs, questions,
juries, stages.

It is written straight into the tables, as `crowded` does, in numbers that nobody will exceed soon; the journal's chain
is whole.
"""

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import OuterRef, Subquery

from challenges.checks.actions import ask_check
from challenges.chronicle.actions import place_missing
from challenges.crew.actions import invite_organizer
from challenges.editions.models import Edition
from challenges.evaluations.models import Evaluation, Score, State
from challenges.hooks.actions import make_hook
from challenges.hooks.models import Delivery
from challenges.journal.actions import hold_the_pen
from challenges.journal.models import JournalEntry
from challenges.journal.rules import Line, hash_of
from challenges.leaderboards.rejudging import ask_rejudge
from challenges.likeness.models import Fingerprint, Likeness
from challenges.mailing.models import GroupLetter
from challenges.mailing.queries import about_of
from challenges.making.actions import begin
from challenges.mentoring.models import MentorBooking
from challenges.operations.models import FailedTask
from challenges.post.models import Letter
from challenges.projects.models import Project, ProjectPicture
from challenges.questions.models import Question
from challenges.submissions.models import Disqualification, Submission, SubmissionNote
from challenges.teams.models import Membership, RulesAcceptance
from datasets.vault.models import Access, Extract
from smartport.accounts.models import Consent, User
from tests.benchmarks.crowded import Crowd, fill, hurry, in_batches, unhurry
from tests.benchmarks.judged import make_juries
from tests.benchmarks.staged import make_stage
from tests.factories import make_announcement, make_faq, make_item, make_mail_text, make_partner, make_slot
from tests.factories.editions import texts
from tests.factories.letters import make_letter
from tests.factories.projects import picture_bytes

MEMBERS = 2  # of a team
CREW = 30
PAIRS, DISQUALIFIED, NOTES = 3_000, 2_500, 500
LETTERS, DELIVERIES, FAILURES = 120, 20_000, 400
QUESTIONS, SLOTS, NEWS, SOME = 2_000, 500, 100, 60
LONG_AGO = timedelta(days=5 * 366)
WAITING, BROKEN, CRASHED = 500, 1_500, 3_000


def make_busy(crowds: Sequence[Crowd], *, by: User, now: datetime) -> None:
    """All of it, in the edition of these crowds."""
    edition = crowds[0].phase.challenge.edition
    draw = random.Random(11)
    people(crowds, now=now)
    ends(crowds, now=now)
    journal(now=now)
    marks(crowds[0], by=by, now=now)
    pairs(crowds[0], draw=draw, now=now)
    post(edition, by=by, now=now)
    talk(crowds, by=by, now=now)
    happening(crowds[0], now=now)
    machinery(crowds[0], by=by, now=now)
    rejudged(crowds[0], draw=draw, by=by, now=now)
    under_way(crowds[0], by=by, now=now)
    make_juries(crowds, by=by, now=now)
    make_stage(crowds, by=by, now=now)


def people(crowds: Sequence[Crowd], *, now: datetime) -> None:
    """The members of every team, who agreed to everything, and the crew; the captains handed in."""
    teams, edition = crowds[0].teams, crowds[0].phase.challenge.edition
    empty = [team for team in teams if not team.memberships.exists()]
    rows = [
        User(username=f"p{n}", email=f"p{n}@smartport.test", display_name=f"Samira Alaoui {n}", agreed_terms=1)
        for n in range(MEMBERS * len(empty))
    ]
    crew = [
        User(username=f"c{n}", email=f"c{n}@smartport.test", display_name=f"Crew {n}", is_staff=True)
        for n in range(CREW)
    ]
    for one in rows[::2]:
        one.date_joined = now - LONG_AGO
    User.objects.bulk_create(rows, batch_size=500)
    User.objects.bulk_create(crew)
    joined = [
        Membership(team=empty[n // MEMBERS], edition=edition, user=one, is_captain=n % MEMBERS == 0, joined_at=now)
        for n, one in enumerate(rows)
    ]
    Membership.objects.bulk_create(joined, batch_size=500)
    agreed = [
        RulesAcceptance(user=one, challenge=crowd.phase.challenge, version=1, accepted_at=now)
        for crowd in crowds
        for one in rows
    ]
    RulesAcceptance.objects.bulk_create(agreed, batch_size=500)
    said = [
        Consent(user=one, purpose=each, version=1, given_at=now)
        for one in rows
        for each in ("terms", "contact", "publication")
    ]
    Consent.objects.bulk_create(said, batch_size=500)
    captain = Membership.objects.filter(team=OuterRef("team"), is_captain=True).values("user")
    Submission.objects.update(by=Subquery(captain[:1]))


def ends(crowds: Sequence[Crowd], *, now: datetime) -> None:
    """The newest of the last challenge wait or broke; the oldest crashed, where a search for that comes last."""
    last = Evaluation.objects.filter(submission__phase=crowds[-1].phase)
    newest = list(last.order_by("-submission__received_at").values_list("pk", flat=True)[: WAITING + BROKEN])
    oldest = list(last.order_by("submission__received_at").values_list("pk", flat=True)[:CRASHED])
    told = {"state": State.BROKEN, "outcome": "", "trouble": "engine_gone: it does not answer", "tries": 3}
    changes: list[tuple[list[Any], dict[str, Any]]] = [
        (oldest, {"state": State.FAILED, "outcome": "crashed"}),
        (newest[:WAITING], {"state": State.QUEUED, "outcome": "", "queued_at": now - timedelta(minutes=20)}),
        (newest[WAITING:], {**told, "finished_at": now}),
    ]
    for keys, change in changes:
        for numbers in in_batches(range(len(keys)), size=500):
            Evaluation.objects.filter(pk__in=[keys[number] for number in numbers]).update(**change)
    begun = {"started_at": now - timedelta(seconds=50), "finished_at": now - timedelta(seconds=10)}
    Evaluation.objects.filter(state__in=[State.SCORED, State.FAILED]).update(**begun)


def journal(*, now: datetime) -> None:
    """Two lines for every submission: handed in, and what became of it; each with what it is about."""
    hurry()
    found = Evaluation.objects.order_by("submission__received_at").values_list("submission", "pk", "submission__by")
    columns = ("number", "at", "by_id", "actor", "deed", "subject", "previous_hash", "hash")
    with transaction.atomic():
        hold_the_pen(now)
        opening = JournalEntry.objects.order_by("-number")[0]
        fill(JournalEntry(details={}), columns, _lines(list(found), opening, now=now))
    unhurry()
    while place_missing():
        pass


def _lines(rows: Any, before: JournalEntry, *, now: datetime) -> Iterator[tuple[Any, ...]]:
    number, previous = before.number, before.hash
    for submission, evaluation, by in rows:
        for deed, subject, actor in (
            ("submission.received", f"submission:{submission}", f"user:{by}"),
            ("evaluation.scored", f"evaluation:{evaluation}", "evaluations"),
        ):
            number += 1
            line = Line(number, now, actor, deed, subject, {}, previous)
            person = by if actor.startswith("user") else None
            yield number, now, person, actor, deed, subject, previous, (previous := hash_of(line))


def marks(crowd: Crowd, *, by: User, now: datetime) -> None:
    """Submissions that organizers took out, or noted something about."""
    best = crowd.board.best_scores.values("evaluation__submission")
    others = crowd.phase.submissions.exclude(pk__in=best).order_by("pk")
    keys = list(others.values_list("pk", flat=True)[:DISQUALIFIED])
    out = [Disqualification(submission_id=key, reason=texts("Copied"), decided_at=now, decided_by=by) for key in keys]
    Disqualification.objects.bulk_create(out, batch_size=500)
    notes = [SubmissionNote(submission_id=key, by=by, text="To look at", written_at=now) for key in keys[:NOTES]]
    SubmissionNote.objects.bulk_create(notes, batch_size=500)


def pairs(crowd: Crowd, *, draw: random.Random, now: datetime) -> None:
    """A fingerprint of every team's best, and pairs of them."""
    best = list(crowd.board.best_scores.order_by("pk").values_list("evaluation__submission", flat=True))
    given = {"phase": crowd.phase, "kind": "predictions", "sketch": {"a": 1.0}, "size": 1000, "taken_at": now}
    taken = [Fingerprint(submission_id=key, sort_value=float(n), **given) for n, key in enumerate(best)]
    Fingerprint.objects.bulk_create(taken, batch_size=500)
    chosen = {tuple(draw.sample(best, 2)) for _ in range(PAIRS)}
    evidence = {"compared": 200, "agreement": 0.9, "ranks": 0.99, "points": [[n / 200, n / 200] for n in range(200)]}
    about = {"phase": crowd.phase, "kind": "predictions", "evidence": evidence, "found_at": now}
    found = [Likeness(first_id=one, second_id=two, score=draw.random(), **about) for one, two in chosen]
    Likeness.objects.bulk_create(found, batch_size=200)


def post(edition: Edition, *, by: User, now: datetime) -> None:
    """Letters to groups; the last but one went to all members, of whom some had no luck with it."""
    letters = [make_letter(edition, by=by, now=now + timedelta(seconds=n)) for n in range(LETTERS)]
    made = [
        Letter(to=one, address=one.email, about=about_of(letter), language="fr", subject="Avis", body="Bonjour")
        for letter in letters[-6:-1]
        for one in User.objects.filter(is_staff=False)
    ]
    for n, letter in enumerate(made):
        letter.written_at = letter.not_before = now
        letter.sent_at, letter.tries = (None, 9) if n % 100 == 0 else (now, 1)
    Letter.objects.bulk_create(made, batch_size=500)
    sent = GroupLetter.objects.filter(pk__in=[letter.pk for letter in letters[:-1]])
    sent.update(sent_at=now, written_at=now, sent_by=by)


def talk(crowds: Sequence[Crowd], *, by: User, now: datetime) -> None:
    """Questions, half of them answered; announcements, frequent questions and mail texts."""
    edition, teams = crowds[0].phase.challenge.edition, crowds[0].teams
    asked = [
        Question(
            challenge=crowds[n % len(crowds)].phase.challenge,
            team=teams[n % len(teams)],
            language="fr",
            text="Les marées sont-elles données ?",
            asked_at=now,
            **({"answered_at": now, "answer": "Oui.", "is_public": True, "answered_by": by} if n % 2 else {}),
        )
        for n in range(QUESTIONS)
    ]
    Question.objects.bulk_create(asked, batch_size=500)
    for n in range(NEWS):
        make_announcement(edition, title=f"Fog {n}", published_at=now)
        make_faq(edition, question=f"Who may play? {n}")
        make_mail_text(f"Welcome {n}")


def happening(crowd: Crowd, *, now: datetime) -> None:
    """Partners, agenda, mentors' hours that are booked, and a project page of every team."""
    edition, teams = crowd.phase.challenge.edition, crowd.teams
    for n in range(NEWS):
        make_partner(edition, short_name=f"ANP {n}")
        make_item(edition, title=f"Webinar {n}", starts_at=now + timedelta(hours=n))
    slots = [make_slot(edition, starts_at=now + timedelta(hours=n)) for n in range(SLOTS)]
    booked = [MentorBooking(slot=slot, team=team, booked_at=now) for slot, team in zip(slots, teams, strict=False)]
    MentorBooking.objects.bulk_create(booked, batch_size=500)
    shown = [Project(challenge=crowd.phase.challenge, team=team, title=team.name, changed_at=now) for team in teams]
    Project.objects.bulk_create(shown, batch_size=500)


def machinery(crowd: Crowd, *, by: User, now: datetime) -> None:
    """A webhook with all it was told, and tasks that failed."""
    hook = make_hook(
        crowd.phase.challenge.edition, None, url="https://receiver.invalid/", events=["phase.closed"], by=by, now=now
    )
    told = [
        Delivery(webhook=hook, about=str(n), event="test", body="{}", made_at=now, not_before=now, state="delivered")
        for n in range(DELIVERIES)
    ]
    Delivery.objects.bulk_create(told, batch_size=500)
    failed = [
        FailedTask(task="datasets.tasks.read", likeness=uuid.uuid4().hex, error="?", first_at=now, last_at=now)
        for _ in range(FAILURES)
    ]
    FailedTask.objects.bulk_create(failed, batch_size=500)


def rejudged(crowd: Crowd, *, draw: random.Random, by: User, now: datetime) -> None:
    """All of a phase evaluated again, every result a little different; nobody has applied it yet."""
    rejudge = ask_rejudge(crowd.phase, reason=texts("A better scorer"), by=by, now=now)
    again = Evaluation.objects.filter(rejudge=rejudge)
    again.update(state=State.SCORED, outcome="scored", started_at=now, finished_at=now, tries=1)
    first = Score.objects.filter(evaluation__submission__phase=crowd.phase).values_list(
        "evaluation__submission", "part", "key", "value"
    )
    keys = dict(again.values_list("submission", "pk"))
    anew = ((keys[one], part, key, value + draw.random() / 10) for one, part, key, value in list(first) if one in keys)
    with transaction.atomic():
        fill(Score(), ("evaluation_id", "part", "key", "value"), anew)


def under_way(crowd: Crowd, *, by: User, now: datetime) -> None:
    """One of each thing that organizers have begun."""
    edition, challenge = crowd.phase.challenge.edition, crowd.phase.challenge
    invite_organizer(edition, email="ruth@smartport.test", challenges=[], is_limited=False, by=by, now=now)
    begin(edition, way="release", by=by, now=now)
    ask_check(crowd.phase.bundles.get(), by=by, now=now)
    file = default_storage.save("", ContentFile(picture_bytes()))
    shown = Project.objects.get(challenge=challenge, team=crowd.teams[0])
    ProjectPicture.objects.create(project=shown, content=file, width=64, height=48)
    for n in range(SOME):
        kept = {"state": "ready", "size": 10**9, "rows": 10**6, "created_at": now, "changed_at": now, "kept_by": by}
        extract = Extract.objects.create(name=f"passages-{n}", delete_after=now.date(), **kept)
        seen = [Access(extract=extract, at=now, by=by, actor=f"user:{by.pk}", deed="extract.seen") for _ in range(SOME)]
        Access.objects.bulk_create(seen)
