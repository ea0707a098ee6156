"""What two teams chose to count at the close becomes one team's choice, as far as there is room."""

from collections import Counter

from challenges.evaluations.choosing import standing
from challenges.submissions.models import Selection
from challenges.teams.models import Team


def lost_selections(absorbed: Team, into: Team) -> int:
    """How many of the team's choices find no place."""
    return len(_without_place(absorbed, into))


def move_selections(absorbed: Team, into: Team) -> None:
    """In the transaction that has both teams locked. The surviving team's choices stay; the other's fill what is left,
    the first to be chosen first. What came to no score moves too: it takes no place."""
    Selection.objects.filter(pk__in=_without_place(absorbed, into)).delete()
    Selection.objects.filter(team=absorbed).update(team=into)


def _without_place(absorbed: Team, into: Team) -> list[int]:
    rows = Selection.objects.filter(team__in=[absorbed, into]).select_related("phase", "submission")
    chosen = standing(list(rows.order_by("chosen_at", "pk")))
    taken = Counter(one.phase_id for one in chosen if one.team_id == into.pk)
    lost = []
    for one in chosen:
        if one.team_id == into.pk:
            continue
        if taken[one.phase_id] < one.phase.selections:
            taken[one.phase_id] += 1
        else:
            lost.append(one.pk)
    return lost
