"""What Dora does at the console, by links and buttons, as the organizers' guide says it."""

import csv
import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from challenges.evaluations.models import Bundle
from evaluator.bundle import Bundle as Folder
from evaluator.metrics.program.measures.asked import VARIABLE, Task
from evaluator.metrics.program.measures.computing import Ready
from evaluator.scorekit import PredictionsFormat, read_predictions
from smartport.making.zipping import unzip_kept

PATIENCE = 30_000
Said = Mapping[str, str]


def in_words(page: Page, message_id: str, **details: object) -> str:
    """A message in the language of the page."""
    with translation.override(page.get_attribute("html", "lang")):
        text = gettext(message_id)
    return text % details if details else text


def press(page: Page, message_id: str, *, within: Locator | None = None) -> None:
    place = within or page.locator("main")
    place.get_by_role("button", name=in_words(page, message_id), exact=True).first.click()


def follow(page: Page, message_id: str, *, within: Locator | None = None) -> None:
    place = within or page.locator("main")
    place.get_by_role("link", name=in_words(page, message_id), exact=True).first.click()


def enter(page: Page, room: str) -> None:
    """A room of the console, from the head of any page."""
    page.locator(".masthead").get_by_role("link", name=in_words(page, "Console"), exact=True).click()
    follow(page, room, within=page.locator(".console-side"))


def fill(page: Page, message_id: str, value: str) -> None:
    page.get_by_label(in_words(page, message_id)).first.fill(value)


def fill_texts(page: Page, message_id: str, texts: Said) -> None:
    """A text in each language; the fields of one text are a group that is called like it."""
    group = page.get_by_role("group", name=in_words(page, message_id), exact=True)
    for language, text in texts.items():
        group.locator(f"[lang={language}]").first.fill(text)


def make_edition(page: Page, *, title: Said, summary: Said, **fields: str) -> None:
    enter(page, "Editions and challenges")
    follow(page, "New edition")
    fill_texts(page, "Title", title)
    fill_texts(page, "Summary", summary)
    fill(page, "Address", fields["address"])
    fill(page, "Opens", fields["opens"])
    fill(page, "Closes", fields["closes"])
    press(page, "Make the edition")
    expect(page.locator("h1")).to_have_text(in_words(page, "New challenge"))


def bring_extract(page: Page, path: Path) -> None:
    enter(page, "Data vault")
    follow(page, "Upload an extract")
    page.get_by_label(in_words(page, "File")).first.set_input_files(str(path))
    press(page, "Upload")
    expect(page.locator("#extract")).to_be_visible(timeout=PATIENCE)


def write_recipe(page: Page, *, target: str, entities: str, time: str, title: Said) -> None:
    """From the page of the extract, once it is read."""
    follow(page, "Write a recipe")
    page.get_by_label(in_words(page, "Which column?")).select_option(target)
    page.get_by_label(in_words(page, "Who is protected: the truck, the ship, the firm")).select_option(entities)
    page.get_by_label(
        in_words(page, "By this time: earlier rows to learn from, later ones to be tested on")
    ).select_option(time)
    for language, name in (("fr", "French"), ("ar", "Arabic"), ("en", "English")):
        fill(page, f"Title in {name}", title[language])
    press(page, "Write the recipe")
    expect(page.locator("#trial .trial-table")).to_be_visible(timeout=PATIENCE)


def sign_all(page: Page, *, signer: str, office: str) -> None:
    """The three questions of a build."""
    for question in ("singling_out", "linkability", "inference"):
        box = page.locator(f"#sign-{question}")
        box.get_by_label(in_words(page, "Full name")).fill(signer)
        box.locator("[name=role]").fill(office)
        box.get_by_label(in_words(page, "I accept")).check()
        press(page, "Sign", within=box)
        expect(box.locator("form")).to_have_count(0)


def publish_release(page: Page, version: str) -> None:
    follow(page, "Publish…")
    page.get_by_label(in_words(page, "Type the version, %(version)s, to publish it", version=version)).fill(version)
    press(page, "Publish")
    expect(page.locator(".notice-good")).to_contain_text(version)


def make_challenge(page: Page, *, metric: str, **fields: str) -> None:
    """All steps, from the page of new challenges."""
    page.locator("main").get_by_role("button", name=in_words(page, "Published data and a metric")).click()
    page.get_by_role("radio").first.check()
    press(page, "Continue")
    page.locator(f".choice:has(code:text-is('{metric}'))").get_by_role("radio").check()
    press(page, "Continue")
    press(page, "Continue")
    fill(page, "Address", fields["address"])
    fill(page, "Teams hand in from", fields["opens"])
    page.get_by_label(in_words(page, "until"), exact=True).fill(fields["closes"])
    press(page, "Continue")
    press(page, "Make the challenge")
    expect(page.locator("h1")).to_contain_text(in_words(page, "What scores it"))


def publish(page: Page) -> None:
    """What the page is about; it asks first, and once more where no machine has checked what scores it."""
    follow(page, "Publish")
    page.wait_for_url("**/publish/")
    for box in page.locator("[name=unchecked]").all():
        box.check()
    press(page, "Publish")
    expect(page.locator("main")).to_contain_text(in_words(page, "Take from sight"))


def rows_of(page: Page, selector: str = "table.board tbody tr") -> list[str]:
    """The lines of a table, their spaces made plain."""
    return [re.sub(r"\s+", " ", row).strip() for row in page.locator(selector).all_inner_texts()]


def scores_of(bundle: Bundle, content: bytes) -> dict[str, float]:
    """What the built-in metrics' program works out of predictions, read and computed as in its container."""
    with tempfile.TemporaryDirectory() as name:
        unzip_kept(bundle.content, Path(name) / "bundle")
        folder = Folder.read(Path(name) / "bundle")
        ready = Ready.read(Task.from_json(json.loads(folder.scoring_environment[VARIABLE])), folder.reference)
        wanted = PredictionsFormat.from_json(ready.task.predictions)
        (Path(name) / wanted.file).write_bytes(content)
        return ready.scores(read_predictions(Path(name) / wanted.file, format=wanted, expected_ids=ready.truth.ids))


def truth_of(bundle: Bundle) -> list[dict[str, str]]:
    """The hidden answers, row by row."""
    with tempfile.TemporaryDirectory() as name:
        unzip_kept(bundle.content, Path(name) / "bundle")
        with (Path(name) / "bundle" / "reference" / "truth.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
