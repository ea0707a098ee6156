"""The whole river in a real browser, in French: from signing up to a certificate that a stranger verifies.

Salma plays, Petra presides over the jury, Dora and Nora prepare the evening and hold it, all by pages; the other teams
and jurors do the same by the actions behind them. The evening itself is shown by programs of their own, the site and
the follower, which are killed in the midst of it. SMARTPORT_RECORD names a folder for pictures and a recording.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect

from challenges import clock
from challenges.editions.models import Phase
from challenges.jury.models import Round
from challenges.panels.models import Candidate, Panel, Stage
from challenges.tasks import sweep
from tests import factories
from tests.journeys.browser import judging
from tests.journeys.browser import organizing as desk
from tests.journeys.browser import test_journey as playing
from tests.journeys.browser.ceremony import LAPTOP, Told, arm, prepare, publish, rehearse, tell, verify
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, log_in
from tests.journeys.browser.nightfall import (
    JURY,
    OWN,
    PRIVATE,
    TITLE,
    Hours,
    Quay,
    cast_the_rest,
    grades_for,
    left,
    make_jury,
    make_others,
    make_port,
)
from tests.journeys.browser.recording import Recording
from tests.journeys.browser.staging import look

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),  # a recording waits at every step
    pytest.mark.filterwarnings(NO_STATIC_FOLDER),
]

TABLET = {"width": 820, "height": 1180}
HELD_UNTIL_TOLD = "Closed: the final result is told at the award ceremony"


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    found = Hours()
    monkeypatch.setattr(clock, "now", found.now)
    return found


@pytest.fixture
def phase(live_server, hours: Hours, tmp_path: Path, dora) -> Phase:
    """Open; Dora and Nora organise the edition."""
    factories.make_person("nora", is_staff=True)
    return make_port(tmp_path)


@pytest.fixture
def told(live_server, phase: Phase, chromium: Browser, settings) -> Iterator[Told]:
    """Windows and programs are gone before the database is."""
    if connection.vendor != "sqlite":
        pytest.skip("the programs of the evening share a file with the test")
    quay = Quay(settings.DATA, str(connection.settings_dict["NAME"]), settings.SECRET_KEY)
    try:
        yield Told(chromium, live_server.url, quay, Recording.wanted())
    finally:
        for window in chromium.contexts:
            window.close()
        quay.close()


def test_from_signing_up_to_a_certificate_that_is_verified(told: Told, phase: Phase, hours: Hours, tmp_path: Path):
    salma = told.window(told.day)
    play(salma, phase)
    dora = told.window(told.day, viewport=LAPTOP)
    log_in(dora, "dora")
    close(dora, salma, phase, hours)
    judge(told, dora)
    prepare(told, dora)
    hours.behind = timedelta(0)
    told.quay.open()
    rehearse(told, dora)
    arm(told, dora)
    tell(told, dora)
    publish(told, dora)
    verify(told, salma, tmp_path)
    told.record.join()


def play(salma: Page, phase: Phase) -> None:
    """Sign up, rules, team, data, a submission, its score, a project page."""
    playing.sign_up(salma)
    playing.accept_rules(salma)
    playing.create_team(salma)
    playing.download(salma)
    salma.goto("/challenges/rade/submit/")
    made = playing.hand_in_what_is_right(salma)
    factories.score_submission(made, now=clock.now(), public=0.1234, private=PRIVATE[OWN])
    expect(salma.locator(".score-value").first).to_have_text(playing.SCORE)
    playing.stand_on_the_leaderboard(salma)
    salma.goto("/challenges/rade/project/")
    salma.fill("#title", "Le calme avant l’escale")
    salma.fill("#pitch", "# Moins d’attente\n\nNous prévoyons l’attente de chaque navire, à l’heure près.")
    salma.check("#is_public")
    desk.press(salma, "Save the page")
    make_others(phase)


def close(dora: Page, salma: Page, phase: Phase, hours: Hours) -> None:
    """The phase ends by hand; the board closes by itself and keeps its result, and says so to the team."""
    desk.enter(dora, "Editions and challenges")
    dora.get_by_role("link", name=TITLE["fr"], exact=True).click()
    desk.follow(dora, "Close now")
    desk.press(dora, "Close the phase")
    hours.behind -= timedelta(hours=1)
    sweep()
    dora.reload()
    expect(dora.locator("main")).to_contain_text(desk.in_words(dora, "told with the results"))
    salma.goto("/challenges/rade/leaderboard/")
    expect(salma.locator("main")).to_contain_text(desk.in_words(salma, HELD_UNTIL_TOLD))
    expect(salma.locator("main")).not_to_contain_text("0,2000")
    look(salma)


def judge(told: Told, dora: Page) -> None:
    """Screening, final and lock; Petra scores a project of each round by hand and presides."""
    make_jury(Phase.objects.get().challenge)
    desk.enter(dora, "Jury")
    dora.get_by_role("link", name=JURY["fr"]).first.click()
    judging.step(dora, "Projects")
    desk.press(dora, "Bring them all before the panel")
    first = Candidate.objects.earliest("pk").code
    dora.get_by_label(f"{desk.in_words(dora, 'Scored by every juror')}: {first}").check()
    desk.press(dora, "Save the choice")
    judging.step(dora, "Distribution")
    desk.follow(dora, "Open the panel…")
    desk.press(dora, "Open the panel")
    petra = told.window(told.day, viewport=TABLET, has_touch=True)
    log_in(petra, "petra")
    score_one(petra, Round.SCREENING)
    desk.follow(petra, "The president’s desk")
    desk.follow(petra, "Close the screening…")
    desk.press(petra, "Close the screening")
    desk.follow(petra, "Finalists")
    expect(petra.locator("input[name=finalists]:checked")).to_have_count(3)
    desk.press(petra, "Open the final with these")
    score_one(petra, Round.FINAL)
    desk.follow(petra, "The president’s desk")
    judging.step(dora, "Progress")
    desk.follow(dora, "Close the final…")
    desk.press(dora, "Close the final")
    petra.reload()
    desk.follow(petra, "Lock", within=petra.locator("nav.tabs"))
    petra.fill("#deliberation", "Le jury a suivi ses notes.")
    judging.sign(petra, "Petra Amrani", button="Sign")
    judging.step(dora, "At a glance")
    desk.follow(dora, "The second signature")
    judging.sign(dora, "Dora Alami", button="Sign and lock")
    assert Panel.objects.get().stage == Stage.LOCKED


def score_one(petra: Page, in_round: Round) -> None:
    """One by hand; then all the rest is cast."""
    judging.go_to_desk(petra)
    mine = left("petra", in_round)[0]
    petra.locator("section[aria-labelledby=left] .buttons a").click()
    judging.grade(petra, grades_for(mine))
    judging.cast(petra)
    desk.follow(petra, "To my desk")
    cast_the_rest(in_round)
    petra.reload()
