"""A real Chromium in front of the site, and a harbour full enough to look at."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from challenges import clock
from challenges.editions.models import Phase
from challenges.evaluations.models import State
from challenges.leaderboards.models import Leaderboard
from challenges.submissions.models import Submission
from challenges.teams.models import Team
from evaluator.report import Fault
from tests import factories
from tests.factories import NOW
from tests.factories.people import PASSWORD

# The sync Playwright runs an event loop in this thread; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# The test server hands out static files itself, before whitenoise has a folder to look into.
NO_STATIC_FOLDER = "ignore:No directory at"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOG = b"reading 4 rows\n\x1b[31mred\x1b[0m <script>alert(1)</script>\n" + b"epoch\n" * 200 + b"wrote predictions.csv\n"
BASELINE = "Référence solide"
NAMES = ("Marsa Analytics", "فريق المرسى", "Équipe Houle et Marée de l'École Mohammadia d'Ingénieurs", BASELINE)


@dataclass
class Witness:
    """What a page asked for and complained of."""

    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("response", self.note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: self.complaints.append(said.text) if "Content Security Policy" in said.text else None,
        )

    def note(self, answer: Response) -> None:
        """Playwright hangs things on its listeners, which the bare method of a list refuses."""
        self.responses.append(answer)

    def weight(self) -> int:
        """Bytes of everything answered, uncompressed."""
        return sum(len(answer.body()) for answer in self.responses if not 300 <= answer.status < 400)


@dataclass(frozen=True)
class Harbour:
    """An edition with data, a bundle, a board, and Alice's submissions in every state."""

    url: str
    phase: Phase
    team: Team
    submissions: dict[str, Submission]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium (Debian package chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """The doors' clock stands at NOW; no attempt of another test counts."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    cache.clear()


@pytest.fixture
def site(live_server, leaderboard: Leaderboard, chromium: Browser, tmp_path: Path, settings) -> Iterator[str]:
    """An open challenge with data and a bundle; nobody plays yet. Its windows close before its database does."""
    settings.FOLLOW_URL = live_server.url  # where no follower is
    factories.make_release(leaderboard.phase.challenge, factories.release_folder(tmp_path / "release"))
    factories.make_machine()
    yield live_server.url
    for window in chromium.contexts:
        window.close()


@pytest.fixture
def harbour(site: str, leaderboard: Leaderboard, alices_team: Team, alice, bob) -> Harbour:
    phase = leaderboard.phase
    factories.accept_licence(phase.challenge.release, alice, bob)
    edition = phase.challenge.edition
    edition.partners.create(
        short_name="ANP", name={"fr": "Agence Nationale des Ports", "ar": "الوكالة الوطنية للموانئ"}
    )
    for number, name in enumerate(NAMES):
        captain = factories.make_person(f"captain-{number}")
        team = factories.make_team(edition, name=name, captain=captain, is_baseline=name == BASELINE)
        entry = factories.make_submission(team, phase, by=captain, now=NOW - timedelta(hours=number))
        factories.score_submission(entry, public=0.8 + number / 3)
    return Harbour(site, phase, alices_team, _in_every_state(alices_team, phase, alice=alice, bob=bob))


def reader(browser: Browser, url: str, *, language: str = "fr", **options: object) -> BrowserContext:
    """A browser window of one reader, who never chose anything but the language."""
    context = browser.new_context(base_url=url, **options)
    context.set_default_timeout(10_000)
    context.add_cookies([{"name": "language", "value": language, "url": url}])
    return context


def log_in(page: Page, name: str) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", f"{name}@smartport.test")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")


def _in_every_state(team: Team, phase: Phase, *, alice, bob) -> dict[str, Submission]:
    states = ("scored", "failed", "refused", "broken", "running", "queued")
    made = {
        state: factories.make_submission(team, phase, by=by, now=NOW - timedelta(days=2, minutes=-minutes), kind="code")
        for minutes, (state, by) in enumerate(zip(states, (alice, bob) * 3, strict=True))
    }
    scored = factories.end_program(made["scored"], log=LOG, public=0.9)
    factories.keep_log(scored, b"Rang 9 : la plus grande erreur.\n", which="public")
    failed = factories.end_program(made["failed"], outcome="memory_limit", policy="off", log=LOG)
    failed.report["solution"] |= {"cpu_seconds": 9.4, "memory_peak_bytes": 256 << 20, "output_bytes": 0}
    failed.save()
    faults = (Fault("not_a_number", "…", row=17, column="value", value="12,5"), Fault("missing_ids", "…", value="3"))
    factories.score_submission(made["refused"], outcome="predictions_refused", faults=faults)
    factories.make_evaluation(made["broken"], state=State.BROKEN)
    factories.run_program(made["running"], log=LOG)
    factories.make_evaluation(made["queued"])
    return made
