"""A real program prints, in a real container, and its team reads along: on the page, over the API, in a terminal."""

import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import BUNDLE, bundle_folder, code_zip
from tests.journeys.browser.conftest import log_in, reader
from tests.journeys.engine import require_image
from tests.journeys.site import RealSite, until

pytestmark = [pytest.mark.browser, pytest.mark.engine, pytest.mark.slow, pytest.mark.xdist_group("journeys")]

SECONDS = 12
SOON = 4.0  # from the print to the eye: two seconds are meant, and this machine may be busy with other tests
PRINTS = f"""\
import csv, os, sys, time
from pathlib import Path

inputs = Path(os.environ["INPUT_DIR"], "sample_submission.csv")
ids = [row["id"] for row in csv.DictReader(inputs.open())]
print("ids", *ids, flush=True)
for epoch in range({SECONDS * 2} if "a" in ids else 2):
    print("epoch", epoch, "at", time.time(), "\\x1b[31mécole", flush=True)
    time.sleep(0.5)
sys.stdout.buffer.write(b"odd \\xff\\n")
with Path(os.environ["OUTPUT_DIR"], "predictions.csv").open("w") as out:
    out.write("id,value\\n" + "".join(f"{{name}},1\\n" for name in ids))
"""
WITH_PUBLIC_INPUT = {**BUNDLE, "public_input/sample_submission.csv": "id,value\nknown,0\n"}
AT = re.compile(r"epoch (\d+) at ([\d.]+)")


@pytest.fixture(scope="module")
def printing_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealSite]:
    """On the engine that everybody shares; one phase withholds logs, one shows those of public inputs."""
    require_image()
    logging.getLogger("httpx").setLevel(logging.WARNING)
    engine = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    site = RealSite.at(tmp_path_factory.mktemp("printing-site"), engine=engine)
    try:
        site.open()
        for policy in ("off", "public"):
            folder = bundle_folder(tmp_path_factory.mktemp(policy), files=WITH_PUBLIC_INPUT)
            site.run("-m", "tests.journeys.adding", policy, str(folder), policy)
            with site.client("alice") as alice:
                alice.put(f"challenges/{policy}/rules-acceptance").raise_for_status()
        yield site
    finally:
        site.close()
        print(site.logs())


@pytest.fixture
def page(chromium: Browser, printing_site: RealSite) -> Page:
    page = reader(chromium, printing_site.place.url.rstrip("/")).new_page()
    log_in(page, "alice")
    return page


def last_print(text: str) -> tuple[int, float]:
    """The number of the last line of the program that is in sight, and when it was printed."""
    found = AT.findall(text)
    return (int(found[-1][0]), float(found[-1][1])) if found else (-1, 0.0)


def follow(site: RealSite, submission: str) -> "subprocess.Popen[str]":
    """`smartport logs --follow`, as alice types it."""
    environ = {**os.environ, "SMARTPORT_URL": site.place.url, "SMARTPORT_TOKEN": site.tokens["alice"]}
    words = [sys.executable, "-m", "smartport.client", "logs", submission, "--follow"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(words, env=environ, cwd=site.place.root, text=True, **pipes)


def test_team_reads_along_while_its_program_prints(printing_site: RealSite, page: Page):
    submission = printing_site.hand_in("alice", code_zip(PRINTS))
    page.goto(f"/submissions/{submission}/")
    terminal = follow(printing_site, submission)
    growing = page.locator("#growing")
    expect(growing).to_contain_text("epoch 1 at", timeout=30_000)
    with printing_site.client("alice") as alice, printing_site.client("mallory") as mallory:
        live = alice.get(f"submissions/{submission}/log")
        assert mallory.get(f"submissions/{submission}/log").status_code == 404
    assert (live.status_code, live.headers["Log-State"]) == (200, "live")
    assert live.content.startswith(b"ids a b c d\nepoch 0 at ")
    lags = watched(growing, until_epoch=SECONDS * 2 - 4)
    assert len(lags) >= 3
    assert median(lags) < SOON, lags
    assert "\\x1b[31mécole" in growing.inner_text()

    expect(page.locator(".track-good")).to_be_visible(timeout=30_000)
    expect(page.locator("#log-entry + span")).to_contain_text("Télécharger")
    expect(page.locator("pre.log").first).to_contain_text("odd \\xff")
    assert page.locator("[hx-get]").count() == 0
    with printing_site.client("alice") as alice:
        kept = alice.get(f"submissions/{submission}/log")
    assert (kept.headers["Log-State"], kept.content.count(b"epoch")) == ("kept", SECONDS * 2)
    said, told = terminal.communicate(timeout=20)
    assert (terminal.returncode, said) == (0, kept.content.decode("utf-8", "backslashreplace").replace("\x1b", "\\x1b"))
    *_, outcome, scores, usage = told.splitlines()
    assert (outcome, scores) == ("scored", "public: mae 0.5000, bias -0.5000")
    assert "MB" in usage
    assert printing_site.rows("SELECT * FROM challenges_livelog") == []


def watched(growing, *, until_epoch: int) -> list[float]:
    """How long each print that came into sight had been on its way, looked at ten times a second."""
    seen, lags = last_print(growing.inner_text())[0], []
    while seen < until_epoch:
        epoch, printed_at = last_print(growing.inner_text())
        if epoch > seen:
            lags.append(time.time() - printed_at)
            seen = epoch
        time.sleep(0.1)
    return lags


def test_phase_without_logs_shows_none_and_says_why(printing_site: RealSite, page: Page):
    submission = printing_site.hand_in("alice", code_zip(PRINTS), challenge="off")
    page.goto(f"/submissions/{submission}/")
    expect(page.locator("#log-entry")).to_be_visible(timeout=30_000)
    expect(page.locator(".withheld")).to_contain_text("réservé aux organisateurs")
    until(lambda: printing_site.rows("SELECT 1 FROM challenges_evaluation WHERE state = 'sent'"))
    time.sleep(3)
    assert printing_site.rows("SELECT * FROM challenges_livelog") == []
    with printing_site.client("alice") as alice:
        refused = alice.get(f"submissions/{submission}/log")
    assert (refused.status_code, refused.json()["code"]) == (403, "logs_off")
    assert printing_site.ended("alice", submission, seconds=60)["state"] == "scored"
    expect(page.locator(".track-good")).to_be_visible(timeout=10_000)
    assert "epoch" not in page.content()
    hidden = kept_log(printing_site, submission, "hidden_log")
    assert (printing_site.evaluations(submission)[0]["entry_log"], hidden.count(b"epoch")) == ("", SECONDS * 2)


def test_phase_of_public_inputs_shows_what_is_printed_on_them(printing_site: RealSite, page: Page):
    submission = printing_site.hand_in("alice", code_zip(PRINTS), challenge="public")
    page.goto(f"/submissions/{submission}/")
    assert printing_site.ended("alice", submission, seconds=60)["state"] == "scored"
    log = page.locator("#log-entry ~ * pre, section:has(#log-entry) pre").first
    expect(log).to_contain_text("ids known", timeout=10_000)
    expect(log).not_to_contain_text("ids a b c d")
    expect(page.locator("section:has(#log-entry)")).to_contain_text("entrées publiques")
    assert kept_log(printing_site, submission, "hidden_log").startswith(b"ids a b c d\n")


def kept_log(site: RealSite, submission: str, name: str) -> bytes:
    return Path(site.place.data, "files", site.evaluations(submission)[0][name]).read_bytes()
