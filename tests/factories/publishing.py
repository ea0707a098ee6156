"""An edition whose results wait for their publication: boards closed and held, a jury that has decided, awards."""

from dataclasses import dataclass
from datetime import timedelta

from challenges.ceremony.models import Award, Laureate
from challenges.editions.models import Edition
from challenges.jury.models import Decision, Feedback
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.models import Leaderboard
from challenges.panels.models import Panel, Seat, Stage
from challenges.projects.models import Project, ProjectPicture
from challenges.results.models import Publication
from challenges.results.publication_rules import digest_of
from challenges.results.publishing import publish
from challenges.results.results import results_of
from challenges.teams.models import Team
from smartport.accounts.models import User
from tests.factories.editions import CLOSES_AT, texts
from tests.factories.evaluations import score_submission
from tests.factories.jury import at_stage, make_candidate, make_juror, make_panel
from tests.factories.people import make_person
from tests.factories.projects import make_picture, make_project
from tests.factories.stage import make_award, make_laureate
from tests.factories.submissions import make_submission

AFTER = CLOSES_AT + timedelta(hours=1)


@dataclass(frozen=True)
class Evening:
    """What waits: the board tells 0.7531 once it is told, the jury's letter says “A clear idea.”."""

    edition: Edition
    board: Leaderboard
    panel: Panel
    award: Award
    laureate: Laureate
    project: Project
    picture: ProjectPicture


def make_evening(leaderboard: Leaderboard, team: Team, *, captain: User) -> Evening:
    """The team wins the main prize; its project is shown with a picture."""
    score_submission(make_submission(team, leaderboard.phase, by=captain), public=0.5, private=0.7531)
    Edition.objects.update(is_told_on_stage=True)
    board = close_leaderboard(leaderboard, by=None, now=AFTER)
    challenge = leaderboard.phase.challenge
    challenge.edition.refresh_from_db()
    project = make_project(team, challenge, by=captain, title="Calm water", is_public=True)
    picture = make_picture(project, by=captain, caption="The quay")
    panel = make_panel(challenge, jury_weight=70, title=texts("Main jury"))
    make_juror(panel, make_person("nadia"), seat=Seat.PRESIDENT)
    candidate = make_candidate(panel, project, is_finalist=True)
    Feedback.objects.create(candidate=candidate, text="A clear idea.", agreed_at=AFTER)
    at_stage(panel, Stage.LOCKED)
    decision = Decision.objects.create(
        panel=panel,
        snapshot="{}",
        sha256="d" * 64,
        program_version="1.0",
        first_name="Nadia",
        first_at=AFTER,
        second_name="Dora",
        locked_at=AFTER,
    )
    award = make_award(challenge.edition, panel=panel, decision=decision, challenge=challenge, handed_by="The Minister")
    laureate = make_laureate(
        award, team, project=project, project_title=project.title, citation=texts("For calm"), first=91.5, second=88.25
    )
    return Evening(challenge.edition, board, panel, award, laureate, project, picture)


def publish_now(edition: Edition, *, by: User) -> Publication:
    """By somebody who has read what is there."""
    return publish(edition, seen=digest_of(results_of(edition)), by=by, now=AFTER)
