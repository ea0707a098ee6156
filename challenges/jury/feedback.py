"""What a team is told: the comment that the president agreed, and where its own score lies among all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext

from challenges.errors import gettext_noop
from challenges.journal.actions import hold_the_pen
from challenges.jury.gathering import sitting
from challenges.jury.models import Feedback, Round
from challenges.jury.presiding import (
    FEEDBACK_LENGTH,
    Distribution,
    FeedbackMoved,
    FeedbackReleased,
    NotAtThisStage,
    NotLocked,
    NotPresiding,
    distribution,
    require_text,
)
from challenges.jury.queries import counted_ballots, letter_writers
from challenges.panels.holding import tell
from challenges.panels.models import Candidate, Panel, Stage
from challenges.panels.queries import standing_candidates
from challenges.post.actions import Words, write_to
from challenges.wording import say_number

SUBJECT = gettext_noop("What the jury says of “%(project)s”")
OPENING = gettext_noop("The jury has judged your project “%(project)s”.")
SCORE = gettext_noop("The jury's score of it: %(score)s of 100.")
AMONG = gettext_noop(
    "A quarter of all projects lie below %(lower)s, half of them below %(middle)s, a quarter above %(upper)s."
)
COMMENT = gettext_noop("What the jury says to you:")
CLOSING = gettext_noop("The jury thanks you for your work.")


@dataclass(frozen=True)
class OwnScore:
    """A project's score of 0 to 100 in the last round in which it was scored, and how all of that round lie; None
    where there are too few to tell."""

    score: float
    among: Distribution | None


def comments_for(candidate: Candidate) -> list[str]:
    """What jurors wrote for the team, in an order that says nothing of who wrote it."""
    texts = [
        ballot.to_team.strip()
        for in_round in (Round.SCREENING, Round.FINAL)
        for ballot in counted_ballots(candidate.panel, in_round).filter(assignment__candidate=candidate).order_by("pk")
    ]
    return [text for text in texts if text]


def comment_counts(panel: Panel) -> Mapping[UUID, int]:
    """How many comments for the team there are, by the candidate's key."""
    found: dict[UUID, int] = {}
    for in_round in (Round.SCREENING, Round.FINAL):
        written = counted_ballots(panel, in_round).exclude(to_team="")
        for key in written.values_list("assignment__candidate", flat=True):
            found[key] = found.get(key, 0) + 1
    return found


def own_scores(panel: Panel) -> dict[str, OwnScore]:
    """By code, of every project that a ranked round scored."""
    found: dict[str, OwnScore] = {}
    for in_round in (Round.SCREENING, Round.FINAL):
        judgement = sitting(panel, in_round).tally.judgement
        if judgement is not None:
            scores = {code: min(100.0, max(0.0, float(value))) for code, value in judgement.fit.quality.items()}
            among = distribution(list(scores.values()))
            found |= {code: OwnScore(score, among) for code, score in scores.items()}
    return found


@transaction.atomic
def agree_feedback(candidate: Candidate, *, text: str, seen: str, by: AbstractBaseUser, now: datetime) -> Feedback:
    """Keeps the comment for a team, over the text that was `seen`; an empty one takes the agreement back. Raises
    NotAtThisStage, NotPresiding, FeedbackReleased, FeedbackMoved, TextTooLong."""
    locked = _held(candidate.panel, now=now)
    if locked.stage not in (Stage.DELIBERATION, Stage.LOCKED):
        raise NotAtThisStage(stage=Stage(locked.stage).label)
    writer = letter_writers(locked, [candidate])[candidate]
    if writer is None or writer.user_id != by.pk:
        raise NotPresiding
    told = require_text(text, longest=FEEDBACK_LENGTH, field="text")
    kept, _ = Feedback.objects.get_or_create(candidate=candidate)
    if kept.released_at:
        raise FeedbackReleased
    if _plain(kept.text) != _plain(seen) and kept.text != told:
        raise FeedbackMoved
    kept.text, kept.agreed_at, kept.agreed_by_id = told, now if told else None, by.pk if told else None
    kept.save(update_fields=["text", "agreed_at", "agreed_by"])
    tell(locked, "jury.feedback_agreed", by=by, now=now, project=candidate.code, is_agreed=bool(told))
    return kept


@transaction.atomic
def release_feedback(panel: Panel, *, now: datetime) -> int:
    """Sends the agreed letters to the members of the teams, once each: called by the publication. How many teams.
    Raises NotLocked."""
    locked = _held(panel, now=now)
    if locked.stage != Stage.LOCKED:
        raise NotLocked
    agreed = Feedback.objects.filter(candidate__in=standing_candidates(locked), agreed_at__isnull=False)
    scores, sent = own_scores(locked), 0
    for feedback in agreed.filter(released_at=None).select_related("candidate__project"):
        if not Feedback.objects.filter(pk=feedback.pk, released_at=None).update(released_at=now):
            continue
        _send(feedback, score=scores.get(feedback.candidate.code), now=now)
        sent += 1
    if sent:
        tell(locked, "jury.feedback_released", by=None, now=now, teams=sent)
    return sent


def letter(candidate: Candidate, *, text: str, score: OwnScore | None, is_named: bool = True) -> Words:
    """In the active language: no other team's name, and no juror's name or grade. Before the lock, when the panel may
    still be blind, it is shown with the code in place of the title."""
    project = {"project": candidate.project.title if candidate.project and is_named else candidate.code}
    parts = [gettext(OPENING) % project]
    if score is not None:
        parts.append(gettext(SCORE) % {"score": say_number(score.score)})
    if score is not None and score.among is not None:
        shown = {name: say_number(getattr(score.among, name)) for name in ("lower", "middle", "upper")}
        parts.append(gettext(AMONG) % shown)
    if text:
        parts.append(f"{gettext(COMMENT)}\n\n{text}")
    return Words(gettext(SUBJECT) % project, "\n\n".join([*parts, gettext(CLOSING)]) + "\n")


def _held(panel: Panel, *, now: datetime) -> Panel:
    """Also of a panel that is locked."""
    hold_the_pen(now)
    rows = Panel.objects.select_for_update(no_key=True, of=("self",)).select_related("edition", "challenge")
    return rows.get(pk=panel.pk)


def _send(feedback: Feedback, *, score: OwnScore | None, now: datetime) -> None:
    candidate = feedback.candidate
    if candidate.project is None:
        return
    members = get_user_model().objects.filter(memberships__team=candidate.project.team_id)
    compose = lambda: letter(candidate, text=feedback.text, score=score)  # noqa: E731  (called once a language)
    write_to(list(members), compose, kind="", about=f"feedback:{candidate.pk}", now=now)


def _plain(text: str) -> str:
    """As a form gives it back."""
    return text.replace("\r\n", "\n").strip()
