"""Panels, jurors and what they say, as plain rows."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from challenges.editions.models import Challenge
from challenges.jury.models import Assignment, Ballot, Round
from challenges.panels.inviting import invite_juror
from challenges.panels.models import Candidate, Criterion, Juror, Panel, Relation, Seat, Stage, Tie
from challenges.panels.seating import Place
from challenges.projects.models import Project
from smartport.accounts.models import User
from tests.factories.editions import NOW, texts
from tests.factories.people import make_person, make_team
from tests.factories.projects import make_project

CODES = ("K7M2", "B4XQ", "T9HD", "W3ZN", "F6PJ", "R8VC", "D2GS", "M5YK")
LEVELS = {str(grade): texts(f"Level {grade}") for grade in range(1, 6)}
CRITERIA = ("relevance", "rigour", "feasibility", "clarity")


def make_panel(challenge: Challenge, *, criteria: Sequence[str] = CRITERIA, **fields: object) -> Panel:
    """A panel of this challenge with four criteria of one weight, from 1 to 5; a draft unless told otherwise."""
    given = {"edition": challenge.edition, "challenge": challenge, "title": texts("Main jury"), "created_at": NOW}
    panel = Panel.objects.create(**{**given, **fields})
    for order, key in enumerate(criteria):
        Criterion.objects.create(panel=panel, key=key, order=order, title=texts(key.capitalize()), levels=LEVELS)
    return panel


def make_juror(panel: Panel, user: User | None = None, *, name: str = "", **fields: object) -> Juror:
    """Somebody who has a seat and has signed the declaration."""
    person = user or make_person(name)
    User.objects.filter(pk=person.pk).update(judges=True)
    person.judges = True
    given = {"seat": Seat.JUROR, "institution": f"Institute of {person}", "joined_at": NOW}
    signed = {"declared_at": NOW, "declared_name": str(person), "declaration_version": 1}
    return Juror.objects.create(panel=panel, user=person, **{**given, **signed, **fields})


def make_candidate(panel: Panel, project: Project, **fields: object) -> Candidate:
    """A project before the panel, under the next of CODES."""
    return Candidate.objects.create(panel=panel, project=project, **{"code": CODES[panel.candidates.count()], **fields})


def assign(juror: Juror, candidate: Candidate, *, in_round: Round = Round.SCREENING) -> Assignment:
    """One project for one juror, the last in order."""
    order = juror.assignments.filter(round=in_round).count()
    return Assignment.objects.create(juror=juror, candidate=candidate, round=in_round, order=order, assigned_at=NOW)


def make_ballot(
    juror: Juror,
    candidate: Candidate,
    grades: Mapping[str, int],
    *,
    in_round: Round = Round.SCREENING,
    is_cast: bool = True,
    **fields: object,
) -> Ballot:
    """A ballot with these grades, cast unless told otherwise, and its assignment where there is none."""
    found = juror.assignments.filter(candidate=candidate, round=in_round).first()
    given = {"saved_at": NOW, "cast_at": NOW if is_cast else None, "seconds": 300, "version": 1}
    assignment = found or assign(juror, candidate, in_round=in_round)
    return Ballot.objects.create(assignment=assignment, grades=dict(grades), **{**given, **fields})


def at_stage(panel: Panel, stage: Stage) -> Panel:
    """The same panel at another stage, nothing else moved."""
    Panel.objects.filter(pk=panel.pk).update(stage=stage)
    panel.stage = stage
    return panel


def make_full_panel(challenge: Challenge, *, jurors: int = 5, projects: int = 4, **fields: object) -> Panel:
    """A draft that lacks nothing: a president, a deputy and other jurors who have signed, projects of as many teams,
    the first of them anchors."""
    hours = {"screening_closes_at": NOW + timedelta(days=5), "final_closes_at": NOW + timedelta(days=9)}
    panel = make_panel(challenge, **{**hours, "anchors": 2, **fields})
    seats = [Seat.PRESIDENT, Seat.DEPUTY, *[Seat.JUROR] * jurors][:jurors]
    for number, seat in enumerate(seats):
        make_juror(panel, name=f"juror{number}", seat=seat)
    for number in range(projects):
        captain = make_person(f"captain{number}")
        team = make_team(challenge.edition, name=f"Crew {number}", captain=captain)
        project = make_project(team, challenge, by=captain, title=f"Project {number}")
        make_candidate(panel, project, is_anchor=number < panel.anchors)
    return panel


def places_of_a_panel(project: Project, *, juror: User, by: User) -> dict[str, object]:
    """What stands for the places in the addresses of a panel in its screening, on which the juror has the project to
    score: with somebody invited, and a tie."""
    panel = make_panel(project.challenge)
    seat, candidate = make_juror(panel, juror), make_candidate(panel, project)
    invited = invite_juror(panel, Place(Seat.RESERVE, "INRH"), email="una@smartport.test", by=by, now=NOW)
    assign(seat, candidate)
    at_stage(panel, Stage.SCREENING)
    return {
        "panel_id": panel.pk,
        "project_code": candidate.code,
        "criterion_id": panel.criteria.earliest("pk").pk,
        "juror_id": seat.pk,
        "juror_invitation_id": invited.invitation.pk,
        "juror_secret": invited.secret,
        "candidate_id": candidate.pk,
        "tie_id": Tie.objects.create(juror=seat, relation=Relation.MENTOR, name="Alizés").pk,
    }
