"""How an evening is prepared, rehearsed, armed, told, published and proved in the story: each deed by a page."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from challenges import clock
from challenges.ceremony.models import Award, AwardKind, Ceremony, Laureate, Show
from challenges.editions.models import Edition
from challenges.jury.locking import read_snapshot
from challenges.jury.models import Decision
from challenges.panels.models import Candidate
from tests.factories.stage import make_award
from tests.journeys.browser import organizing as desk
from tests.journeys.browser import staging
from tests.journeys.browser.conftest import log_in, reader
from tests.journeys.browser.nightfall import JURY, OWN, Quay
from tests.journeys.browser.recording import Recording
from tests.journeys.browser.staging import NEXT, Watched, look

LAPTOP, HALL = {"width": 1366, "height": 768}, {"width": 1920, "height": 1080}
PHONE = {"width": 390, "height": 844}
GRAND = {"fr": "Grand prix du port", "ar": "الجائزة الكبرى للميناء", "en": "Grand prize of the port"}
HEART = {"fr": "Prix de l’audace", "ar": "جائزة الجرأة", "en": "Prize for daring"}
WON = {"fr": "50 000 DH", "ar": "50.000 درهم", "en": "MAD 50,000"}
CITATION = {
    "fr": "Pour une prévision sobre, que le capitaine du port lit d’un coup d’œil.",
    "ar": "لتوقّع رصين يقرؤه ربّان الميناء بنظرة واحدة.",
    "en": "For a sober forecast that the harbour master reads at a glance.",
}
PLACE = {"fr": "Casablanca, salle des conférences", "ar": "الدار البيضاء، قاعة المحاضرات", "en": "Casablanca"}
SPEECH = {"fr": "Mot d’accueil", "ar": "كلمة ترحيب", "en": "A word of welcome"}
FAVOURITE = "Les Grutiers"


@dataclass
class Told:
    """What the story has beside its pages: a browser, the site of the day, the programs of the evening, pictures."""

    browser: Browser
    day: str
    quay: Quay
    record: Recording

    def window(self, url: str, **options: object) -> Page:
        """Of a reader of its own."""
        return reader(self.browser, url, **options).new_page()


def order_of_the_jury() -> list[str]:
    """The teams as the locked decision ranks them, the best first."""
    decided = read_snapshot(Decision.objects.get(locked_at__isnull=False)).decision["results"]["decided"]
    team_of = dict(Candidate.objects.values_list("code", "project__team__name"))
    return [team_of[code] for code in decided]


def prepare(told: Told, dora: Page) -> None:
    """Two awards: one from the jury's locked decision, one that people choose; then words, hour and place."""
    edition = Edition.objects.get()
    make_award(edition, kind=AwardKind.FAVOURITE, handed_by="M. Berrada, président du jury")
    Award.objects.update(title=HEART)
    dora.goto(reverse("console-awards"))
    handed_by = "Mme la directrice générale de l’ANP"
    staging.add_award(dora, panel=JURY["fr"], title=GRAND, prize=WON, told=3, handed_by=handed_by)
    assert staging.take_laureates(dora) == order_of_the_jury()
    staging.write_citation(dora, place=1, citation=CITATION, pronunciation="brize de mère")
    look(dora)
    dora.goto(reverse("console-awards"))
    dora.get_by_role("link", name=HEART["fr"]).first.click()
    staging.choose_laureate(dora, FAVOURITE, deciders="L’équipe d’organisation", reason="Le public les a applaudis.")
    Laureate.objects.filter(pronunciation="").update(citation=CITATION, pronunciation="comme cela s’écrit")
    desk.enter(dora, "Award ceremony")
    staging.set_evening(dora, begins_at=f"{clock.now():%Y-%m-%dT20:00}", place=PLACE)
    staging.add_words(dora, title=SPEECH, speaker="M. le ministre", notes="Le micro est à gauche.")
    expect(dora.locator("#lacks")).to_have_count(0)
    look(dora)
    told.record.page(dora, "console-ceremony")


def rehearse(told: Told, dora: Page) -> None:
    """In the hall, with winners by lot: every picture says so, and phones see nothing of it."""
    dora.goto(f"{told.quay.url}{reverse('console-ceremony')}")
    address = staging.address_of_screen(dora, "Grande salle")
    hall = told.window(told.quay.url, viewport=HALL)
    hall.goto(address)
    phone = told.window(told.quay.url, viewport=PHONE)
    phone.goto("/stage/")
    expect(phone.locator(".scene-before")).to_contain_text(PLACE["fr"])
    told.record.page(phone, "phone-before")
    desk.follow(dora, "Rehearse…")
    desk.press(dora, "Start the rehearsal")
    staging.wait_for_control(dora, version=0)
    for number, key in enumerate(NEXT, start=1):
        staging.press_key(dora, key, version=number)
        expect(hall.locator(f"[data-scene][data-version='{number}']")).to_be_attached()
        expect(hall.locator(".rehearsal")).to_be_visible()
    told.record.evening("rehearsal", hall=hall, phone=phone, control=dora)
    expect(phone.locator(".scene-before")).to_be_visible()
    expect(phone.locator(".rehearsal")).to_have_count(0)
    desk.follow(dora, "End the rehearsal…")
    desk.press(dora, "End the rehearsal")
    expect(hall.locator(".rehearsal")).to_have_count(0)


def arm(told: Told, dora: Page) -> None:
    """Dora signs what she has read, Nora the very same."""
    digest = staging.read_script(dora)
    told.record.paper(dora, "script")
    desk.press(dora, "I have read it: sign first")
    expect(dora.locator("main")).to_contain_text(desk.in_words(dora, "Take the first signature back…"))
    nora = told.window(told.day, viewport=LAPTOP)
    log_in(nora, "nora")
    nora.goto(f"{told.quay.url}{reverse('console-ceremony')}")
    assert staging.read_script(nora) == digest
    desk.press(nora, "I have read it: arm the script")
    expect(nora.locator("main")).to_contain_text(desk.in_words(nora, "The script is armed."))
    look(nora)


def tell(told: Told, dora: Page) -> None:
    """The whole evening, and all that may go wrong in it."""
    dora.goto(f"{told.quay.url}{reverse('console-ceremony')}")
    watched = open_windows(told, dora)
    desk.follow(dora, "Begin the evening…")
    desk.press(dora, "Begin the evening")
    watched.at(Show.objects.get(ended_at=None).version)
    script = Ceremony.objects.get().script
    for number, step in enumerate(script):
        if step["kind"] == "silence" and len(step["shows"].get("rows", ())) == 3:
            lose_the_follower(told, watched)
        if step["holds"] and GRAND["fr"] in json.dumps(step["shows"], ensure_ascii=False):
            lose_the_site(told, watched)
        show = watched.press(NEXT[number % len(NEXT)])
        assert (show.cursor, show.shown["step"]["kind"]) == (number, step["kind"])
        told.record.evening(step["kind"], **watched.by_place)
        if number == 1:
            look_away(told, watched)
        if step["holds"]:
            look(watched.control)
    expect_decision(watched)
    desk.follow(dora, "Finish the show…")
    desk.press(dora, "Finish the evening")
    expect(watched.hall.locator(".shown[data-display=step]")).to_be_visible()


def open_windows(told: Told, dora: Page) -> Watched:
    """A hall at an address of its own, and two phones."""
    hall, address = told.window(told.quay.url, viewport=HALL), staging.address_of_screen(dora, "Foyer")
    with hall.expect_response(f"{told.quay.follow_url}/follow/screen/*"):
        hall.goto(address)
    phones = [told.window(told.quay.url, viewport=PHONE, language=language) for language in ("fr", "ar")]
    for phone in phones:
        phone.goto("/stage/")
    return Watched(dora, hall, *phones)


def look_away(told: Told, watched: Watched) -> None:
    """Black and logo, and back from each; a step back, and on again."""
    for key, display in (("b", "black"), ("b", "step"), ("l", "logo"), ("PageDown", "step"), ("r", "step")):
        assert watched.press(key).display == display
        for page in watched.followers:
            expect(page.locator(f".shown[data-display={display}]")).to_be_attached()
        if display == "logo":
            told.record.evening("logo", **watched.by_place)
    watched.press("PageDown")


def lose_the_follower(told: Told, watched: Watched) -> None:
    """Killed, while the show goes on: all follow by the site itself; then it is there again."""
    show = Show.objects.get(ended_at=None)
    told.quay.kill("follower")
    watched.press("b")
    watched.press("b")
    told.quay.start("follower")
    with watched.hall.expect_response(f"{told.quay.follow_url}/follow/screen/*"):
        watched.hall.reload()
    watched.at(show.version + 2)


def lose_the_site(told: Told, watched: Watched) -> None:
    """Killed in the silence before the winner: the hall keeps it; the control, loaded anew, stands at the same step."""
    show = Show.objects.get(ended_at=None)
    told.quay.kill("site")
    expect(watched.control.locator("[data-lost]")).to_be_visible()
    expect(watched.hall.locator(".scene-silence")).to_be_visible()
    told.quay.start("site")
    expect(watched.control.locator("[data-lost]")).to_be_hidden()
    watched.control.reload()
    watched.at(show.version)
    assert Show.objects.get(ended_at=None).cursor == show.cursor


def expect_decision(watched: Watched) -> None:
    """What the hall was told is what the jury has locked."""
    order = order_of_the_jury()
    script = Ceremony.objects.get().script
    won = [step["shows"]["teams"] for step in script if step["kind"] == "winner"]
    assert [[one["team"] for one in teams] for teams in won] == [[FAVOURITE], [order[0]]]
    watched.press("r")
    line = watched.hall.locator(".sum-line", has_text=GRAND["fr"])
    expect(line.locator(".sum-teams bdi")).to_have_text([order[0]])
    assert order[0] == OWN
    watched.press("PageDown")


def publish(told: Told, dora: Page) -> None:
    """Nothing of it is on the site before; then all of it is."""
    stranger = told.window(told.quay.url, viewport=LAPTOP)
    stranger.goto("/results/")
    expect(stranger.locator("main")).not_to_contain_text(OWN)
    dora.goto(f"{told.quay.url}{reverse('console-publication')}")
    look(dora)
    desk.follow(dora, "Publish the results…")
    desk.press(dora, "Publish the results, for ever")
    stranger.goto("/results/")
    for text in (*order_of_the_jury(), GRAND["fr"], CITATION["fr"]):
        expect(stranger.locator("main")).to_contain_text(text)
    told.record.page(stranger, "results")
    look(stranger)
    stranger.goto("/challenges/rade/leaderboard/")
    expect(stranger.locator("table.board tbody tr").first).to_contain_text("0,2000")
    stranger.goto("/stage/")
    stranger.locator("a.results").click()
    expect(stranger.locator("main")).to_contain_text(GRAND["fr"])


def verify(told: Told, salma: Page, folder: Path) -> None:
    """Salma takes her certificate; a stranger types its code, and checks the file without the site."""
    salma.goto(f"{told.quay.url}{reverse('my-certificates')}")
    desk.press(salma, "Yes, my name may stand on them")
    look(salma)
    told.record.page(salma, "certificates")
    prize = salma.locator("ul.certificates > li", has_text=GRAND["fr"])
    code = urlsplit(prize.locator(".certificate-share input").input_value()).path.rstrip("/").split("/")[-1]
    with salma.expect_download() as paper:
        prize.get_by_role("link", name="PDF").click()
    paper.value.save_as(folder / "prize.pdf")
    stranger = told.window(told.quay.url)
    stranger.goto("/certificates/")
    stranger.fill("#code", " ".join(code.lower()))
    desk.press(stranger, "Check this code")
    expect(stranger.locator(".notice-good")).to_contain_text(desk.in_words(stranger, "Valid"))
    expect(stranger.locator(".certificate-facts")).to_contain_text("Salma Idrissi")
    told.record.page(stranger, "certificate-valid")
    look(stranger)
    stranger.locator("details.certificate-more summary").click()
    with stranger.expect_download() as key:
        desk.follow(stranger, "Take the public key")
    key.value.save_as(folder / "certificate-keys.txt")
    said = checked_without_the_site(folder)
    assert (said["code"], said["name"], said["team"], said["kind"]) == (code, "Salma Idrissi", OWN, "prize")


def checked_without_the_site(folder: Path) -> dict[str, str]:
    """By the command, with the file and the published key alone."""
    words = [
        "certificate",
        "verify",
        str(folder / "prize.pdf"),
        "--key",
        str(folder / "certificate-keys.txt"),
        "--json",
    ]
    nowhere = {**os.environ, "SMARTPORT_URL": "http://127.0.0.1:9"}
    done = subprocess.run(
        [sys.executable, "-m", "smartport.client", *words], env=nowhere, capture_output=True, text=True, check=True
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found
