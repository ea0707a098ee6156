"""A stranger becomes a challenger, in each language, in a real browser: from signing up to a line of the board."""

import re
from datetime import UTC

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from challenges.evaluations.models import Evaluation, State
from challenges.faults import said_of
from challenges.submissions.models import Submission
from challenges.submissions.rules import PredictionsUnacceptable
from datasets.models import ReleaseFile
from smartport.accounts.models import User
from tests import factories
from tests.factories import predictions_csv
from tests.factories.people import PASSWORD
from tests.journeys.browser.conftest import NO_STATIC_FOLDER, log_in, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.filterwarnings(NO_STATIC_FOLDER)]

RIGHT = {"name": "predictions.csv", "mimeType": "text/csv", "buffer": predictions_csv(a=1.0, b=2.0)}
WRONG = {"name": "predictions.csv", "mimeType": "text/csv", "buffer": b'id,value\na,"1,5"\nb,NaN\nb,2\nz,1\n'}

SCORE = re.compile("0[.,]1234")


def say(page: Page, message_id: str, **details: object) -> str:
    """A message in the language of the page."""
    with translation.override(page.get_attribute("html", "lang")):
        return gettext(message_id) % details if details else gettext(message_id)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_from_signing_up_to_the_leaderboard(chromium, site, witness, phase, bundle, language):
    page = reader(chromium, site, language=language).new_page()
    witness.watch(page)
    sign_up(page)
    accept_rules(page)
    create_team(page)
    download(page)
    hand_in_what_is_refused(page)
    made = hand_in_what_is_right(page)
    see_it_move_by_itself(page, made)
    stand_on_the_leaderboard(page)
    assert witness.hosts == {site.removeprefix("http://")}
    assert witness.complaints == []


def test_handing_in_works_without_javascript(chromium, site, phase, bundle, alices_team, alice):
    page = reader(chromium, site, java_script_enabled=False).new_page()
    page.goto("/accounts/login/?next=/challenges/rade/submit/")
    page.fill("[name=login]", alice.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.set_input_files("#file", RIGHT)
    page.click("main button:has-text('Soumettre')")
    expect(page.locator(".track")).to_contain_text("Reçue")
    assert Submission.objects.count() == 1


def test_mate_joins_by_the_link_that_the_captain_copies(chromium, site, alices_team, alice, carol):
    captain = reader(chromium, site).new_page()
    captain.goto("/accounts/login/?next=/team/")
    captain.fill("[name=login]", alice.email)
    captain.fill("[name=password]", PASSWORD)
    captain.click("main button[type=submit]")
    captain.click("text=Créer un lien d’invitation")
    link = captain.input_value("#invitation-link")
    captain.click("text=Copier")
    expect(captain.locator("[data-copy]")).to_contain_text("Copié")
    mate = reader(chromium, site).new_page()
    mate.goto(link)
    mate.click("main >> text=Se connecter")
    mate.fill("[name=login]", carol.email)
    mate.fill("[name=password]", PASSWORD)
    mate.click("main button[type=submit]")
    mate.click("main button >> text=Rejoindre l’équipe")
    expect(mate.locator("h1")).to_have_text("Les Alizés")
    expect(mate.locator(".roster").first).to_contain_text("Carol (vous)")


def test_light_changes_in_place_and_stays(chromium, site):
    page = reader(chromium, site, color_scheme="light").new_page()
    page.goto("/")
    with page.expect_response("**/preferences/theme/"):
        page.click("button[value=dark]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_page_that_moves_leads_to_the_door_once_logged_out(chromium, site, phase, submission):
    page = reader(chromium, site).new_page()
    log_in(page, "alice")
    page.goto(f"/submissions/{submission.pk}/")
    page.context.clear_cookies(name="sessionid")
    page.wait_for_url(re.compile(r"/accounts/login/\?next=/submissions/"))


def sign_up(page: Page) -> None:
    page.goto("/")
    page.click(f"main >> text={say(page, 'Take part')}")
    page.fill("[name=display_name]", "Salma Idrissi")
    page.fill("[name=email]", "salma@smartport.test")
    page.fill("[name=password1]", PASSWORD)
    page.check("[name=accepts_terms]")
    page.click(f"text={say(page, 'Create the account')}")
    expect(page.locator(".masthead")).to_contain_text("Salma Idrissi")


def accept_rules(page: Page) -> None:
    page.goto("/challenges/rade/rules/")
    accept = f"main button:has-text('{say(page, 'Accept the rules')}')"
    page.click(accept)
    expect(page.locator(".field-error")).to_contain_text(say(page, "Tick the box to accept the rules."))
    page.check("#agree")
    page.click(accept)
    expect(page.locator(".notice-good")).to_contain_text(say(page, "You have accepted these rules."))


def create_team(page: Page) -> None:
    page.click(f"main >> text={say(page, 'Create or join a team')}")
    page.fill("#name", "Brise de mer")
    page.click(f'main button:has-text("{say(page, "Create the team")}")')
    expect(page.locator("h1")).to_have_text("Brise de mer")


def download(page: Page) -> None:
    page.goto("/challenges/rade/data/")
    page.check("#agree")
    page.click(f"button:has-text('{say(page, 'Accept the licence')}')")
    with page.expect_download() as started:
        page.click("text=data/train.csv")
    assert started.value.suggested_filename == "train.csv"
    assert started.value.path().read_bytes() == released_bytes("data/train.csv")


def released_bytes(path: str) -> bytes:
    with ReleaseFile.objects.get(path=path).content.open("rb") as stream:
        return stream.read()


def hand_in_what_is_refused(page: Page) -> None:
    page.goto("/challenges/rade/submit/")
    page.set_input_files("#file", WRONG)
    expect(page.locator("[data-file-name]")).not_to_be_empty()
    page.click("button[value=submit]")
    with translation.override(page.get_attribute("html", "lang")):
        told = said_of(PredictionsUnacceptable(faults=(), total=5), zone=UTC).message
    expect(page.locator("#refusal")).to_contain_text(told)
    expect(page.locator("tbody tr")).to_have_count(5)
    expect(page.locator(".tally").first).to_have_text("5")
    assert Submission.objects.count() == 0


def hand_in_what_is_right(page: Page) -> Submission:
    page.set_input_files("#file", RIGHT)
    page.fill("#message", "médiane")
    page.click("button[value=submit]")
    page.wait_for_url(re.compile("/submissions/[0-9a-f-]{36}/$"))
    made = Submission.objects.get()
    assert made.by == User.objects.get(email="salma@smartport.test")
    return made


def see_it_move_by_itself(page: Page, made: Submission) -> None:
    """The page is opened once; the evaluation goes on as the evaluator's reports would make it."""
    here = page.locator(".track-here")
    expect(here).to_contain_text(say(page, "Queued"))
    evaluation = factories.make_evaluation(made)
    expect(page.locator(".voyage-say")).to_contain_text(say(page, "Position %(position)s in the queue.", position=1))
    Evaluation.objects.filter(pk=evaluation.pk).update(state=State.SENT, started_at=factories.NOW)
    expect(here).to_contain_text(say(page, "Running"))
    Evaluation.objects.filter(pk=evaluation.pk).delete()
    factories.score_submission(made, public=0.1234)
    expect(page.locator(".score-value").first).to_have_text(SCORE)
    expect(page.locator("#announcement")).to_have_text(say(page, "Scored"))
    assert page.locator("[hx-get]").count() == 0


def stand_on_the_leaderboard(page: Page) -> None:
    page.click(f".tabs >> text={say(page, 'Leaderboard')}")
    own = page.locator(".board-own")
    expect(own).to_contain_text("Brise de mer")
    expect(own).to_contain_text(say(page, "your team"))
    expect(own).to_contain_text(SCORE)
