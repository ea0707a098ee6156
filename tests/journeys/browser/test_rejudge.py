"""Dora evaluates a phase again: she asks, watches, sees who would move, and applies it for everybody to read."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from challenges.evaluations.models import Rejudge
from challenges.leaderboards.rejudging import ask_rejudge
from challenges.submissions.models import Submission
from tests import factories
from tests.factories import NOW
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, Harbour, Witness, log_in, reader
from tests.journeys.browser.test_pages import LOOKS, look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

ADDRESS = "/challenges/rade/rejudges/"
REASON = "La vérité du 3 mai avait une erreur."
WHY = {"fr": REASON, "ar": "كان في مرجع الثالث من ماي خطأ."}


@pytest.fixture
def page(chromium, harbour: Harbour, dora) -> Page:
    page = reader(chromium, harbour.url).new_page()
    log_in(page, "dora")
    return page


def end(rejudge: Rejudge, *, but: int = 0) -> None:
    """All that is left of it, but so many."""
    left = list(rejudge.evaluations.filter(finished_at=None).select_related("submission__team").order_by("pk"))
    ending = [again.submission for again in left[: len(left) - but]]
    factories.finish_rejudge(rejudge, {submission: _result(submission) for submission in ending})


def _result(submission: Submission) -> Mapping[str, object]:
    """One team falls behind all others, one entry fails that had a score."""
    if submission.team.name.startswith("Équipe Houle"):
        return {"outcome": "crashed"}
    return {"public": 9.5 if submission.team.name == "فريق المرسى" else 1.25}


def test_phase_is_evaluated_again_and_all_read_why(page: Page, harbour: Harbour, witness: Witness):
    witness.watch(page)
    page.goto("/challenges/rade/leaderboard/")
    page.click(f"a[href^='{ADDRESS}']")
    page.click("main form .button")
    expect(page.locator(".refusal, [data-wrong]").first).to_be_visible()
    page.fill("#reason-fr", REASON)
    page.click("main form .button")

    expect(page.locator("#rejudge")).to_contain_text(REASON)
    assert page.locator("a[href$='/apply/']").count() == 0
    rejudge = Rejudge.objects.get()
    end(rejudge, but=1)
    expect(page.locator("#rejudge")).to_contain_text("État provisoire", timeout=15_000)
    end(rejudge)
    page.locator("a[href$='/apply/']").click(timeout=15_000)

    page.click("main form .button >> nth=0")
    expect(page.locator("#rejudge")).to_contain_text("فريق المرسى")
    assert page.locator("a[href$='/apply/'], a[href$='/drop/']").count() == 0
    page.goto("/challenges/rade/leaderboard/")
    expect(page.locator("main")).to_contain_text(REASON)
    assert witness.complaints == []


def test_rejudge_that_is_dropped_changes_nothing(page: Page, harbour: Harbour, dora):
    page.goto("/challenges/rade/leaderboard/")
    before = page.locator("main table.board").inner_text()
    rejudge = ask_rejudge(harbour.phase, reason=WHY, by=dora, now=NOW)
    end(rejudge)
    page.goto(f"/rejudges/{rejudge.pk}/")
    page.click("a[href$='/drop/']")
    page.click("main form .button >> nth=0")
    expect(page.locator("#rejudge")).to_contain_text("tout est resté")
    page.goto("/challenges/rade/leaderboard/")
    assert page.locator("main table.board").inner_text() == before
    assert REASON not in page.locator("main").inner_text()


@pytest.mark.parametrize(("language", "light", "viewport"), LOOKS)
def test_its_pages_are_readable_by_all(chromium, harbour: Harbour, witness: Witness, dora, language, light, viewport):
    context = reader(chromium, harbour.url, language=language, color_scheme=light, viewport=viewport)
    page = context.new_page()
    witness.watch(page)
    log_in(page, "dora")
    wrong = look_at(page, ADDRESS, language=language)
    rejudge = ask_rejudge(harbour.phase, reason=WHY, by=dora, now=NOW)
    own = f"/rejudges/{rejudge.pk}/"
    wrong += look_at(page, own, language=language)
    end(rejudge)
    for address in (ADDRESS, own, f"{own}apply/", f"{own}drop/"):
        wrong += look_at(page, address, language=language)
    page.goto(f"{own}apply/")
    page.click("main form .button >> nth=0")
    wrong += [fault for address in (ADDRESS, own) for fault in look_at(page, address, language=language)]
    assert wrong == []
    assert witness.complaints == []
