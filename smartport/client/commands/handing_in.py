"""Hand in, wait for the result, cancel."""

import math
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.calls.submissions import ENDED, Notes, kind_of
from smartport.client.commands.choosing import challenge_asked
from smartport.client.commands.telling import tell_end, where
from smartport.client.connection import Json
from smartport.client.errors import Failure, Unreachable
from smartport.client.output import Bar, Output
from smartport.client.tongue import gettext, gettext_noop, ngettext

STEPS = 3  # waiting, running, scored
TOO_LARGE = {
    "code": gettext_noop("%(path)s is too large: at most %(limit)s MiB of code are accepted."),
    "predictions": gettext_noop("%(path)s is too large: at most %(limit)s MiB of predictions are accepted."),
}
ACCEPTABLE = {
    "code": gettext_noop("%(name)s can be handed in as code."),
    "predictions": gettext_noop("%(name)s can be handed in as predictions."),
}


class Interrupted(KeyboardInterrupt):
    """One no longer waits; the submission goes on."""

    def __init__(self, submission_id: str) -> None:
        again = {"command": f"smartport status {submission_id} --wait"}
        super().__init__(gettext("It goes on without you. To look again: %(command)s") % again)


def submit(client: Client, asked: Namespace, out: Output) -> int:
    """Hand a file in, and wait for its result where that is wanted."""
    path, slug, notes = _asked(client, asked)
    with Bar(out) as bar, path.open("rb") as file:
        sent = _Told(file, bar.begin(path.name, size=path.stat().st_size))
        handed_in = client.submit(slug, sent, name=path.name, notes=notes)  # type: ignore[arg-type]
    out.say(gettext("Received: %(id)s") % handed_in)
    if handed_in["same_file_as"]:
        out.say(gettext("It is the same file as submission %(same_file_as)s.") % handed_in)
    _tell_left(client, slug, out)
    return _answered(client, handed_in, asked, out)


def check(client: Client, asked: Namespace, out: Output) -> int:
    """Whether a file would be taken: every fault at once, and nothing is counted."""
    path, slug, notes = _asked(client, asked)
    checked = client.check(slug, path, notes=notes)
    if out.format == "json":
        out.json(checked)
        return 0
    out.say(gettext(ACCEPTABLE[checked["kind"]]) % {"name": path.name})
    if checked["same_file_as"]:
        out.say(gettext("It is the same file as submission %(same_file_as)s.") % checked)
    if checked["obstacle"]:
        out.say(gettext("But not at this moment: %(message)s %(hint)s") % checked["obstacle"])
    return 0


def again(client: Client, asked: Namespace, out: Output) -> int:
    """Hand a former submission in again."""
    handed_in = client.again(asked.id, message=asked.message)
    out.say(gettext("Received: %(id)s") % handed_in)
    _tell_left(client, handed_in["challenge"], out)
    return _answered(client, handed_in, asked, out)


def status(client: Client, asked: Namespace, out: Output) -> int:
    """One submission: where it is, or how it ended; its exit status is that of the entry."""
    return _answered(client, client.submission(asked.id), asked, out, is_told=True)


def _tell_left(client: Client, slug: str, out: Output) -> None:
    left = client.challenge(slug)["allowance"]
    if left:
        told = ngettext(
            "%(left_today)s submission remaining today.",
            "%(left_today)s submissions remaining today.",
            left["left_today"],
        )
        out.say(told % left)


class _Told:
    """A file that says how much of it was read."""

    def __init__(self, file: object, tell: object) -> None:
        self._file, self._tell = file, tell

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def read(self, size: int = -1) -> bytes:
        found: bytes = self._file.read(size)  # type: ignore[attr-defined]
        self._tell(len(found))  # type: ignore[operator]
        return found


def _asked(client: Client, asked: Namespace) -> tuple[Path, str, Notes]:
    """The file, the challenge, and what goes with it."""
    path = _file_asked(asked)
    slug = challenge_asked(client, asked)
    kind = asked.kind or kind_of(path.name)
    _require_size(path, limits=(client.challenge(slug)["evaluation"] or {}).get("largest_bytes", {}), kind=kind)
    return path, slug, Notes(asked.message, tuple(asked.tag), kind)


def _file_asked(asked: Namespace) -> Path:
    """From -f, or as a word: `submit FILE`, `submit CHALLENGE FILE`, `submit CHALLENGE -f FILE`."""
    words = [*asked.words, *([asked.file] if asked.file else [])]
    if not words:
        hint = gettext("Name it, as in: smartport submit FILE -m NOTE. More: smartport submit --help")
        raise Failure(gettext("Which file?"), hint)
    if len(words) > 2:
        message = gettext("One file at a time: %(word)s is one too many.") % {"word": shown.line(words[-1])}
        raise Failure(message, gettext("Try: %(command)s") % {"command": "smartport submit --help"})
    if len(words) == 2:
        asked.challenge = asked.challenge or words[0]
    path = Path(words[-1])
    if path.is_dir():
        hint = gettext("Hand in a zip with main.py at its root, or a file of predictions.")
        raise Failure(gettext("%(path)s is a folder.") % {"path": path}, hint)
    if not path.is_file():
        raise Failure(gettext("There is no file %(path)s.") % {"path": path})
    return path


def _require_size(path: Path, *, limits: Mapping[str, int], kind: str) -> None:
    """Says what the site would say, before a long upload."""
    limit = limits.get(kind, math.inf)
    if path.stat().st_size > limit:
        raise Failure(gettext(TOO_LARGE[kind]) % {"path": path, "limit": f"{limit / 2**20:.0f}"})


def _answered(client: Client, submission: Json, asked: Namespace, out: Output, *, is_told: bool = False) -> int:
    if asked.wait and submission["state"] not in ENDED:
        submission = _wait(client, submission, out)
        is_told = True
    if out.format == "json":
        out.json(submission)
    elif is_told:
        tell_end(submission, out)
    return 0 if submission["state"] not in {"failed", "broken", "cancelled"} else 1


def _wait(client: Client, submission: Json, out: Output) -> Json:
    """A bar of three steps; whoever stops waiting is told how to look again."""
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out.notes, transient=True, disable=not out.shows_progress) as progress:
        task = progress.add_task(shown.isolated(gettext("Queued"), out.notes), total=STEPS)

        def tell(found: Json) -> None:
            step = {"queued": 0.5, "sent": 1.5}.get(found["state"], STEPS)
            progress.update(task, description=shown.isolated(where(found), out.notes), completed=step)

        try:
            return client.wait(submission["id"], tell=tell)
        except KeyboardInterrupt as stopped:
            raise Interrupted(submission["id"]) from stopped
        except Unreachable as silence:
            raise Unreachable(silence.message, str(Interrupted(submission["id"]))) from silence
