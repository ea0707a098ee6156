"""The whole round of a jury, in French, by the guide: from an empty panel to a locked decision.

Dora, the president and a juror do all by links and buttons, the jurors on a tablet; the others sign and cast by the
actions that the pages call. One juror is recused, before and on the way, one drops out, one grades two steps lower
than the others. Pictures of the pages, in French and in Arabic, are left in the folder of the test.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect

from challenges import clock
from challenges.journal.queries import verify
from challenges.jury.models import Assignment, Ballot, Decision, Round
from challenges.panels.declaring import sign_declaration
from challenges.panels.joining import accept_juror_invitation
from challenges.panels.models import Candidate, Panel, Stage
from challenges.post.models import Letter
from smartport.accounts.models import User
from tests.factories import NOW
from tests.journeys.browser import judging
from tests.journeys.browser import organizing as desk
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, Witness, reader
from tests.journeys.browser.hearing import ANCHORS, COMMENT, SEATS, TEAMS, TIED, Told, expect_blind, fill_port, score

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
WHY_MOVED = "Le projet remis en tête a été montré en service, portes ouvertes, devant le jury."
WORDS = "Le jury a comparé les deux premiers projets ; la démonstration a décidé."


@pytest.fixture
def going(monkeypatch: pytest.MonkeyPatch) -> None:
    """From noon on the clock goes."""
    begun = monotonic()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=monotonic() - begun))


@pytest.fixture
def port(live_server, going, settings, chromium: Browser, challenge, dora) -> Iterator[str]:
    """Seven project pages in which teams name themselves; whoever has power shows a second factor."""
    settings.SECOND_FACTOR = "required"
    fill_port(challenge)
    yield live_server.url
    for window in chromium.contexts:
        window.close()


def test_whole_round_of_a_jury(chromium: Browser, port: str, witness: Witness, tmp_path: Path):
    dora = reader(chromium, port, viewport={"width": 1440, "height": 900}).new_page()
    witness.watch(dora)
    dora.goto("/accounts/login/")
    judging.log_in(dora, "dora")
    judging.set_up_factor(dora)
    told = Told(judging.make_panel(dora, challenge="Passages de camions"), tmp_path)
    windows = seat_all(chromium, port, dora, told)
    open_panel(dora, told)
    screen(windows, dora, told)
    choose_finalists(windows["petra"], told)
    score_final(windows, dora, told)
    deliberate(windows["petra"], told)
    lock(windows["petra"], dora, told)
    keep_proof(windows["petra"], told)
    assert witness.hosts == {port.removeprefix("http://")}
    assert witness.complaints == []
    assert [answer.url for answer in witness.responses if answer.status >= 500] == []


def seat_all(chromium: Browser, port: str, dora: Page, told: Told) -> dict[str, Page]:
    """By the link of the letter: the president and jamal in their browsers, the others beside them."""
    seats = {**SEATS, "rita": "reserve"}
    links = {
        name: judging.invite(dora, name, seat=seat, institution=f"Institut {name.capitalize()}")
        for name, seat in seats.items()
    }
    windows = {name: join(chromium, port, name, links[name]) for name in ("petra", "jamal")}
    for name in ("deborah", "hafid", "joris", "rita"):
        user = User.objects.get(username=name)
        secret = links[name].split("/")[3]
        juror = accept_juror_invitation(secret, user=user, confirmed=[user.email], now=clock.now())
        sign_declaration(juror, name=name.capitalize(), ties=(), is_agreed=True, by=user, now=clock.now())
    judging.step(dora, "Jurors")
    expect(dora.locator("main tbody tr")).to_have_count(len(seats))
    told.look(dora, "console-jurors")
    return windows


def join(chromium: Browser, port: str, name: str, link: str) -> Page:
    page = reader(chromium, port, **TABLET).new_page()
    page.goto(link)
    judging.log_in_by_link(page, name)
    desk.press(page, "Accept")
    judging.set_up_factor(page)
    desk.follow(page, "Back")
    desk.follow(page, "Go on to where you were going")
    judging.sign_declaration(page, name.capitalize(), tie=("mentor", TEAMS[TIED]) if name == "jamal" else None)
    judging.go_to_desk(page)
    return page


def open_panel(dora: Page, told: Told) -> None:
    """Projects are brought, the tie is settled, anchors are chosen; what the page shows is what opens."""
    judging.step(dora, "Projects")
    desk.press(dora, "Bring them all before the panel")
    code_of = {one.project.team.name: one.code for one in Candidate.objects.select_related("project__team")}
    told.codes = [code_of[name] for name in TEAMS]
    for place in ANCHORS:
        dora.get_by_label(f"{desk.in_words(dora, 'Scored by every juror')}: {told.codes[place]}").check()
    desk.press(dora, "Save the choice")
    told.look(dora, "console-projects")
    dora.locator("section[aria-labelledby=ties] ul").get_by_role("link").first.click()
    told.look(dora, "console-tie")
    suggested = dora.locator("main .check", has=dora.locator(".badge-warn"))
    expect(suggested).to_contain_text(TEAMS[TIED])
    suggested.get_by_role("checkbox").check()
    desk.press(dora, "It concerns these projects")
    expect(dora.locator("section[aria-labelledby=recusals]")).to_contain_text(told.codes[TIED])
    judging.step(dora, "Distribution")
    told.look(dora, "console-distribution")
    foretold = desk.rows_of(dora, ".panel-matrix tbody tr")
    desk.follow(dora, "Open the panel…")
    desk.press(dora, "Open the panel")
    assert desk.rows_of(dora, ".panel-matrix tbody tr") == foretold
    asked = Assignment.objects.filter(round=Round.SCREENING)
    assert not asked.filter(juror__user__username="jamal", candidate__code=told.codes[TIED]).exists()
    assert asked.count() == 5 * 3 + 5 * len(ANCHORS)


def screen(windows: dict[str, Page], dora: Page, told: Told) -> None:
    petra, jamal = windows["petra"], windows["jamal"]
    judging.go_to_desk(petra)
    told.look(petra, "desk")
    score_by_page(petra, "petra", told, count=2)
    judging.go_to_desk(jamal)
    leave_project(jamal, told)
    score(told, "joris", count=2)
    score(told, "hafid")
    cast_before = set(Ballot.objects.exclude(cast_at=None).values_list("pk", flat=True))
    replace_joris(dora, told)
    score_by_page(petra, "petra", told)
    score_by_page(jamal, "jamal", told)
    for name in ("deborah", "rita", "hafid"):
        score(told, name)
    assert cast_before <= set(Ballot.objects.exclude(cast_at=None).values_list("pk", flat=True))
    judging.go_to_desk(petra)
    desk.follow(petra, "The president’s desk")
    desk.follow(petra, "Close the screening…")
    expect(petra.locator("main")).to_contain_text(desk.in_words(petra, "Every ballot is cast."))
    desk.press(petra, "Close the screening")


def leave_project(page: Page, told: Told) -> None:
    """Jamal recognises somebody in a project that everybody scores."""
    judging.go_to_desk(page)
    page.locator(".jury-line", has_text=told.codes[ANCHORS[1]]).get_by_role("link").click()
    judging.recuse(page, relation="family", reason="Mon cousin y travaille.")
    expect(page.locator("main .jury-list")).not_to_contain_text(told.codes[ANCHORS[1]])
    assert page.request.get(f"/jury/{told.panel.pk}/projects/{told.codes[ANCHORS[1]]}/").status == 404


def score_by_page(page: Page, name: str, told: Told, *, count: int | None = None) -> None:
    """What is left on the desk, one project after the other, on the tablet; the page says nothing of whose it is."""
    judging.go_to_desk(page)
    for number, assignment in enumerate(told.left(name)[:count]):
        code = assignment.candidate.code
        expect_blind(page)
        page.locator("section[aria-labelledby=left] .buttons a").click()
        expect(page.locator("h1 .jury-code")).to_have_text(code)
        expect_blind(page)
        judging.grade(page, told.grades(name, code, in_round=assignment.round), to_team="" if number else COMMENT)
        if not number and name == "petra":
            told.look(page, f"ballot-{assignment.round}")
        judging.cast(page)
        expect_blind(page)
        desk.follow(page, "To my desk")
    expect_blind(page)


def replace_joris(dora: Page, told: Told) -> None:
    judging.step(dora, "Jurors")
    judging.row_of(dora, "Joris").get_by_role("link").last.click()
    dora.fill("#reason", "Hospitalisé.")
    desk.press(dora, "Take out of the panel")
    judging.row_of(dora, "Rita").get_by_role("link").first.click()
    dora.select_option("[name=seat]", "juror")
    desk.press(dora, "Save")
    rita = told.juror("rita")
    assert {told.codes[place] for place in ANCHORS} <= {one.candidate.code for one in told.left("rita")}
    assert Letter.objects.filter(to=rita.user, about__startswith=f"jury:shared:{rita.pk}:").exists()
    judging.step(dora, "Progress")
    expect(dora.locator("main .notice-bad")).to_have_count(0)
    told.look(dora, "console-progress")


def choose_finalists(petra: Page, told: Told) -> None:
    """The numbers propose the best four, though the harsh juror scored some of them and not others."""
    desk.follow(petra, "Results", within=petra.locator("nav.tabs"))
    expect_blind(petra)
    ranked = petra.locator(".president-ranking tbody bdi.code").all_inner_texts()
    assert ranked == told.codes
    told.look(petra, "results-screening")
    desk.follow(petra, "Finalists")
    assert petra.locator("input[name=finalists]:checked").count() == 4
    told.look(petra, "finalists")
    desk.press(petra, "Open the final with these")
    begun = Letter.objects.filter(about__startswith=f"jury:begun:{Round.FINAL}:")
    assert sorted(begun.values_list("to__username", flat=True)) == ["deborah", "hafid", "jamal", "petra", "rita"]


def score_final(windows: dict[str, Page], dora: Page, told: Told) -> None:
    score_by_page(windows["petra"], "petra", told)
    for name in ("deborah", "jamal", "hafid", "rita"):
        score(told, name)
    judging.step(dora, "Progress")
    desk.follow(dora, "Close the final…")
    expect(dora.locator(".consequences")).to_contain_text(desk.in_words(dora, "Every ballot is cast."))
    desk.press(dora, "Close the final")


def deliberate(petra: Page, told: Told) -> None:
    """The harsh juror is seen, and no project pays for it; a motion turns the first two round."""
    judging.go_to_desk(petra)
    desk.follow(petra, "The president’s desk")
    expect_blind(petra)
    told.look(petra, "results-final")
    best = told.codes[:4]
    assert petra.locator(".president-ranking tbody bdi.code").all_inner_texts() == best
    expect(petra.locator("section[aria-labelledby=severity] .president-dot", has_text="Hafid")).to_contain_text("41,4")
    desk.follow(petra, "Motions", within=petra.locator("nav.tabs"))
    told.look(petra, "motions")
    judging.move_up(petra, best[1])
    petra.fill("#reason", WHY_MOVED)
    expect(petra.locator(".votes")).to_contain_text(
        desk.in_words(petra, "recused from a project that moves: leaves the room, does not vote")
    )
    for vote in petra.locator(".votes fieldset").all():
        vote.locator("[value=for]").check()
    desk.press(petra, "Record the motion")
    expect(petra.locator("section[aria-labelledby=recorded]")).to_contain_text(WHY_MOVED)


def lock(petra: Page, dora: Page, told: Told) -> None:
    desk.follow(petra, "Lock", within=petra.locator("nav.tabs"))
    told.look(petra, "lock")
    petra.fill("#deliberation", WORDS)
    judging.sign(petra, "Petra Amrani", button="Sign")
    digest = petra.locator(".sha").inner_text()
    expect_blind(petra)
    judging.step(dora, "At a glance")
    told.look(dora, "console-panel")
    desk.follow(dora, "The second signature")
    expect(dora.locator(".sha")).to_have_text(digest)
    told.look(dora, "second")
    judging.sign(dora, "Dora Alami", button="Sign and lock")
    assert Decision.objects.get().sha256 == digest
    assert Panel.objects.get().stage == Stage.LOCKED


def keep_proof(petra: Page, told: Told) -> None:
    """The file, computed again without the site; the minutes on paper in two languages; the journal."""
    petra.reload()
    told.look(petra, "locked")
    with petra.expect_download() as taken:
        desk.follow(petra, "The file of the decision")
    command = [sys.executable, "-m", "smartport.client", "jury", "verify", str(taken.value.path()), "--json"]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    best = told.codes[:4]
    assert (said["sha256"], said["findings"]) == (Decision.objects.get().sha256, [])
    assert [line["project"] for line in said["order"]] == [best[1], best[0], *best[2:]]
    desk.follow(petra, "Minutes", within=petra.locator("nav.tabs"))
    expect(petra.locator(".minutes")).to_contain_text(TEAMS[TIED])
    told.look(petra, "minutes")
    for language in ("fr", "ar"):
        with petra.expect_download() as paper:
            petra.locator(f"a[href$='{language}.pdf']").click()
        assert paper.value.path().read_bytes().startswith(b"%PDF")
        paper.value.save_as(told.shots / f"minutes-{language}.pdf")
    assert verify() is None
