"""`smartport test`: the entry runs here, in the image and under the limits it will have there, on the practice bundle
of the starter kit. `evaluate` does the work, in a process of its own."""

import json
import os
import re
import subprocess
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import Any

from rich.console import Console

from evaluator.log import end_of, printable
from smartport.client import shown
from smartport.client.api import Client
from smartport.client.commands.choosing import challenge_asked
from smartport.client.entry import entry_of
from smartport.client.errors import Failure
from smartport.client.output import Output
from smartport.client.practice import kept_practice, practice_at, practice_beside
from smartport.client.tongue import gettext, gettext_noop

SCORED, FAILED = 0, 1
LOG_LINES = 20
BROKEN = re.compile(r"\((\w+)[;)]")  # the code of what went wrong, as `evaluate` says it
INSTALL = gettext_noop(
    "Install Docker (docs.docker.com/engine/install), start it, and try again; or hand in and see there."
)
BUILD = gettext_noop("Build it, once: python -m evaluator.runtime.build")


def test(client: Client, asked: Namespace, out: Output) -> int:
    """Run it, and say what the site would say; the exit status is that of the entry."""
    with tempfile.TemporaryDirectory(prefix="smartport-test-") as name:
        folder = Path(name)
        entry = entry_of(Path(asked.entry), into=folder)
        bundle = _bundle(client, asked, out).resolve()
        told = gettext("Practice: %(folder)s. Its rows are others than those that count: expect other scores.")
        out.say(told % {"folder": bundle}, style="dim")
        status = _run(bundle, entry.resolve(), asked, folder=folder)
        if out.format != "json" and status == SCORED:
            _show_log(folder / f"{entry.name}.entry.log", out)
        _compare_images(client, folder / "receipt.json", asked, out)
    return status


def _bundle(client: Client, asked: Namespace, out: Output) -> Path:
    """--bundle, --kit, the practice beside the entry, else that of the challenge's kit, downloaded once."""
    if asked.bundle or asked.kit:
        return practice_at(Path(asked.bundle or asked.kit))
    beside = None if asked.challenge else practice_beside(Path(asked.entry))
    return beside or kept_practice(client, challenge_asked(client, asked), asked.environ, out)


def _run(bundle: Path, entry: Path, asked: Namespace, *, folder: Path) -> int:
    """`evaluate`, in a folder where its logs and its receipt may lie. Raises Failure for what is not the entry's."""
    words = [sys.executable, "-m", "evaluator.cli", str(bundle), str(entry), "--keep-log", "--receipt", "receipt.json"]
    words += ["--engine", asked.engine] if asked.engine else []
    words += ["--json"] if asked.format == "json" else []
    is_shown = sys.stdout.isatty()  # colours and width are for a terminal
    with Console(stderr=True).status(gettext("Running %(name)s") % {"name": shown.line(entry.name)}):
        done = subprocess.run(
            words,
            cwd=folder,
            env={**os.environ, **asked.environ},
            stdout=None if is_shown else subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    if done.returncode not in {SCORED, FAILED}:
        raise _broken(f"{done.stdout or ''}{done.stderr}")
    sys.stdout.write(done.stdout or "")
    sys.stderr.write(done.stderr)
    return done.returncode


def _broken(said: str) -> Failure:
    """What broke on this machine, in one line with what to do."""
    found = BROKEN.search(said)
    code = found[1] if found else str(_breakdown(said).get("code", ""))
    if code == "engine_gone":
        return Failure(gettext("No container engine answers on this machine."), gettext(INSTALL))
    if code == "image_missing":
        return Failure(gettext("The engine does not have the image that the site runs entries in."), gettext(BUILD))
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    reason = lines[-1] if lines else gettext("no reason was given")
    return Failure(gettext("It could not be run here: %(reason)s") % {"reason": reason})


def _breakdown(said: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(said)["breakdown"]
    except (ValueError, KeyError, TypeError):
        return {}
    return told


def _show_log(path: Path, out: Output) -> None:
    """The end of what it printed; of one that failed `evaluate` shows it."""
    log = path.read_bytes() if path.is_file() else b""
    if log:
        out.say(gettext("End of the program's log"), style="bold")
        sys.stdout.write(printable(end_of(log, lines=LOG_LINES)).rstrip("\n") + "\n")


def _compare_images(client: Client, receipt: Path, asked: Namespace, out: Output) -> None:
    """Says where the site ran the team's last submission in another image; without a login nobody knows."""
    if not client.has_token or not receipt.is_file():
        return
    try:
        there = _image_there(client, challenge_asked(client, asked))
    except Failure:
        return
    here = _image_in(receipt.read_bytes())
    if there and there != here:
        told = gettext(
            "The site ran your last submission in another image (%(there)s there, %(here)s here): packages may "
            "differ a little. Update this program and build the image anew: python -m evaluator.runtime.build"
        )
        out.say(told % {"there": there[7:19], "here": here[7:19]}, style="yellow")


def _image_there(client: Client, slug: str) -> str:
    scored = next((found for found in client.submissions(slug) if found["state"] == "scored"), None)
    return _image_in(client.receipt(scored["id"])) if scored else ""


def _image_in(receipt: bytes) -> str:
    return str(json.loads(receipt)["receipt"]["digests"].get("image", ""))
