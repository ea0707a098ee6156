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

STEPS = 3  # waiting, running, scored


class Interrupted(KeyboardInterrupt):
    """One no longer waits; the submission goes on."""

    def __init__(self, submission_id: str) -> None:
        super().__init__(f"It goes on without you. To look again: smartport status {submission_id} --wait")


def submit(client: Client, asked: Namespace, out: Output) -> int:
    """Hand a file in, and wait for its result where that is wanted."""
    path, slug, notes = _asked(client, asked)
    with Bar(out) as bar, path.open("rb") as file:
        sent = _Told(file, bar.begin(path.name, size=path.stat().st_size))
        handed_in = client.submit(slug, sent, name=path.name, notes=notes)  # type: ignore[arg-type]
    out.say(f"Received: {handed_in['id']}")
    if handed_in["same_file_as"]:
        out.say(f"It is the same file as submission {handed_in['same_file_as']}.")
    _tell_left(client, slug, out)
    return _answered(client, handed_in, asked, out)


def check(client: Client, asked: Namespace, out: Output) -> int:
    """Whether a file would be taken: every fault at once, and nothing is counted."""
    path, slug, notes = _asked(client, asked)
    checked = client.check(slug, path, notes=notes)
    if out.format == "json":
        out.json(checked)
        return 0
    out.say(f"{path.name} can be handed in as {checked['kind']}.")
    if checked["same_file_as"]:
        out.say(f"It is the same file as submission {checked['same_file_as']}.")
    if checked["obstacle"]:
        out.say(f"But not at this moment: {checked['obstacle']['message']} {checked['obstacle']['hint']}")
    return 0


def again(client: Client, asked: Namespace, out: Output) -> int:
    """Hand a former submission in again."""
    handed_in = client.again(asked.id, message=asked.message)
    out.say(f"Received: {handed_in['id']}")
    _tell_left(client, handed_in["challenge"], out)
    return _answered(client, handed_in, asked, out)


def status(client: Client, asked: Namespace, out: Output) -> int:
    """One submission: where it is, or how it ended; its exit status is that of the entry."""
    return _answered(client, client.submission(asked.id), asked, out, is_told=True)


def _tell_left(client: Client, slug: str, out: Output) -> None:
    left = client.challenge(slug)["allowance"]
    if left:
        out.say(f"{left['left_today']} submission{'' if left['left_today'] == 1 else 's'} remaining today.")


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
        raise Failure("Which file?", "Name it, as in: smartport submit FILE -m NOTE. More: smartport submit --help")
    if len(words) > 2:
        raise Failure(f"One file at a time: {shown.line(words[-1])} is one too many.", "Try: smartport submit --help")
    if len(words) == 2:
        asked.challenge = asked.challenge or words[0]
    path = Path(words[-1])
    if path.is_dir():
        raise Failure(f"{path} is a folder.", "Hand in a zip with main.py at its root, or a file of predictions.")
    if not path.is_file():
        raise Failure(f"There is no file {path}.")
    return path


def _require_size(path: Path, *, limits: Mapping[str, int], kind: str) -> None:
    """Says what the site would say, before a long upload."""
    limit = limits.get(kind, math.inf)
    if path.stat().st_size > limit:
        raise Failure(f"{path} is too large: at most {limit / 2**20:.0f} MiB of {kind} are accepted.")


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
        task = progress.add_task("Queued", total=STEPS)

        def tell(found: Json) -> None:
            step = {"queued": 0.5, "sent": 1.5}.get(found["state"], STEPS)
            progress.update(task, description=where(found), completed=step)

        try:
            return client.wait(submission["id"], tell=tell)
        except KeyboardInterrupt as stopped:
            raise Interrupted(submission["id"]) from stopped
        except Unreachable as silence:
            raise Unreachable(silence.message, str(Interrupted(submission["id"]))) from silence
