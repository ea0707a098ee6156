"""An edition whose results wait for their publication: boards closed and held, a jury that has decided, awards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from challenges.ceremony.models import Award, Laureate
from challenges.editions.models import Edition
from challenges.jury.models import Ballot, Decision, Feedback, Motion, Round
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.models import Leaderboard, Standing
from challenges.panels.models import Panel, Seat, Stage
from challenges.projects.models import Project, ProjectPicture
from challenges.results.models import Publication
from challenges.results.publication_rules import digest_of
from challenges.results.publishing import publish
from challenges.results.results import results_of
from challenges.results.waiting import waiting_of
from challenges.teams.models import Team
from smartport.accounts.models import User
from tests.factories.editions import CLOSES_AT, make_challenge, make_phase, texts
from tests.factories.evaluations import score_submission
from tests.factories.jury import assign, at_stage, make_candidate, make_juror, make_panel
from tests.factories.people import make_person
from tests.factories.projects import make_picture, make_project, picture_bytes
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
    decision = _decide(panel, sha256="d" * 64)
    award = make_award(challenge.edition, panel=panel, decision=decision, challenge=challenge, handed_by="The Minister")
    laureate = make_laureate(
        award, team, project=project, project_title=project.title, citation=texts("For calm"), first=91.5, second=88.25
    )
    return Evening(challenge.edition, board, panel, award, laureate, project, picture)


def enrich(evening: Evening, number: int, *, teams: Sequence[Team]) -> Award:
    """Another challenge with its closed board, on which these teams stand after a baseline, a jury that has decided
    after a motion, and a prize of it for the first two, each with a page that has a picture."""
    challenge = make_challenge(evening.edition, slug=f"quay-{number}", title=texts(f"Quay {number}"))
    board = Leaderboard.objects.create(phase=make_phase(challenge), columns=evening.board.columns, closed_at=AFTER)
    key, first = evening.board.columns[0]["key"], evening.board.standings.all()[0]
    given = {"leaderboard": board, "evaluation": first.evaluation, "received_at": AFTER, "public_values": {}}
    for rank, team in enumerate(teams, start=1):
        Standing.objects.create(team=team, rank=rank, position=rank + 1, private_values={key: rank / 8}, **given)
    panel = at_stage(
        make_panel(challenge, title=texts(f"Jury {number}"), created_at=AFTER + timedelta(hours=number)), Stage.LOCKED
    )
    juror = make_juror(panel, name=f"juror{number}", seat=Seat.PRESIDENT)
    decision = _decide(panel, sha256=f"{number}" * 64)
    Motion.objects.create(panel=panel, old_order=[], new_order=[], is_carried=True, moved_by=juror, at=AFTER)
    award = make_award(evening.edition, title=f"Prize {number}", kind="theme", panel=panel, decision=decision, told=3)
    for team in teams[:2]:
        captain = team.memberships.get(is_captain=True).user
        project = make_project(team, challenge, by=captain, title=f"{team.name} {number}", is_public=True)
        make_picture(project, by=captain, caption=f"Quay {number}", content=picture_bytes((64 + number, 48)))
        make_laureate(award, team, project=project)
        candidate = make_candidate(panel, project, is_finalist=True)
        Feedback.objects.create(candidate=candidate, text="Clear.", agreed_at=AFTER)
        assigned = assign(juror, candidate, in_round=Round.FINAL)
        Ballot.objects.create(assignment=assigned, grades={"idea": 4}, saved_at=AFTER, cast_at=AFTER)
    return award


def publish_now(edition: Edition, *, by: User) -> Publication:
    """By somebody who has read what is there."""
    return publish(edition, seen=digest_of(results_of(waiting_of(edition))), by=by, now=AFTER)


def _decide(panel: Panel, *, sha256: str) -> Decision:
    """Both have signed."""
    signed = {"first_name": "Nadia", "first_at": AFTER, "second_name": "Dora", "locked_at": AFTER}
    return Decision.objects.create(panel=panel, snapshot="{}", sha256=sha256, program_version="1.0", **signed)
