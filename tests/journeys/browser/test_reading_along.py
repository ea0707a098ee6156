"""How the page of a running entry treats its reader: it follows the end, and pulls no text from under the eye."""

import pytest
from playwright.sync_api import Page, expect

from challenges.editions.models import Phase
from challenges.evaluations.live import keep_live_log
from challenges.evaluations.models import Evaluation
from tests import factories
from tests.factories.evaluations import TICKET
from tests.factories.strangers import ANSI_ESCAPES
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, log_in, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

LINES = [b"line %d\n" % number for number in range(200)]


class Program:
    """A running entry; `grow` is what its machine would tell."""

    def __init__(self, submission) -> None:
        self.submission = submission
        self.log = b"".join(LINES)
        self.evaluation = factories.run_program(submission, log=self.log)

    def grow(self, more: bytes) -> None:
        self.log += more
        assert keep_live_log(self.evaluation.pk, TICKET, size=len(self.log), tail=self.log)

    def end(self, **report: object) -> None:
        Evaluation.objects.all().delete()
        factories.end_program(self.submission, log=self.log, **report)


@pytest.fixture
def program(site: str, submission) -> Program:
    return Program(submission)


@pytest.fixture
def page(chromium, site: str, program: Program) -> Page:
    page = reader(chromium, site).new_page()
    log_in(page, "alice")
    page.goto(f"/submissions/{program.submission.pk}/")
    return page


def is_at_end(page: Page) -> bool:
    return bool(page.locator("[data-follow]").evaluate("box => Math.abs(box.scrollTop) < 8"))


def requests_in(page: Page, *, seconds: float) -> list[str]:
    """What was asked for meanwhile."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(seconds * 1000)
    return asked


def test_end_is_followed_and_gives_way_to_the_kept_log(page: Page, program: Program):
    expect(page.locator("#growing")).to_contain_text("line 199")
    program.grow(b"line 200\n")
    expect(page.locator("#growing")).to_contain_text("line 200", timeout=3_000)
    assert is_at_end(page)
    size = page.locator("#growing-size").inner_text()
    program.grow(b"x" * 10_000)
    expect(page.locator("#growing-size")).not_to_have_text(size, timeout=3_000)
    program.end(public=0.1234)
    expect(page.locator(".score-value").first).to_have_text("0,1234")
    expect(page.locator("pre.log")).to_contain_text("line 200")
    assert page.locator("[hx-get]").count() == 0
    assert requests_in(page, seconds=2.5) == []


def test_reader_who_looks_further_up_is_left_in_peace(page: Page, program: Program):
    box = page.locator("[data-follow]")
    box.evaluate("box => { box.scrollTop = -400 }")
    expect(page.locator("[data-follow-paused]")).to_be_visible()
    program.grow(b"news\n")
    assert [url for url in requests_in(page, seconds=2.5) if url.endswith("/log/live/")] == []
    assert "news" not in page.locator("#growing").inner_text()
    assert box.evaluate("box => box.scrollTop") == -400
    page.click("[data-follow-end]")
    expect(page.locator("#growing")).to_contain_text("news", timeout=3_000)
    expect(page.locator("[data-follow-paused]")).to_be_hidden()
    assert is_at_end(page)


def test_unchanged_log_is_asked_for_and_not_sent(page: Page, program: Program):
    statuses = []
    page.on("response", lambda answer: statuses.append((answer.url.rsplit("/", 3)[-2], answer.status)))
    page.wait_for_timeout(3_500)
    assert {status for part, status in statuses if part == "live"} == {304}


def test_log_is_text_whatever_it_holds(page: Page, program: Program, witness):
    witness.watch(page)
    program.grow(ANSI_ESCAPES + b"<script>document.title='x'</script><img src=http://evil.example/p.png>\n")
    expect(page.locator("#growing")).to_contain_text("<script>document.title='x'</script>", timeout=3_000)
    assert "\\x1b]52;c;" in page.locator("#growing").inner_text()
    assert page.locator("#growing *").count() == 0
    assert (witness.complaints, {host for host in witness.hosts if "evil" in host}) == ([], set())


def test_policy_that_becomes_strict_meanwhile_takes_the_log_away(page: Page, program: Program):
    Phase.objects.update(log_policy="off")
    expect(page.locator(".withheld")).to_contain_text("réservé aux organisateurs", timeout=5_000)
    assert "line 199" not in page.content()


def test_log_is_read_without_javascript(chromium, site: str, program: Program, alice):
    page = reader(chromium, site, java_script_enabled=False).new_page()
    page.goto(f"/accounts/login/?next=/submissions/{program.submission.pk}/")
    page.fill("[name=login]", alice.email)
    page.fill("[name=password]", factories.people.PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator("#growing")).to_contain_text("line 199")
    program.grow(b"line 200\n")
    page.reload()
    expect(page.locator("#growing")).to_contain_text("line 200")
    expect(page.locator("[data-follow-paused]")).to_be_hidden()
    assert is_at_end(page)
