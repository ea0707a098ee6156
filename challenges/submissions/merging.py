"""What a team handed in, showed and asked becomes another team's, as far as that team may have it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import get_language

from challenges.editions.models import Edition, Phase
from challenges.errors import Refusal, gettext_noop
from challenges.mentoring.actions import move_bookings
from challenges.submissions.models import Submission
from challenges.teams.models import Team
from challenges.wording import localized


class SubmissionsTooMany(Refusal):
    """Details: phase, count, limit."""

    code = "submissions_too_many"
    message = gettext_noop(
        "In the phase %(phase)s the submissions of the two teams come to %(count)s together; a team may have at most "
        "%(limit)s."
    )
    hint = gettext_noop("They cannot merge: together they would have had more tries than the others.")


@dataclass(frozen=True)
class Sum:
    """How often two teams handed in during a phase, as far as it counts."""

    phase: Phase
    absorbed: int
    into: int

    @property
    def total(self) -> int:
        return self.absorbed + self.into

    @property
    def fits(self) -> bool:
        return self.total <= self.phase.total_limit


def sums_of(absorbed: Team, into: Team) -> list[Sum]:
    """For every phase of the edition, in the order of the challenges."""
    counted = Submission.objects.filter(team__in=[absorbed, into], is_counted=True).order_by()
    rows = counted.values_list("phase_id", "team_id").annotate(count=Count("pk"))
    counts = {(phase_id, team_id): count for phase_id, team_id, count in rows}
    return [
        Sum(phase, counts.get((phase.pk, absorbed.pk), 0), counts.get((phase.pk, into.pk), 0))
        for phase in phases_of(into.edition)
    ]


def phases_of(edition: Edition) -> list[Phase]:
    """Every phase of an edition, in the order of the challenges."""
    found = Phase.objects.filter(challenge__edition=edition).select_related("challenge__edition")
    return list(found.order_by("challenge__order", "challenge__slug", "opens_at"))


def require_sums_fit(absorbed: Team, into: Team) -> None:
    """Raises SubmissionsTooMany for the first phase that is too small for both."""
    for one in sums_of(absorbed, into):
        if one.absorbed and not one.fits:
            raise SubmissionsTooMany(phase=_name(one.phase), count=one.total, limit=one.phase.total_limit)


def _name(phase: Phase) -> str:
    language = (get_language() or "fr")[:2]
    return f"{localized(phase.challenge.title, language)} · {localized(phase.title, language)}"


def move_work(absorbed: Team, into: Team, *, now: datetime) -> None:
    """In the transaction that has both teams locked. A project page moves where the surviving team has none, and is
    deleted where it has one."""
    # The names that attempts had could be those of the other team's: both would be one submission.
    Submission.objects.filter(team=absorbed).update(team=into, request_key=None)
    taken = into.projects.values("challenge")
    absorbed.projects.exclude(challenge__in=taken).update(team=into)
    absorbed.projects.all().delete()
    absorbed.questions.update(team=into)
    move_bookings(absorbed, into, now=now)


def lost_projects(absorbed: Team, into: Team) -> list[str]:
    """The titles of the pages that a merge deletes."""
    both = absorbed.projects.filter(challenge__in=into.projects.values("challenge"))
    return list(both.values_list("title", flat=True))
