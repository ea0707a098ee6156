"""A team's own submissions of a phase side by side: found, sorted, drawn and compared by the public part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from challenges.editions.models import Phase
from challenges.evaluations.choosing import HOPEFUL
from challenges.evaluations.models import Part, Score, State
from challenges.evaluations.queries import counting
from challenges.folding import fold
from challenges.submissions.models import Selection, Submission
from challenges.submissions.queries import is_disqualified
from challenges.teams.models import Team

RECEIVED = "received"
STATES = (RECEIVED, *State.values)


@dataclass(frozen=True)
class Logged:
    """One line of the logbook; `scores` are of the public part and empty unless it was scored."""

    id: UUID
    received_at: datetime
    file_name: str
    message: str
    tags: tuple[str, ...]
    state: str
    scores: dict[str, float]
    is_chosen: bool  # and it may still count
    is_disqualified: bool = False

    def mentions(self, words: Sequence[str]) -> bool:
        """Whether each of these folded words stands in its name, note or tags."""
        text = fold(" ".join((self.file_name, self.message, *self.tags)))
        return all(word in text for word in words)

    def has_tag(self, tag: str) -> bool:
        """Case, accents and Arabic letter forms aside."""
        return fold(tag) in {fold(own) for own in self.tags}


def logbook(team: Team, phase: Phase) -> list[Logged]:
    """All that a team handed in during a phase, newest first: four queries, whatever the number (which the phase's
    limit keeps small)."""
    rows = Submission.objects.filter(team=team, phase=phase).order_by("-received_at", "-pk")
    told = rows.annotate(out=is_disqualified())
    noted = list(told.values_list("pk", "received_at", "file_name", "message", "tags", "out"))
    latest = _latest([row[0] for row in noted])
    scores = _public_scores([key for key, state in latest.values() if state == State.SCORED])
    chosen = set(Selection.objects.filter(team=team, phase=phase).values_list("submission_id", flat=True))
    lines = []
    for pk, received_at, file_name, message, tags, out in noted:
        evaluation, state = latest.get(pk, (None, RECEIVED))
        of_it = scores.get(evaluation, {}) if evaluation else {}
        stands = pk in chosen and state in {RECEIVED, *HOPEFUL} and not out
        lines.append(Logged(pk, received_at, file_name, message, tuple(tags), state, of_it, stands, out))
    return lines


def _latest(submissions: Sequence[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """The evaluation that speaks for each, and its state."""
    found = counting().filter(submission__in=submissions).order_by("bundle__published_at", "attempt")
    return {of: (key, state) for of, key, state in found.values_list("submission_id", "pk", "state")}


def _public_scores(evaluations: Sequence[UUID]) -> dict[UUID, dict[str, float]]:
    scores: dict[UUID, dict[str, float]] = {}
    found = Score.objects.filter(evaluation__in=evaluations, part=Part.PUBLIC).order_by("pk")
    for evaluation, key, value in found.values_list("evaluation_id", "key", "value"):
        scores.setdefault(evaluation, {})[key] = value
    return scores
