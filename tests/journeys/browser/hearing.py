"""What the story of a jury's round knows beside its pages: seven projects, five jurors and a reserve, and the grades
that each of them gives."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from challenges import clock
from challenges.editions.models import Challenge
from challenges.jury.actions import cast_ballot, save_draft
from challenges.jury.models import Assignment, Round
from challenges.jury.queries import ROUND_OF, left_to_do
from challenges.jury.rules import Draft
from challenges.panels.models import Juror, Panel, Stage
from tests.factories.crew import confirm_address
from tests.factories.people import make_person, make_team
from tests.factories.projects import make_picture, make_project, picture_bytes
from tests.journeys.browser.judging import CRITERIA
from tests.journeys.browser.test_pages import look_at

# The best first. No juror reads one of these names.
TEAMS = ("Marsa Analytics", "Houle et Marée", "فريق المرسى", "Les Grutiers", "Quai Vingt", "Boussole", "Brise Lames")
CAPTAINS = ("Yasmine Tazi", "Omar Bennis", "سلمى العلوي", "Rachid Fassi", "Nadia Kettani", "Ilias Amrani", "Hind Jabri")
IDEAS = (
    "Files d’attente",
    "Rendez-vous",
    "بوابات سريعة",
    "Grues calmes",
    "Deux portes",
    "Cap au vert",
    "Moins d’arrêts",
)
GRADES = ("55555", "55454", "54454", "44444", "43443", "43343", "33343")  # as an even juror gives them, by criterion
TIED, ANCHORS = 1, (3, 5)  # by their place above
# What each says apart in the final: the place of the project and of the criterion, and by how much.
APART = {"petra": {(1, 0): -1}, "deborah": {(0, 4): -1, (2, 2): 1}, "jamal": {(3, 1): 1}, "hafid": {(2, 0): -1}}
SEATS = {"petra": "president", "deborah": "deputy", "jamal": "juror", "hafid": "juror", "joris": "juror"}
HARSH, STEPS = "hafid", 2
COMMENT = "Une idée simple et bien mesurée. Montrez ce qu’elle vaut un jour de tempête."
BODY = "Nous mesurons, nous prévoyons, nous répartissons les passages sur la journée. " * 20


@dataclass
class Told:
    """What the story knows beside the pages: the codes in the order of TEAMS, and where pictures of pages go."""

    panel: Panel
    shots: Path
    codes: list[str] = field(default_factory=list)

    def juror(self, name: str) -> Juror:
        return Juror.objects.select_related("user", "panel__edition", "panel__challenge").get(user__username=name)

    def grades(self, name: str, code: str, *, in_round: str) -> dict[str, int]:
        """Of this juror for this project: the harsh one gives two steps less on every criterion."""
        place = self.codes.index(code)
        apart = APART.get(name, {}) if in_round == Round.FINAL else {}
        less = STEPS if name == HARSH else 0
        given = [int(one) + apart.get((place, at), 0) - less for at, one in enumerate(GRADES[place])]
        return dict(zip(CRITERIA, given, strict=True))

    def left(self, name: str) -> list[Assignment]:
        juror = self.juror(name)
        return list(left_to_do(juror, ROUND_OF[Stage(juror.panel.stage)]))

    def look(self, page: Page, name: str) -> None:
        """The page where one is, in Arabic and in French: readable by all, and a picture of each."""
        site, address = page.url.split("/jury/")[0].split("/console/")[0], urlsplit(page.url).path
        for language in ("ar", "fr"):
            page.context.add_cookies([{"name": "language", "value": language, "url": site}])
            assert look_at(page, address, language=language) == []
            page.screenshot(path=self.shots / f"{name}-{language}.png", full_page=True)


def fill_port(challenge: Challenge) -> None:
    """Project pages in which teams name themselves, and people who may be invited."""
    challenge.title = {"fr": "Passages de camions", "ar": "عبور الشاحنات", "en": "Truck visits"}
    challenge.save()
    for number, (name, captain, idea) in enumerate(zip(TEAMS, CAPTAINS, IDEAS, strict=True)):
        person = make_person(f"captain{number}")
        person.display_name = captain
        person.save()
        team = make_team(challenge.edition, name=name, captain=person)
        pitch = f"# {idea}\n\nNous, {name}, menés par {captain}, réduisons l’attente des camions.\n\n{BODY}"
        project = make_project(team, challenge, by=person, title=f"{idea} · {name}", pitch=pitch)
        make_picture(project, by=person, caption=f"L’écran de {name}", content=picture_bytes((1200, 700)))
    for name in (*SEATS, "rita"):
        confirm_address(make_person(name))


def score(told: Told, name: str, *, count: int | None = None) -> None:
    """The same as the page does."""
    for assignment in told.left(name)[:count]:
        given = told.grades(name, assignment.candidate.code, in_round=assignment.round)
        by, now = assignment.juror.user, clock.now()
        made = save_draft(assignment, draft=Draft(given, COMMENT), seen=0, seconds=240, by=by, now=now)
        cast_ballot(assignment, seen=made.version, by=by, now=now)


def expect_blind(page: Page) -> None:
    """No name of a team or of its people, in the page or in its head."""
    assert [name for name in (*TEAMS, *CAPTAINS) if name in page.content()] == []
