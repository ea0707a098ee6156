"""What the story of an evening has beside its pages: hours that pass, an edition with five teams and a jury, and the
site and the follower as programs of their own, which may be killed."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from subprocess import Popen

import httpx

from challenges import clock
from challenges.editions.models import Challenge, Phase
from challenges.evaluations.publishing import publish_bundle
from challenges.jury.actions import cast_ballot, save_draft
from challenges.jury.models import Assignment, Round
from challenges.jury.queries import left_to_do
from challenges.jury.rules import Draft
from challenges.leaderboards.actions import open_missing
from challenges.panels.models import Panel, Seat
from challenges.teams.models import Team
from datasets import clock as clock_of_data
from smartport.bootstrap import programs
from smartport.bootstrap.place import Place
from smartport.bootstrap.supervisor import Program, clear_away, spawn
from tests import factories
from tests.factories.jury import CRITERIA, make_juror, make_panel
from tests.factories.projects import make_picture, make_project, picture_bytes
from tests.journeys.site import free_port, until

OWN = "Brise de mer"  # signs up, plays and wins, all by pages
TEAMS = {"فريق المرسى": "بوابات سريعة", "Houle et Marée": "Rendez-vous à quai", "Les Grutiers": "Grues calmes"}
CAPTAINS = ("سلمى العلوي", "Omar Bennis", "Rachid Fassi")
GRADES = {OWN: "5445", "فريق المرسى": "5545", "Houle et Marée": "4444", "Les Grutiers": "3233"}
PRIVATE = {OWN: 0.2, "فريق المرسى": 0.9, "Houle et Marée": 0.5, "Les Grutiers": 1.4}  # the lower, the better
NAIVE, TARGET = 2.0, 0.0
SEATS = {"petra": Seat.PRESIDENT, "deborah": Seat.DEPUTY, "jamal": Seat.JUROR, "hafid": Seat.JUROR, "joris": Seat.JUROR}
COMMENT = "Une idée simple et bien mesurée."
EDITION = {"fr": "Édition du port 2027", "ar": "دورة الميناء 2027", "en": "The port’s edition 2027"}
TITLE = {"fr": "Attente en rade", "ar": "الانتظار في المرسى", "en": "Waiting at anchorage"}
JURY = {"fr": "Jury de la rade", "ar": "لجنة تحكيم المرسى", "en": "Jury of the anchorage"}


@dataclass
class Hours:
    """The clock of the contest: so long behind the real one, and never back."""

    behind: timedelta = timedelta(hours=3)

    def now(self) -> datetime:
        return clock_of_data.now() - self.behind


def make_port(folder: Path) -> Phase:
    """An edition whose results are told on the stage, with a challenge that takes submissions; nobody plays yet."""
    now, long = clock.now(), timedelta(days=20)
    edition = factories.make_edition(title=EDITION, opens_at=now - long, closes_at=now + long, is_told_on_stage=True)
    edition.partners.create(short_name="ANP", name=dict.fromkeys(("fr", "ar", "en"), "Agence Nationale des Ports"))
    challenge = factories.make_challenge(edition, title=TITLE, naive_anchor=NAIVE, target_anchor=TARGET)
    phase = factories.make_phase(challenge, opens_at=now - long, closes_at=now + timedelta(days=5))
    publish_bundle(phase, factories.bundle_folder(folder / "bundle"), now=now - long)
    factories.make_release(challenge, factories.release_folder(folder / "release"))
    factories.make_machine()
    open_missing()
    return phase


def make_others(phase: Phase) -> None:
    """The other teams, each with a project page and a score."""
    for number, ((name, idea), captain) in enumerate(zip(TEAMS.items(), CAPTAINS, strict=True)):
        person = factories.make_person(f"captain{number}")
        person.display_name = captain
        person.save()
        team = factories.make_team(phase.challenge.edition, name=name, captain=person)
        project = make_project(team, phase.challenge, by=person, title=idea, is_public=True)
        make_picture(project, by=person, caption=idea, content=picture_bytes((1200, 700)))
        score(team, phase, by=person)


def score(team: Team, phase: Phase, *, by: object) -> None:
    made = factories.make_submission(team, phase, by=by, now=clock.now())
    hidden = PRIVATE[team.name]
    factories.score_submission(made, now=clock.now(), public=1 + hidden, private=hidden)


def make_jury(challenge: Challenge) -> Panel:
    """A draft with five jurors who have signed; the automatic score counts for 30 of 100."""
    now = clock.now()
    panel = make_panel(
        challenge,
        title=JURY,
        jury_weight=70,
        finalists=3,
        anchors=1,
        created_at=now,
        screening_closes_at=now + timedelta(days=5),
        final_closes_at=now + timedelta(days=9),
    )
    for name, seat in SEATS.items():
        make_juror(panel, name=name, seat=seat, institution=f"Institut {name.capitalize()}")
    return panel


def left(name: str, in_round: Round) -> list[Assignment]:
    """What this juror still has to score."""
    return list(left_to_do(Panel.objects.get().jurors.select_related("panel").get(user__username=name), in_round))


def grades_for(assignment: Assignment) -> dict[str, int]:
    """All jurors are of one mind."""
    return dict(zip(CRITERIA, map(int, GRADES[assignment.candidate.project.team.name]), strict=True))


def cast_the_rest(in_round: Round, *, names: Sequence[str] = tuple(SEATS)) -> None:
    """The same as the page does."""
    for name in names:
        for assignment in left(name, in_round):
            by, now = assignment.juror.user, clock.now()
            draft = Draft(grades_for(assignment), COMMENT)
            made = save_draft(assignment, draft=draft, seen=0, seconds=240, by=by, now=now)
            cast_ballot(assignment, seen=made.version, by=by, now=now)


@dataclass
class Quay:
    """The site (gunicorn) and the follower as programs, over the database and the files of a test."""

    folder: Path
    database: str
    secret: str
    running: dict[str, Popen[bytes]] = field(default_factory=dict)
    ports: tuple[int, int] = field(default_factory=lambda: (free_port(), free_port()))

    @property
    def url(self) -> str:
        return f"http://localhost:{self.ports[0]}"

    @property
    def follow_url(self) -> str:
        return f"http://127.0.0.1:{self.ports[1]}"

    def open(self) -> None:
        """Both are running and answer."""
        place, environment = self._place()
        prepare = [sys.executable, "-m", "smartport.bootstrap.prepare"]
        with Popen(prepare, cwd=place.root, env=environment) as preparing:
            assert preparing.wait() == 0
        for name in ("site", "follower"):
            self.start(name)

    def start(self, name: str) -> None:
        place, environment = self._place()
        made: Program = getattr(programs, name)(place, environment)
        # The Python that runs the test, wherever it lives.
        self.running[name] = spawn(replace(made, command=(sys.executable, *made.command[1:])))
        address = {"site": f"{self.url}/health/live/", "follower": f"{self.follow_url}/follow/health"}[name]
        until(lambda: _answers(address))

    def kill(self, name: str) -> None:
        """SIGKILL, to all its processes."""
        clear_away(self.running.pop(name))

    def close(self) -> None:
        for name in list(self.running):
            self.kill(name)

    def _place(self) -> tuple[Place, dict[str, str]]:
        site, follower = self.ports
        given = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "SMARTPORT_PORT": str(site),
            "SMARTPORT_URL": self.url,
            "SMARTPORT_FOLLOW_ADDRESS": f"127.0.0.1:{follower}",
            "SMARTPORT_FOLLOW_URL": self.follow_url,
            "SMARTPORT_SECRET_KEY": self.secret,
            "DATABASE_URL": f"sqlite:///{self.database}",
        }
        place = Place(data=self.folder, port=site, given=given)
        return place, place.environment()


def _answers(address: str) -> bool:
    try:
        return httpx.get(address).status_code < 500
    except httpx.HTTPError:
        return False
