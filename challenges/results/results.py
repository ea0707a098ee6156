"""The results of an edition as plain JSON values: what is published, and frozen then.

Names, titles and texts are copied, so that they are there when a page or a team is not. People of teams are not in it:
whoever agreed to be named is named beside it (published.named_people), until they say otherwise. Nobody's grade is in
it, no component of a score that only the jury gave, and no last place.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Prefetch, QuerySet

from challenges.ceremony.models import Award, AwardKind, Laureate
from challenges.editions.models import Challenge, Edition, Phase
from challenges.jury.models import Decision, Recusal, Round
from challenges.jury.queries import counted_ballots
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.rules import primary_column
from challenges.panels.models import Panel, Seat
from challenges.popular.queries import poll_of, turnout
from challenges.projects.models import Project, ProjectPicture
from challenges.results.publication_rules import shown_rows, told_places
from challenges.submissions.models import Submission
from challenges.teams.models import Team

FORMAT = 1


def results_of(edition: Edition) -> dict[str, Any]:
    """As they are now; the same for the same rows, so that a digest tells whether anything moved."""
    poll, awards = poll_of(edition), awards_of(edition)
    return {
        "format": FORMAT,
        "edition": {
            "slug": edition.slug,
            "title": edition.title,
            "summary": edition.summary,
            "zone": edition.zone,
            "opens_at": edition.opens_at.isoformat(),
            "closes_at": edition.closes_at.isoformat(),
        },
        "partners": list(edition.partners.values("short_name", "name", "address")),
        "counts": _counts(edition),
        "awards": [_award(award) for award in awards],
        "challenges": [_challenge(challenge) for challenge in challenges_of(edition)],
        "juries": [_jury(panel, decision) for panel, decision in _locked(edition)],
        "poll": {"closes_at": poll.closes_at.isoformat(), "voters": turnout(poll)} if poll else None,
    }


def preview_of(edition: Edition) -> dict[str, Any]:
    """The same for those who prepare the evening: what boards hold back is read by nobody before it is told."""
    results = results_of(edition)
    held = Leaderboard.objects.filter(phase__challenge__edition=edition, told_at=None)
    phases = set(held.values_list("phase__challenge__slug", "phase__slug"))
    for challenge in results["challenges"]:
        board = challenge["board"]
        if board and (challenge["slug"], board["phase"]) in phases:
            challenge["board"] = {**board, "rows": [], "is_held": True}
    return results


def awards_of(edition: Edition) -> list[Award]:
    """Main prizes first, then in the awards' own order."""
    shown = Prefetch("pictures", ProjectPicture.objects.order_by("order", "pk"))
    projects = Project.objects.select_related("challenge").prefetch_related(shown)
    laureates = Laureate.objects.order_by("rank", "team_name").select_related("team")
    rows = edition.awards.select_related("challenge", "partner", "panel").prefetch_related(
        Prefetch("laureates", laureates.prefetch_related(Prefetch("project", projects)))
    )
    return sorted(rows, key=lambda award: (award.kind != AwardKind.MAIN, award.order, str(award.pk)))


def told_laureates(award: Award) -> list[Laureate]:
    """Those who are told on the stage, by rank."""
    return told_places(list(award.laureates.all()), told=award.told)


def challenges_of(edition: Edition) -> QuerySet[Challenge]:
    """Those that everybody sees, in the edition's order."""
    phases = Phase.objects.select_related("leaderboard").order_by("-closes_at", "-pk")
    return edition.challenges.filter(is_published=True).prefetch_related(Prefetch("phases", phases))


def pictures_of(edition: Edition) -> dict[str, str]:
    """The storage names of the pictures that the results show, by digest."""
    found = (_picture(one) for award in awards_of(edition) for one in told_laureates(award))
    return {_digest(picture): str(picture.content.name) for picture in found if picture}


def _counts(edition: Edition) -> dict[str, int]:
    teams = Team.objects.filter(edition=edition, is_baseline=False, merged_into=None)
    handed_in = Submission.objects.filter(phase__challenge__edition=edition, team__is_baseline=False)
    return {
        "teams": teams.count(),
        "people": get_user_model().objects.filter(memberships__team__in=teams).distinct().count(),
        "submissions": handed_in.count(),
        "projects": Project.objects.filter(challenge__edition=edition, team__in=teams).count(),
    }


def _award(award: Award) -> dict[str, Any]:
    return {
        "kind": award.kind,
        "title": award.title,
        "about": award.about,
        "prize": award.prize,
        "handed_by": award.handed_by,
        "partner": award.partner.short_name if award.partner else "",
        "challenge": _named(award.challenge) if award.challenge else None,
        "jury": award.panel.title if award.panel else None,
        "laureates": [_laureate(one) for one in told_laureates(award)],
    }


def _laureate(one: Laureate) -> dict[str, Any]:
    project, picture = one.project, _picture(one)
    return {
        "id": str(one.pk),
        "rank": one.rank,
        "team": one.team_name,
        "team_id": str(one.team_id),
        "project": one.project_title,
        "project_id": str(project.pk) if project and _is_shown(project) else None,
        "challenge": _named(project.challenge) if project else None,
        "citation": one.citation,
        "picture": {
            "sha256": _digest(picture),
            "width": picture.width,
            "height": picture.height,
            "caption": picture.caption,
        }
        if picture
        else None,
    }


def _picture(one: Laureate) -> ProjectPicture | None:
    """The first of the project's page, where everybody sees that."""
    if one.project is None or not _is_shown(one.project):
        return None
    return next(iter(one.project.pictures.all()), None)


def _digest(picture: ProjectPicture) -> str:
    return str(picture.content.name).rsplit("/", 1)[-1]


def _is_shown(project: Project) -> bool:
    return project.is_public and project.hidden_at is None


def _named(challenge: Challenge) -> dict[str, Any]:
    return {"slug": challenge.slug, "title": challenge.title}


def _challenge(challenge: Challenge) -> dict[str, Any]:
    boards = [(phase, getattr(phase, "leaderboard", None)) for phase in challenge.phases.all()]
    closed = [(phase, board) for phase, board in boards if board is not None and board.closed_at]
    return {
        **_named(challenge),
        "summary": challenge.summary,
        "board": _board(*closed[0]) if closed else None,
    }


def _board(phase: Phase, board: Leaderboard) -> dict[str, Any]:
    """Of the last phase that is closed."""
    column = primary_column(board.columns)
    ranked = board.standings.filter(rank__isnull=False).order_by("position")
    count = ranked.count()
    return {
        "phase": phase.slug,
        "title": phase.title,
        "teams": count,
        "column": {name: column[name] for name in ("key", "title", "unit", "decimals", "better")},
        "rows": [
            {"rank": row.rank, "team": row.team.name, "score": row.private_values.get(column["key"])}
            for row in ranked.select_related("team")[: shown_rows(count)]
        ],
    }


def _locked(edition: Edition) -> list[tuple[Panel, Decision]]:
    rows = Decision.objects.filter(panel__edition=edition, locked_at__isnull=False, withdrawn_at=None)
    rows = rows.select_related("panel__challenge", "panel__edition").order_by("panel__created_at", "pk")
    return [(decision.panel, decision) for decision in rows]


def _jury(panel: Panel, decision: Decision) -> dict[str, Any]:
    """Who sat, by what they judged, and what their minutes say, without a grade of anybody's."""
    criteria = list(panel.criteria.order_by("order", "pk"))
    whole = sum(one.weight for one in criteria) or 1
    return {
        "title": panel.title,
        "challenge": _named(panel.challenge) if panel.challenge else None,
        "jury_weight": panel.jury_weight,
        "automatic_weight": panel.automatic_weight,
        "criteria": [
            {"title": one.title, "about": one.about, "percent": round(100 * one.weight / whole, 1)} for one in criteria
        ],
        "members": _members(panel),
        "minutes": {
            "has_screening": panel.has_screening,
            "projects": panel.candidates.filter(withdrawn_at=None).count(),
            "finalists": panel.candidates.filter(withdrawn_at=None, is_finalist=True).count(),
            "ballots": sum(counted_ballots(panel, in_round).count() for in_round in Round),
            "recusals": Recusal.objects.filter(juror__panel=panel, candidate__withdrawn_at=None).count(),
            "motions": panel.motions.filter(is_carried=True).count(),
            "has_deliberation": bool(decision.deliberation),
        },
        "decision": {
            "sha256": decision.sha256,
            "program": decision.program_version,
            "locked_at": decision.locked_at.isoformat() if decision.locked_at else None,
            "signed_by": [decision.first_name, decision.second_name],
        },
    }


def _members(panel: Panel) -> list[dict[str, str]]:
    """Under the names they signed with: those who signed and are still seated; a reserve that was not called in did
    not judge."""
    order = {Seat.PRESIDENT.value: 0, Seat.DEPUTY.value: 1}
    rows = panel.jurors.filter(declared_at__isnull=False, left_at=None).exclude(seat=Seat.RESERVE)
    ordered = sorted(rows.order_by("joined_at", "pk"), key=lambda one: order.get(one.seat, 2))
    return [{"name": one.declared_name, "institution": one.institution, "seat": one.seat} for one in ordered]
