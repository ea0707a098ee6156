"""What a jury's decision or the vote of the public says of an award: which team has which place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from challenges.ceremony.award_rules import (
    DecisionUnsound,
    LaureateGone,
    NobodyVoted,
    NotDecided,
    Source,
    ranked,
    require_vote_over,
)
from challenges.ceremony.awarded import has_poll, locked_decision, source_of, team_in_the_end
from challenges.ceremony.models import Award
from challenges.journal.models import JournalEntry
from challenges.jury.locking import read_snapshot
from challenges.jury.models import Decision
from challenges.jury.places import is_moved, places_of
from challenges.panels.models import Panel
from challenges.popular.queries import poll_of, result
from challenges.popular.rules import places
from challenges.projects.models import Project
from challenges.teams.models import Team


@dataclass(frozen=True)
class Winner:
    """A team on a rank, with the names as they are now; the components are of 100, None where there are not two.
    Without a team nobody knows any more whose project `code` was."""

    team: Team | None
    project: Project | None
    rank: int
    first: float | None = None
    second: float | None = None
    code: str = ""

    @property
    def title(self) -> str:
        return self.project.title if self.project else ""


@dataclass(frozen=True)
class Finding:
    """What a source says, and the decision where it is one."""

    winners: tuple[Winner, ...]
    decision: Decision | None = None


def winners_of(award: Award, *, now: datetime) -> Finding:
    """As many places as the award tells. Raises NotDecided, DecisionUnsound, LaureateGone, VoteRunning, NobodyVoted;
    ValueError of an award whose laureates are chosen by people."""
    source = source_of(award, has_poll=has_poll(award.edition_id))
    if source == Source.CHOICE:
        raise ValueError("people choose the laureates of this award")
    return _decided(award) if source == Source.DECISION else _voted(award, now=now)


def placed(winners: Iterable[Winner], *, told: int) -> tuple[Winner, ...]:
    """In the order of their ranks: each team once, where it stands best, and no rank beyond those told. Raises
    LaureateGone where nobody knows whose a place is."""
    seen: set[Any] = set()
    kept = []
    for winner in sorted(winners, key=lambda one: one.rank):
        key = winner.team.pk if winner.team else winner.code
        if key not in seen:
            seen.add(key)
            kept.append(winner)
    ranks = ranked([winner.rank for winner in kept])
    found = [
        Winner(one.team, one.project, rank, one.first, one.second, one.code)
        for one, rank in zip(kept, ranks, strict=True)
        if rank <= told
    ]
    for winner in found:
        if winner.team is None:
            raise LaureateGone(code=winner.code)
    return tuple(found)


def _decided(award: Award) -> Finding:
    decision = locked_decision(award)
    if decision is None or award.panel is None:
        raise NotDecided
    snapshot = read_snapshot(decision)
    if not snapshot.digest == snapshot.sha256 == decision.sha256:
        raise DecisionUnsound(sha256=decision.sha256[:12])
    results = snapshot.decision["results"]
    ranks = [(str(one["project"]), int(one["rank"])) for one in results["order"]]
    ending = places_of(ranks, results["decided"])
    # After a motion the points are no longer what the order follows from.
    both = {} if is_moved(ranks, results["decided"]) else _components(snapshot.decision)
    behind = _Behind(award.panel, snapshot.decision["about"].get("projects", {}))
    winners = (_winner(behind, code, rank, both.get(code, (None, None))) for code, rank in ending)
    return Finding(placed(winners, told=award.told), decision)


def _components(decision: Any) -> dict[str, tuple[float, float]]:
    """The jury's points and the automatic ones by project, where both count."""
    results = decision["results"]
    if decision["inputs"]["weights"]["automatic"] == "0":
        return {}
    return {
        code: (float(results["quality"][code]), float(points))
        for code, points in results["automatic"].items()
        if code in results["quality"]
    }


def _winner(behind: "_Behind", code: str, rank: int, both: tuple[float | None, float | None]) -> Winner:
    team, project = behind.of(code)
    return Winner(team, project, rank, first=both[0], second=both[1], code=code)


class _Behind:
    """Whose the projects of a panel are; `keys` are the projects' own, as they were signed."""

    def __init__(self, panel: Panel, keys: Mapping[str, str]) -> None:
        rows = panel.candidates.filter(withdrawn_at=None).select_related("project__team__merged_into")
        self.candidates = {candidate.code: candidate for candidate in rows}
        self.keys = keys

    def of(self, code: str) -> tuple[Team | None, Project | None]:
        """Of a page that was deleted the journal still knows the team. Nobody of a project that was withdrawn."""
        candidate = self.candidates.get(code)
        if candidate is None:
            return None, None
        if candidate.project is not None:
            return team_in_the_end(candidate.project.team), candidate.project
        return self._of_the_deleted(code), None

    def _of_the_deleted(self, code: str) -> Team | None:
        line = JournalEntry.objects.filter(subject=f"project:{self.keys.get(code)}").order_by("-number").first()
        found = Team.objects.filter(pk=line.details["team"]).first() if line and line.details.get("team") else None
        return team_in_the_end(found) if found else None


def _voted(award: Award, *, now: datetime) -> Finding:
    poll = poll_of(award.edition)
    if poll is None:
        raise NobodyVoted
    require_vote_over(poll.closes_at, now=now)
    counted = {key: place.votes for key, place in result(poll, now=now).items() if place.votes}
    rows = Project.objects.filter(pk__in=counted).select_related("team__merged_into")
    projects = {row.pk: row for row in (rows.filter(challenge=award.challenge_id) if award.challenge_id else rows)}
    standing = places({key: votes for key, votes in counted.items() if key in projects})
    if not standing:
        raise NobodyVoted
    found = (Winner(projects[key].team, projects[key], place.rank) for key, place in standing.items())
    return Finding(placed(sorted(found, key=lambda one: str(one.team)), told=award.told))
