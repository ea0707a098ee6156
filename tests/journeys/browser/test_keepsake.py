"""The edition opened from a folder, in a browser that has no network."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from smartport.keepsake.making import make_keepsake
from tests import factories
from tests.factories import NOW

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:No directory at"),
]
TEAMS = 60


@pytest.fixture
def folder(leaderboard, alices_team, alice, tmp_path: Path) -> Path:
    challenge = leaderboard.phase.challenge
    for number in range(TEAMS):
        captain = factories.make_person(f"captain-{number}")
        team = factories.make_team(challenge.edition, name=f"فريق {number} <script>", captain=captain)
        factories.score_submission(factories.make_submission(team, leaderboard.phase, by=captain), public=1 + number)
    factories.make_announcement(challenge.edition)
    make_keepsake(challenge.edition, tmp_path / "out", now=NOW, tell=lambda step, done, known: None)
    return tmp_path / "out"


class Shut:
    """A window without network, and what went wrong in it."""

    def __init__(self, browser: Browser, **options: object) -> None:
        self.context = browser.new_context(offline=True, **options)
        self.context.set_default_timeout(10_000)
        self.wrong: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("requestfailed", lambda request: self.wrong.append(f"failed: {request.url}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("console", lambda said: self.wrong.append(f"said: {said.text}"))
        self.page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if urlsplit(url).scheme not in ("file", "data"):
            self.wrong.append(f"asked: {url}")

    def check(self) -> None:
        """Nothing is wider than the window, no link leads nowhere, everything was drawn with its style."""
        links = self.page.eval_on_selector_all(
            "[href], [src]", "found => found.map(one => one.href?.baseVal ?? one.href ?? one.src).filter(Boolean)"
        )
        missing = [
            link for link in links if link.startswith("file:") and not Path(unquote(urlsplit(link).path)).is_file()
        ]
        assert (missing, self.wrong) == ([], [])
        assert self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert self.page.evaluate("[...document.styleSheets].every(sheet => !sheet.disabled)")


@pytest.mark.parametrize("width", [1440, 390])
def test_it_opens_from_disk_without_a_network(folder, chromium, width):
    window = Shut(chromium, viewport={"width": width, "height": 900})
    page = window.page
    page.goto((folder / "index.html").as_uri())
    window.check()
    page.click('section[lang="fr"] a.button')
    window.check()
    assert page.get_attribute("html", "lang") == "fr"
    page.click("main h3 a >> nth=0")
    window.check()
    page.click(".tabs a >> text=Classement")
    window.check()
    assert page.locator("tbody[role=rowgroup] tr").count() == 50
    page.click("a[rel=next]")
    window.check()
    assert page.url.endswith("/fr/challenges/rade/leaderboard-p2.html")
    assert page.locator("tbody[role=rowgroup] tr").count() == TEAMS - 50
    page.click(".kept-tongues a[lang=ar]")
    window.check()
    assert page.url.endswith("/ar/challenges/rade/leaderboard-p2.html")
    assert page.get_attribute("html", "dir") == "rtl"
    assert page.locator("bdi >> text=<script>").count() > 0
    page.go_back()
    page.click("a.mark")
    assert page.url.endswith("/fr/index.html")
    window.context.close()


def test_every_page_is_whole_in_the_dark(folder, chromium):
    window = Shut(chromium, color_scheme="dark", viewport={"width": 820, "height": 900})
    for path in sorted(folder.rglob("*.html")):
        window.page.goto(path.as_uri())
        window.check()
    assert "rgb(6, 19, 28)" in window.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    window.context.close()
