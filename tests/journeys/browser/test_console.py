"""A port officer's way, in French, by the guide alone: from nothing to a printed report.

Dora and the teams do all by links and buttons; only the first address is typed. What works behind the pages is called
by its functions: the worker that reads an extract and builds a release, and the machine that scores. The scores are
those of the metrics' own program, computed here without its container.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from challenges import clock
from challenges.editions.models import Phase
from challenges.evaluations.models import Rejudge
from challenges.evaluations.queries import bundle_in_force
from challenges.leaderboards.actions import open_missing
from challenges.submissions.models import Submission
from challenges.tallies.actions import count_hours
from datasets import clock as clock_of_data
from datasets.builds.models import Build
from datasets.builds.running import run_build
from datasets.vault.models import Extract
from datasets.vault.reading import read_extract
from smartport.console.places import GROUPS
from tests import factories
from tests.factories import NOW
from tests.factories.recipes import visits
from tests.journeys.browser import organizing as desk
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, Witness, log_in, reader
from tests.journeys.browser.test_pages import PHONE, WIDE, look_at
from tests.smartport.world import World, world  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

LOOKS = [("en", "light", PHONE), ("en", "dark", WIDE), ("ar", "light", PHONE), ("ar", "dark", WIDE)]
TARGET = "duree_min"
EDITION = {"fr": "Édition du port", "ar": "دورة الميناء", "en": "The port’s edition"}
SUMMARY = {"fr": "Des défis du port.", "ar": "تحديات الميناء.", "en": "Challenges of the port."}
TITLE = {"fr": "Passages de camions", "ar": "عبور الشاحنات", "en": "Truck visits"}
WHY_LATER = {
    "fr": "Le réseau du port est resté coupé deux jours.",
    "ar": "انقطعت شبكة الميناء يومين.",
    "en": "No line.",
}
WHY_AGAIN = {"fr": "Les grosses erreurs doivent peser davantage.", "ar": "يجب أن تزن الأخطاء الكبيرة أكثر."}
WHY_OUT = {"fr": "Les réponses ont été recopiées.", "ar": "نُسخت الإجابات."}
STEADY, BOLD = "Les Réguliers", "Les Audacieux"


@pytest.fixture
def going(monkeypatch: pytest.MonkeyPatch) -> None:
    """From noon on the clocks of all doors go: what is put in force later has a later hour."""
    begun = monotonic()
    for each in (clock, clock_of_data):
        monkeypatch.setattr(each, "now", lambda: NOW + timedelta(seconds=monotonic() - begun))


@pytest.fixture
def port(live_server, going, chromium: Browser, dora) -> Iterator[str]:
    """A site with an organizer and a machine, and nothing else; its windows close before its database does."""
    factories.make_machine()
    yield live_server.url
    for window in chromium.contexts:
        window.close()


@pytest.fixture
def gates(tmp_path: Path) -> Path:
    """The visits of a year, as the office of the gates saves them."""
    path = tmp_path / "Passages portes 2025.csv"
    visits().to_csv(path, index=False, sep=";", decimal=",", encoding="windows-1252")
    return path


def test_from_nothing_to_a_printed_report(chromium: Browser, port: str, gates: Path, witness: Witness):
    page = reader(chromium, port, viewport={"width": 1440, "height": 900}).new_page()
    witness.watch(page)
    log_in(page, "dora")
    make_release(page, gates)
    phase = make_challenge(page)
    steady, _bold = [hand_in_as(chromium, port, phase, name) for name in (STEADY, BOLD)]
    extend(page, steady)
    rejudge(page, phase)
    disqualify(page, steady)
    print_report(page, phase)
    assert witness.hosts == {port.removeprefix("http://")}
    assert witness.complaints == []
    assert [answer.url for answer in witness.responses if answer.status >= 500] == []


@pytest.mark.parametrize(("language", "light", "viewport"), LOOKS)
def test_rooms_are_readable_in_arabic_and_english(
    chromium: Browser,
    site: str,
    world: World,  # noqa: F811
    language: str,
    light: str,
    viewport: dict[str, int],
):
    """Every room of the console, an operator's too, the edition, the challenge and what scores it."""
    page = reader(chromium, site, language=language, color_scheme=light, viewport=viewport).new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    log_in(page, "olga")
    places = {name: world.places[name] for name in ("edition", "slug")}
    rooms = [reverse(room.address) for _, group in GROUPS for room in group]
    rooms += [reverse("console-edition", args=[places["edition"]])]
    rooms += [reverse(name, args=list(places.values())) for name in ("console-challenge", "console-scoring")]
    assert [fault for address in rooms for fault in look_at(page, address, language=language) or []] == []
    assert said == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_room_one_is_in_is_in_sight_on_a_phone(chromium: Browser, site: str, world: World, language: str):  # noqa: F811
    page = reader(chromium, site, language=language, viewport=PHONE).new_page()
    log_in(page, "olga")
    for room in ("console", "console-hooks", "console-versions"):
        page.goto(reverse(room))
        expect(page.locator(".console-side [aria-current]")).to_be_in_viewport(ratio=0.95)


def make_release(page: Page, gates: Path) -> None:
    desk.bring_extract(page, gates)
    assert read_extract(Extract.objects.get().pk, clock=clock.now)
    desk.write_recipe(page, target="Durée (min)", entities="Immatriculation", time="Arrivée", title=TITLE)
    desk.press(page, "Build the release")
    expect(page.locator("#progress")).to_be_visible()
    assert run_build(Build.objects.get().pk, clock=clock.now)
    expect(page.locator("#signing")).to_be_visible(timeout=desk.PATIENCE)
    desk.sign_all(page, signer="Dora Alami", office="Déléguée à la protection des données")
    desk.publish_release(page, "1.0.0")


def make_challenge(page: Page) -> Phase:
    """Made, published with its edition, and seen by everybody."""
    hours = {"opens": "2026-11-15T08:00", "closes": "2027-02-28T18:00"}
    desk.make_edition(page, title=EDITION, summary=SUMMARY, address="edition-2027", **hours)
    desk.make_challenge(page, metric="mae", address="passages", opens="2026-11-16T08:00", closes="2027-01-31T18:00")
    desk.enter(page, "Editions and challenges")
    desk.follow(page, "Change the edition")
    desk.publish(page)
    desk.enter(page, "Editions and challenges")
    page.get_by_role("link", name=TITLE["fr"], exact=True).click()
    desk.publish(page)
    open_missing()
    desk.follow(page, "The page that everybody sees")
    expect(page.locator("h1")).to_contain_text(TITLE["fr"])
    return Phase.objects.get(challenge__slug="passages")


def hand_in_as(chromium: Browser, port: str, phase: Phase, name: str) -> Page:
    """A team hands in twice through the page, the second time better, and sees its score."""
    captain = factories.make_person("salma" if name == STEADY else "omar")
    team = factories.make_team(phase.challenge.edition, name=name, captain=captain)
    page = reader(chromium, port).new_page()
    log_in(page, captain.username)
    for worse in (20.0, 0.0):
        page.get_by_role("link", name=TITLE["fr"]).first.click()
        desk.follow(page, "Hand in")
        content = predictions(phase, steady=name == STEADY, worse=worse)
        file = {"name": "predictions.csv", "mimeType": "text/csv", "buffer": content}
        page.locator("#file").set_input_files(files=[file])
        page.locator("button[value=submit]").click()
        page.wait_for_url("**/submissions/**")
        score(Submission.objects.get(team=team, pk=page.url.split("/")[-2]), content)
        expect(page.locator(".score-value").first).to_be_visible(timeout=desk.PATIENCE)
        page.locator(".masthead a").first.click()
    return page


def predictions(phase: Phase, *, steady: bool, worse: float) -> bytes:
    """Always wrong by a little, or seldom and then by much."""
    bundle = bundle_in_force(phase)
    truth, name = desk.truth_of(bundle), bundle.manifest["predictions"]["id"]
    wrong = [worse + (8.0 if steady else 60.0 * (number % 20 == 0)) for number in range(len(truth))]
    lines = [f"{row[name]},{float(row[TARGET]) + more}" for row, more in zip(truth, wrong, strict=True)]
    return "\n".join([f"{name},{TARGET}", *lines, ""]).encode()


def score(made: Submission, content: bytes) -> None:
    factories.score_submission(made, now=clock.now(), scores=desk.scores_of(bundle_in_force(made.phase), content))


def extend(page: Page, team: Page) -> None:
    """A day more: what is announced is read before it is said, and then on the public pages."""
    go_to_challenge(page)
    desk.follow(page, "Extend")
    desk.fill(page, "New end", "2027-02-01T18:00")
    desk.fill_texts(page, "Why?", WHY_LATER)
    desk.press(page, "See what teams will read")
    expect(page.locator("#letters-read")).to_contain_text(WHY_LATER["fr"])
    desk.press(page, "Extend and announce")
    team.get_by_role("link", name=TITLE["fr"]).first.click()
    expect(team.locator("main")).to_contain_text("1er février 2027 à 18:00")
    team.locator("main").get_by_role("link", name="Prolongation").first.click()
    expect(team.locator(".prose")).to_contain_text(WHY_LATER["fr"])
    team.locator(".masthead a").first.click()


def rejudge(page: Page, phase: Phase) -> None:
    """Another metric turns the two teams round; the preview says so before, and is what comes."""
    go_to_challenge(page)
    desk.follow(page, "Leaderboard")
    expect_first(page, BOLD)
    go_to_challenge(page)
    desk.follow(page, "What scores it")
    desk.follow(page, "New version…")
    page.locator(".choice:has(code:text-is('rmse'))").get_by_role("radio").check()
    desk.press(page, "Make this version")
    desk.fill_texts(page, "Why", WHY_AGAIN)
    desk.press(page, "Evaluate all again")
    expect(page.locator("#rejudge")).to_contain_text(WHY_AGAIN["fr"])
    evaluate_again(Rejudge.objects.get())
    expect(page.get_by_role("link", name=desk.in_words(page, "Apply…"))).to_be_visible(timeout=desk.PATIENCE)
    foretold = desk.rows_of(page, ".moves tbody tr")
    desk.follow(page, "Apply…")
    desk.press(page, "Apply the rejudge")
    expect(page.locator("#rejudge")).to_contain_text(desk.in_words(page, "Who moved"))
    assert desk.rows_of(page, ".moves tbody tr") == foretold
    go_to_challenge(page)
    desk.follow(page, "Leaderboard")
    expect_first(page, STEADY)
    expect(page.locator("main")).to_contain_text(WHY_AGAIN["fr"])


def evaluate_again(found: Rejudge) -> None:
    for again in found.evaluations.select_related("submission"):
        with again.submission.content.open("rb") as stream:
            scores = desk.scores_of(again.bundle, stream.read())
        factories.finish_rejudge(found, {again.submission: {"scores": scores}}, now=clock.now())


def disqualify(page: Page, team: Page) -> None:
    """The best of the team that leads: the team reads why, the board says it, the other one leads."""
    desk.enter(page, "Submissions")
    page.locator("table tbody tr", has_text=STEADY).first.get_by_role("link").click()
    desk.follow(page, "Disqualify…")
    for language, text in WHY_OUT.items():
        page.locator(f"#reason-{language}").fill(text)
    desk.press(page, "Disqualify")
    expect(page.locator("main")).to_contain_text(WHY_OUT["fr"])
    team.locator(".masthead a").first.click()
    team.get_by_role("link", name=TITLE["fr"]).first.click()
    desk.follow(team, "Leaderboard")
    expect(team.locator("details.board-note")).to_contain_text("disqualifiée")
    expect_first(team, BOLD)
    desk.follow(team, "Submissions")
    expect(team.locator("main")).to_contain_text(desk.in_words(team, "Disqualified"))


def print_report(page: Page, phase: Phase) -> None:
    """The edition at a glance, on paper."""
    count_hours(phase, now=clock.now())
    desk.enter(page, "Editions and challenges")
    page.get_by_role("link", name=EDITION["fr"], exact=True).first.click()
    expect(page.get_by_role("button", name=desk.in_words(page, "Print"))).to_be_visible()
    expect(page.locator(".glance-figures")).to_contain_text("4")
    assert page.pdf(format="A4").startswith(b"%PDF")


def expect_first(page: Page, name: str) -> None:
    """The team that leads on the board."""
    expect(page.locator("table.board tbody tr").first).to_contain_text(name)


def go_to_challenge(page: Page) -> None:
    """Its page in the console."""
    desk.enter(page, "Editions and challenges")
    page.get_by_role("link", name=TITLE["fr"], exact=True).click()
