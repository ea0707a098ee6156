"""The results of an edition as plain JSON values: what is published, and frozen then.

Names, titles and texts are copied, so that they are there when a page or a team is not. People of teams are not in it:
whoever agreed to be named is named beside it (published.named_people), until they say otherwise. Nobody's grade is in
it, no component of a score that only the jury gave, and no last place.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from challenges.ceremony.models import Award, Laureate
from challenges.editions.models import Challenge, Edition
from challenges.leaderboards.models import Leaderboard, Standing
from challenges.leaderboards.rules import primary_column
from challenges.popular.models import Poll
from challenges.popular.queries import votes_that_count
from challenges.projects.models import Project, ProjectPicture
from challenges.results.counting import counted
from challenges.results.juries import juries_of
from challenges.results.publication_rules import MOST_ROWS, shown_rows
from challenges.results.waiting import Waiting, all_told, told_laureates
from challenges.submissions.models import Submission
from challenges.teams.models import Membership, Team

FORMAT = 1
Row = Mapping[str, Any]


def results_of(waiting: Waiting) -> dict[str, Any]:
    """As they are now; the same for the same rows, so that a digest tells whether anything moved."""
    edition = waiting.edition
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
        "awards": [_award(award) for award in waiting.awards],
        "challenges": _challenges(waiting),
        "juries": juries_of(edition),
        "poll": _poll(edition),
    }


def preview_of(waiting: Waiting) -> dict[str, Any]:
    """The same for those who prepare the evening: what boards hold back is read by nobody before it is told."""
    results = results_of(waiting)
    held = {(one.phase.challenge.slug, one.phase.slug) for one in waiting.boards if one.told_at is None}
    for challenge in results["challenges"]:
        board = challenge["board"]
        if board and (challenge["slug"], board["phase"]) in held:
            challenge["board"] = {**board, "rows": [], "is_held": True}
    return results


def pictures_of(awards: Sequence[Award]) -> dict[str, str]:
    """The storage names of the pictures that the results show, by digest."""
    found = (_picture(one) for one in all_told(awards))
    return {_digest(picture): str(picture.content.name) for picture in found if picture}


def _counts(edition: Edition) -> dict[str, int]:
    """One query. Of what was handed in, the baselines' few are taken from all, which an index counts."""
    is_playing = {"team__is_baseline": False, "team__merged_into": None}
    projects = Project.objects.filter(team__edition=F("challenge__edition"), **is_playing)
    counts = Edition.objects.filter(pk=edition.pk).annotate(
        teams_count=counted(Team.objects.filter(is_baseline=False, merged_into=None), by="edition"),
        people=counted(Membership.objects.filter(**is_playing), by="team__edition", what="user"),
        submissions=counted(Submission.objects.all(), by="phase__challenge__edition")
        - counted(Submission.objects.filter(team__is_baseline=True), by="phase__challenge__edition"),
        projects=counted(projects, by="challenge__edition"),
    )
    keys = ("teams", "people", "submissions", "projects")
    return dict(zip(keys, counts.values_list("teams_count", *keys[1:]).get(), strict=True))


def _poll(edition: Edition) -> dict[str, Any] | None:
    """One query."""
    voters = counted(votes_that_count(), by="poll")
    poll = Poll.objects.filter(edition=edition).annotate(voters=voters).first()
    return {"closes_at": poll.closes_at.isoformat(), "voters": poll.voters} if poll else None


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


def _challenges(waiting: Waiting) -> list[dict[str, Any]]:
    """Those that everybody sees, in the edition's order, each with the board of its last phase that is closed."""
    last: dict[int, Leaderboard] = {}
    for board in waiting.boards:
        if board.closed_at:
            last.setdefault(board.phase.challenge_id, board)
    rows = _first_rows(last.values())
    return [
        {
            **_named(challenge),
            "summary": challenge.summary,
            "board": _board(own, rows.get(own.pk, [])) if (own := last.get(challenge.pk)) else None,
        }
        for challenge in waiting.edition.challenges.filter(is_published=True)
    ]


def _first_rows(boards: Iterable[Leaderboard]) -> dict[int, list[Row]]:
    """The first of the ranked places of each board, and of how many. One query."""
    ranked = Standing.objects.filter(leaderboard__in=boards, rank__isnull=False)
    board = F("leaderboard")
    placed = ranked.annotate(
        place=Window(RowNumber(), partition_by=board, order_by="position"),
        teams=Window(Count("pk"), partition_by=board),
    )
    told = placed.filter(place__lte=MOST_ROWS).order_by("leaderboard", "place")
    found: dict[int, list[Row]] = {}
    for row in told.values("leaderboard_id", "rank", "team__name", "private_values", "teams"):
        found.setdefault(row["leaderboard_id"], []).append(row)
    return found


def _board(board: Leaderboard, rows: Sequence[Row]) -> dict[str, Any]:
    column, phase = primary_column(board.columns), board.phase
    teams = rows[0]["teams"] if rows else 0
    return {
        "phase": phase.slug,
        "title": phase.title,
        "teams": teams,
        "column": {name: column[name] for name in ("key", "title", "unit", "decimals", "better")},
        "rows": [
            {"rank": row["rank"], "team": row["team__name"], "score": row["private_values"].get(column["key"])}
            for row in rows[: shown_rows(teams)]
        ],
    }
